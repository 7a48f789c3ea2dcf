package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much a command writes, 64 KiB are kept, and the digest of all of it. */
class OutputTest {
  private static final long MIB = 1024 * 1024;

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder).shell();
  }

  @Test
  void of300MebibytesIsKeptInPartAndTheHeapStaysFlat() {
    bench.script("echo warm");
    long before = used();
    CommandResult result =
        bench.script("head -c 314572800 /dev/zero; echo done >&2", Duration.ofMinutes(2));
    long after = used();

    assertThat(result.succeeded()).as(result.says()).isTrue();
    assertThat(result.stdout().size()).isEqualTo(300 * MIB);
    assertThat(result.stdout().truncated()).isTrue();
    assertThat(result.stdout().head()).hasSize(64 * 1024);
    assertThat(result.stdout().sha256()).isEqualTo(zeros(300));
    assertThat(result.stderr().head()).isEqualTo("done\n");
    assertThat(after - before).isLessThan(4 * MIB);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String zeros(int mebibytes) {
    MessageDigest digest = HashTree.sha256();
    byte[] zeros = new byte[(int) MIB];
    for (int i = 0; i < mebibytes; i++) {
      digest.update(zeros);
    }
    return Line.hex(digest.digest());
  }

  @Test
  void withoutEndIsCutOffWithItsCommand() {
    CommandResult result = bench.script("while :; do echo x; done", Duration.ofMillis(500));

    assertThat(result.ending()).isEqualTo(CommandResult.Ending.TIMEOUT);
    assertThat(result.stdout().size()).isPositive();
    assertThat(result.tookMicros()).isLessThan(2_500_000);
  }

  @Test
  void ofADaemonThatFloodsIsCutOffAndTheHeapStaysFlat() {
    long before = used();
    CommandResult result =
        bench.script(
            "(setsid sh -c 'trap \"\" PIPE; while :; do cat /dev/zero; done' 2>/dev/null &) ; exit"
                + " 0");
    long after = used();

    assertThat(result.succeeded()).isFalse();
    assertThat(result.survivors()).isPositive();
    assertThat(after - before).isLessThan(16 * MIB);
  }

  @Test
  void ofBytesThatAreNoTextIsToldByItsDigest() {
    CommandResult result = bench.script("printf '\\377\\000\\033[2Jx'");

    assertThat(result.stdout().size()).isEqualTo(7);
    assertThat(result.stdout().head()).isEqualTo("\ufffd\0\u001b[2Jx");
    assertThat(result.stdout().sha256())
        .isEqualTo(
            Line.hex(
                HashTree.sha256().digest(new byte[] {(byte) 0xff, 0, 0x1b, '[', '2', 'J', 'x'})));
  }

  @Test
  void isToldLineByLineToWhoWatchesAsPlainText() {
    List<String> lines = new CopyOnWriteArrayList<>();
    CommandRunner runner =
        bench
            .runner()
            .watchedBy(
                line -> {
                  lines.add(line);
                  throw new IllegalStateException("who watches has no say");
                });
    CommandOutcome outcome =
        runner.attempt(Command.of(Workbench.sh(), "-c", "echo one; printf '\\033[2Jtwo\\n'"));

    assertThat(outcome.succeeded()).isTrue();
    assertThat(lines).containsExactly("one", "?[2Jtwo");
  }
}
