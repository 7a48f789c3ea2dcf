package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.controls.ControlRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that end the process they run in. */
@Tag("attack")
@Tag("kill")
@Timeout(60)
class AttackOnTheProcessTest {
  @TempDir Path folder;

  /** How a body ends its process. */
  enum End {
    EXIT,
    HALT,
    KILL
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void leaveNoEndInTheRecordThoughTheyExitWithZero(End end) throws Exception {
    Path said = folder.resolve("said");
    String path =
        System.getProperty("jdk.module.path") == null
            ? ControlRunner.places()
            : String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path"),
                System.getProperty("java.class.path"),
                Path.of(ModuleDescriptorTest.built()).resolveSibling("test-classes").toString());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                path,
                AttackOnTheProcessTest.class.getName(),
                end.name())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue() == 0).isEqualTo(end != End.KILL);
    assertThat(Files.readAllLines(said)).containsExactly("run.started", "step.started", "body");
  }

  /** A process that tells of each event once it is durable, and ends in a step. */
  public static void main(String[] args) {
    Engine.on(new TestJournal())
        .sink(entry -> System.out.println(entry.name()))
        .build()
        .start(
            Sample.oneStep(
                text -> {
                  System.out.println("body");
                  end(End.valueOf(args[0]));
                  return text;
                }),
            Sample.RUN,
            new Text("x"))
        .settled();
  }

  private static void end(End end) {
    switch (end) {
      case EXIT -> System.exit(0);
      case HALT -> Runtime.getRuntime().halt(0);
      case KILL -> kill();
    }
  }

  private static void kill() {
    try {
      String self = String.valueOf(ProcessHandle.current().pid());
      new ProcessBuilder("/bin/kill", "-9", self).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
