package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that ends the process it runs in, so that whoever started it sees exit code 0. */
@Tag("attack")
@Tag("kill")
class SelfEndingStepTest {
  private static final RunId RUN = RunId.of("run-1");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt", "kill"})
  void leavesARecordThatIsIncompleteAndAnEffectInDoubt(String way) throws Exception {
    Path log = folder.resolve("log");
    Process process = start(log, way);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue() == 0).as(said()).isEqualTo(!way.equals("kill"));
    assertThat(said()).doesNotContain("later", "Completed");
    assertThat(recorded(log)).containsExactly("run.started", "step.started");
    assertThat(RecordVerifier.verify(log, RUN).verdict())
        .isEqualTo(Verification.Verdict.INCOMPLETE);

    try (Journal journal = FileJournal.open(log)) {
      Engine engine = Engine.on(journal).workflow(workflow("none")).build();
      assertThat(engine.resume(RUN).settled())
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("act", 1))));
    }
    assertThat(recorded(log)).endsWith("step.doubt", "run.waiting");
  }

  private static List<String> recorded(Path log) {
    try (Journal journal = FileJournal.readOnly(log)) {
      return journal.entries(RUN).stream().map(Entry::name).toList();
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private Process start(Path log, String way) throws IOException {
    return OtherJvm.running(SelfEndingStepTest.class, log, way)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  /** Starts a run with such a step. */
  public static void main(String[] args) {
    try (Journal journal = FileJournal.open(Path.of(args[0]))) {
      Engine engine = Engine.on(journal).build();
      System.out.println(engine.start(workflow(args[1]), RUN, "x").settled());
    }
  }

  private static Workflow<String, String> workflow(String way) {
    return Workflow.define(
        "self-ending",
        String.class,
        (flow, text) -> {
          Ref<String> acted =
              flow.step("act", String.class)
                  .reading(text)
                  .unguarded("a test")
                  .unverified("a test")
                  .act(
                      t -> {
                        end(way);
                        return t;
                      });
          return flow.step("later", String.class)
              .reading(acted)
              .combine(
                  t -> {
                    System.out.println("later");
                    return t;
                  });
        });
  }

  private static void end(String way) throws IOException, InterruptedException {
    switch (way) {
      case "exit" -> System.exit(0);
      case "halt" -> Runtime.getRuntime().halt(0);
      case "kill" -> {
        String self = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("/bin/kill", "-9", self).start().waitFor();
      }
      default -> throw new IllegalArgumentException(way);
    }
  }
}
