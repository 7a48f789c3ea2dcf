package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.internal.log.HashTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes to verify a million lines, beside hashing the same file. */
@Tag("long")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class MillionLinesTest {
  private static final int LINES = 1_000_000;
  private static final int FORCED = 1_000;
  private static final int WARMING_UP = 2;
  private static final int TIMES = 7;
  private static final int MOST_TIMES_AS_LONG = 10;

  @TempDir Path dir;

  /** Something that is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private void write() {
    try (FileJournal journal = Logs.open(dir)) {
      for (int i = 0; i < LINES; i++) {
        String data =
            "{\"path\":\"rounds[%d]/review\",\"attempt\":1,\"value\":{\"text\":\"hello\"},"
                + "\"checks\":[{\"check\":\"reader\",\"verdict\":\"passed\"}]}";
        journal.append(Logs.AT, Logs.RUN, "test.happened", Logs.json(data.formatted(i)));
        if (i % FORCED == 0) {
          journal.force().toCompletableFuture().join();
        }
      }
    }
  }

  private void hash() throws IOException {
    MessageDigest sha256 = HashTree.sha256();
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(Logs.journal(dir))) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    assertThat(sha256.digest()).hasSize(32);
  }

  private void verify() {
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(found.lines()).isEqualTo(LINES);
  }

  private static Duration median(Work work) throws IOException {
    for (int i = 0; i < WARMING_UP; i++) {
      work.run();
    }
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long before = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - before;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[TIMES / 2]);
  }

  @Test
  void are_verified_in_a_small_multiple_of_the_time_it_takes_to_hash_them() throws IOException {
    write();
    Duration hashed = median(this::hash);
    Duration verified = median(this::verify);
    System.out.println("a million lines: hashed in " + hashed + ", verified in " + verified);
    assertThat(verified).isLessThan(hashed.multipliedBy(MOST_TIMES_AS_LONG));
  }
}
