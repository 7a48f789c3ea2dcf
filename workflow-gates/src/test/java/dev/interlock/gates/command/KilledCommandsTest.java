package dev.interlock.gates.command;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.gates.command.CommandResult.Ending;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a command starts is gone two seconds after its time is up. */
@Tag("kill")
class KilledCommandsTest {
  private static final Duration TIME = Duration.ofMillis(500);

  /** Long, and nobody else's: it finds the processes of this test alone. */
  private final String marker = "97." + System.nanoTime();

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder).shell();
  }

  @AfterEach
  void leaveNothingWhereTheTestHasFailed() {
    processes(this::isMarked)
        .forEach(
            process -> ProcessHandle.of(pid(process)).ifPresent(ProcessHandle::destroyForcibly));
  }

  private static long pid(Path process) {
    return Long.parseLong(process.getFileName().toString());
  }

  /** A script with each {@code SLEEP} as a command that takes far too long. */
  private String script(String text) {
    return text.replace("SLEEP", "sleep " + marker);
  }

  private CommandResult late(String script) {
    CommandResult result = bench.script(script(script), TIME);
    assertThat(result.ending()).isEqualTo(Ending.TIMEOUT);
    assertThat(result.succeeded()).isFalse();
    assertThat(result.exit()).isEmpty();
    assertThat(result.unkilled()).isZero();
    assertThat(MICROSECONDS.toMillis(result.tookMicros())).isBetween(500L, 2_500L);
    assertThat(left(result)).isEmpty();
    return result;
  }

  /**
   * Who is alive and has the name of the command in the environment, or its id among the arguments.
   */
  private List<Path> left(CommandResult result) {
    return processes(process -> says(process, "environ", result.id()) || isMarked(process));
  }

  private static List<Path> processes(Predicate<Path> which) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(which)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isMarked(Path process) {
    return says(process, "cmdline", marker);
  }

  private static boolean says(Path process, String file, String text) {
    try {
      return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  @Nested
  class ACommandThatTakesTooLong {
    @Test
    void isKilled() {
      late("SLEEP");
    }

    @Test
    void isKilledThoughItIgnoresEverySignalThatCanBeIgnored() {
      late("trap '' TERM INT HUP QUIT PIPE; while :; do SLEEP; done");
    }

    @Test
    void hasFailedThoughItEndsWithZeroWhenItIsTold() {
      late("trap 'exit 0' TERM; while :; do sleep 0.01; done");
    }

    @Test
    void isKilledWithAllThatHoldItsPipe() {
      late("SLEEP & SLEEP & wait");
    }

    @Test
    void isKilledWithWhatHasASessionOfItsOwn() {
      late("setsid SLEEP & setsid setsid SLEEP & SLEEP");
    }

    @Test
    void isKilledThoughItKeepsForking() {
      late("f() { while :; do SLEEP & sleep 0.01; done; }; f & f & wait");
    }

    @Test
    void isATransientFailureWhereItsStepRunsIt() {
      CommandRunner runner = bench.runner();
      Command command = Command.of(Workbench.sh(), "-c", script("SLEEP")).within(TIME);

      assertThatThrownBy(() -> runner.run(command, seen -> {}))
          .isInstanceOf(FailureException.class)
          .extracting(e -> ((FailureException) e).kind())
          .isEqualTo(Failure.Kind.TRANSIENT);
    }
  }

  @Nested
  class ACommandThatEnds {
    private CommandResult leaving(String script) {
      CommandResult result = bench.script(script(script));
      assertThat(result.ending()).isEqualTo(Ending.EXITED);
      assertThat(result.exit()).contains(0);
      assertThat(result.survivors()).isPositive();
      assertThat(result.unkilled()).isZero();
      assertThat(result.succeeded()).isFalse();
      assertThat(result.says()).contains("left processes behind");
      assertThat(MICROSECONDS.toMillis(result.tookMicros())).isLessThan(2_500);
      assertThat(left(result)).isEmpty();
      return result;
    }

    @Test
    void hasFailedWhereItLeftSomethingBehind() {
      leaving("SLEEP & exit 0");
    }

    @Test
    void hasFailedWhereItLeftADaemonBehind() {
      leaving("(setsid SLEEP </dev/null >/dev/null 2>&1 &) ; exit 0");
    }

    @Test
    void hasFailedWhereADaemonHoldsNothingButItsPipe() {
      leaving("(env -i setsid SLEEP &) ; exit 0");
    }

    @Test
    void hasFailedWhereADaemonWithoutEnvironmentStayedInItsSession() {
      leaving("(env -i SLEEP </dev/null >/dev/null 2>&1 &) ; exit 0");
    }

    @Test
    void hasSucceededWhereItsChildrenEndSoonAfter() {
      CommandResult result = bench.script("(sleep 0.05 &) ; exit 0");

      assertThat(result.succeeded()).isTrue();
      assertThat(result.survivors()).isZero();
    }
  }

  @Nested
  class AnInterruptedThread {
    @Test
    void killsItsCommandAndStaysInterrupted() throws Exception {
      CountDownLatch begun = new CountDownLatch(1);
      CommandRunner runner = bench.runner().watchedBy(line -> begun.countDown());
      CommandResult[] result = new CommandResult[1];
      boolean[] interrupted = new boolean[1];
      Thread thread =
          new Thread(
              () -> {
                result[0] =
                    (CommandResult)
                        runner.attempt(
                            Workbench.command(Workbench.sh(), "-c", script("echo x; SLEEP")));
                interrupted[0] = Thread.currentThread().isInterrupted();
              });
      thread.start();
      begun.await();
      thread.interrupt();
      thread.join(10_000);

      assertThat(result[0].ending()).isEqualTo(Ending.INTERRUPTED);
      assertThat(interrupted[0]).isTrue();
      assertThat(left(result[0])).isEmpty();
    }
  }
}
