package com.example.release;

import static dev.interlock.testing.InterlockAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.release.steps.Publisher;
import dev.interlock.Workflow;
import dev.interlock.record.Failure;
import dev.interlock.record.Principal;
import dev.interlock.testing.CrashPoints;
import dev.interlock.testing.GoldenOutline;
import dev.interlock.testing.InterlockExtension;
import dev.interlock.testing.Replay;
import dev.interlock.testing.TestHost;
import dev.interlock.testing.TestRun;
import dev.interlock.testing.TestWitness;
import dev.interlock.testing.rules.HostRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InterlockExtension.class)
class ReleasingTest {
  private static final Candidate CANDIDATE = new Candidate("1.2");

  @TempDir Path folder;

  @BeforeEach
  void changes() throws IOException {
    Files.writeString(folder.resolve("changes.txt"), "faster\nsafer\n");
  }

  private Workflow<Candidate, Published> releasing() {
    return Releasing.workflow(folder);
  }

  @Test
  void publishesWhatASecondPersonApproved(TestHost host) {
    host.people().approves("2-approval", "alice");
    TestRun<Published> run = host.run(releasing(), CANDIDATE);
    assertThat(run)
        .completedWith(new Published("release-1.2.txt", 2))
        .ranInOrder("1-notes", "3-publish")
        .gate("2-approval")
        .approvedBy("alice");
    assertThat(run.record()).isComplete().isAuthorised();
    assertTrue(Files.exists(folder.resolve("release-1.2.txt")));
  }

  @Test
  void isNotApprovedByWhoAsked(TestHost host) {
    host.people().approves("2-approval", "ada");
    TestRun<Published> run = host.run(releasing(), CANDIDATE, Principal.of("ada"));
    assertThat(run).waitsAt("2-approval").gate("2-approval").refused("self-approval");
    assertThat(run).neverRan("3-publish");
  }

  @Test
  void publishesNothingWithoutChanges(TestHost host) throws IOException {
    Files.writeString(folder.resolve("changes.txt"), "");
    assertThat(host.run(releasing(), CANDIDATE))
        .failedAt("1-notes", Failure.Kind.VERIFICATION);
  }

  @Test
  void comesToTheSameEndWhereverItIsStopped() {
    CrashPoints.of(effects -> releasing(), CANDIDATE)
        .people(people -> people.approves("2-approval", "alice"))
        .check();
  }

  @Test
  void aRecordedRunFitsTodaysDefinition(TestHost host) {
    host.people().approves("2-approval", "alice");
    TestRun<Published> run = host.run(releasing(), CANDIDATE);
    Replay.of(host.journal(), run.id()).isTheSameUnder(releasing());
  }

  @Test
  void aBodyIsTestedByItself() throws IOException {
    ReleaseNotes notes = new ReleaseNotes("1.3", List.of("smaller"));
    assertEquals(
        new Published("release-1.3.txt", 1),
        new Publisher(folder).publish(TestWitness.approved(notes, "alice")));
  }

  @Test
  void theDefinitionIsTheOneThatWasAgreedOn() {
    GoldenOutline.of(releasing()).isThatIn(Path.of("src/test/resources/releasing.outline.txt"));
  }

  @Test
  void theCodeKeepsTheRules() {
    HostRules.of("com.example.release").compositionRoot("com.example.release.Main")
        .bodiesIn("com.example.release.steps", "com.example.release.checks").workflows(releasing()).check();
  }
}
