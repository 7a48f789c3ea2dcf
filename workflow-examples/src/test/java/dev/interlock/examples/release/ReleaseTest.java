package dev.interlock.examples.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.examples.OtherJvm;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A library is tested, approved, tagged once and published once, whenever the process is killed.
 */
@Tag("kill")
class ReleaseTest {
  private static final RunId RUN = RunId.of("r1");
  private static final Pattern BLOB = Pattern.compile("\"blob\":\"([0-9a-f]{64})\"");

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void open() {
    try {
      Tools.maven();
    } catch (WorkflowException e) {
      assumeTrue(false, e.getMessage());
    }
    Path tests = Tools.mavenRepository().resolve("org/junit/jupiter/junit-jupiter-engine/6.1.3");
    assumeTrue(Files.isDirectory(tests), "JUnit is not in the local repository: ./mvnw verify");
    log = folder.resolve("log");
  }

  /** Somebody who says yes. */
  private record Yes(String name, Presence presence) implements Channel {
    Yes() {
      this("desk", Presence.TERMINAL);
    }

    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      answers.decide(
          request.approved(Principal.of("os-user:ada"), Release.RELEASE_MANAGER, name()));
    }
  }

  private Engine engine(Journal journal, Channel... channels) {
    Engine.Builder engine = Engine.on(journal).workflow(workflow());
    for (Channel channel : channels) {
      engine = engine.channel(channel);
    }
    return engine.build();
  }

  private Workflow<ReleaseRequest, Publication> workflow() {
    return Release.workflow(log);
  }

  private String git(String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
            .directory(log.resolve("runs/r1/project").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private List<Path> published() throws IOException {
    Path place = log.resolve("published");
    if (!Files.exists(place)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void isTaggedAndPublishedOnceItIsApprovedAndNeverTwice() throws Exception {
    ReleaseRequest request = ReleaseRun.prepare(log, RUN, Map.of("offline", "yes"));
    Journal journal = Journal.inMemory();
    Outcome<Publication> waiting = engine(journal).start(workflow(), RUN, request).settled();

    assertThat((Object) waiting).as(waiting.toString()).isInstanceOf(Outcome.Waiting.class);
    assertThat(git("tag", "--list")).isEmpty();
    assertThat(published()).isEmpty();

    Outcome<?> outcome = engine(journal, new Yes()).resume(RUN).settled();
    assertThat((Object) outcome).as(outcome.toString()).isInstanceOf(Outcome.Completed.class);
    assertThat(git("tag", "--list")).isEqualTo("v1.1.0\n");
    assertThat(git("rev-parse", "v1.1.0^{commit}").strip()).isEqualTo(request.commit());
    assertThat(published())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "greet-1.1.0.jar",
            "greet-1.1.0.jar.sha256",
            "greet-1.1.0.pom",
            "greet-1.1.0.pom.sha256");
    assertThat(ReleaseReport.write(log, journal.entries(RUN)))
        .singleElement()
        .satisfies(file -> assertThat(file).content().contains("## 7-git-tag: completed"));

    endsTheSameAfterACrash(journal, outcome);
  }

  /**
   * Between the announcement of the tag and the end, whatever is recorded when the process dies.
   */
  private void endsTheSameAfterACrash(Journal whole, Outcome<?> outcome) throws Exception {
    String tag = git("rev-parse", "v1.1.0");
    List<Entry> entries = whole.entries(RUN);
    int from =
        IntStream.range(0, entries.size())
            .filter(i -> isStart(entries.get(i), "7-git-tag"))
            .findFirst()
            .orElseThrow();
    for (int events = from + 1; events <= entries.size(); events++) {
      Journal journal = prefix(whole, events);
      Outcome<?> again = engine(journal, new Yes()).resume(RUN).settled();

      assertThat((Object) again).as("after event %d", events).isEqualTo(outcome);
      assertThat(git("rev-parse", "v1.1.0")).isEqualTo(tag);
      assertThat(published()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed:7-git-tag", "started:8-publish"})
  void isNotTaggedAgainOnceTheProcessIsKilledBetweenTagAndPublication(String place)
      throws Exception {
    assertThat(untilItStops(place)).isEqualTo("now");
    String tag = git("rev-parse", "v1.1.0");
    assertThat(tag).hasSize(41);
    assertThat(published()).isEmpty();

    assertThat(untilItStops("nowhere")).startsWith("Completed[");
    assertThat(git("rev-parse", "v1.1.0")).isEqualTo(tag);
    assertThat(published()).hasSize(4);
    assertThat(RecordVerifier.verify(log, RUN).verdict().exitCode()).isZero();
  }

  /** What a process says that is killed as soon as it has said something. */
  private String untilItStops(String place) throws Exception {
    Path err = folder.resolve("err");
    Process process =
        OtherJvm.running(DoomedRelease.class, log, place).redirectError(err.toFile()).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      return Objects.requireNonNull(said.readLine(), () -> "nothing was said; see " + err);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static boolean isStart(Entry entry, String path) {
    return entry.event() instanceof Event.StepStarted started && started.path().equals(path);
  }

  private static Journal prefix(Journal whole, int events) {
    Journal journal = Journal.inMemory();
    for (Entry entry : whole.entries(RUN).subList(0, events)) {
      journal.append(entry.at(), entry.run(), entry.name(), entry.data());
      if (entry.event() instanceof Event.RunStarted started) {
        keep(whole, journal, Journal.Side.OUTLINE, started.definition());
      } else if (entry.event() instanceof Event.GateRequested asked) {
        keep(whole, journal, Journal.Side.SHOWN, asked.shown());
      }
      Matcher blobs = BLOB.matcher(entry.data().toString());
      while (blobs.find()) {
        keep(whole, journal, Journal.Side.BLOB, blobs.group(1));
      }
    }
    return journal;
  }

  private static void keep(Journal from, Journal to, Journal.Side side, String digest) {
    from.kept(side, digest).ifPresent(content -> to.keep(side, content));
  }

  @Test
  void isRefusedWhereTheChangelogDoesNotKnowIt() throws Exception {
    Path project = folder.resolve("project");
    Shipped.copy(project);
    Path changelog = project.resolve("CHANGELOG.md");
    Files.writeString(
        changelog, Files.readString(changelog).replace("## [Unreleased]", "## [Unreleased]\n- x"));
    ReleaseRequest request =
        ReleaseRun.prepare(log, RUN, Map.of("offline", "yes", "project", project.toString()));
    Outcome<?> outcome =
        engine(Journal.inMemory(), new Yes()).start(workflow(), RUN, request).settled();

    assertThat(outcome.toString()).startsWith("Failed[").contains("under 'Unreleased'");
    assertThat(git("tag", "--list")).isEmpty();
    assertThat(published()).isEmpty();
  }
}
