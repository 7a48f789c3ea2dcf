package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Verification.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happened to a run, what an engine wrote of it raises no alarm. */
@Tag("generated")
class HonestRunsTest {
  @TempDir Path dir;

  private static void assertHolds(Path log, String what) {
    Verification found = RecordVerifier.verify(log);
    assertThat(found.verdict())
        .as(
            "%s: %s%n%s",
            what, found, new String(Logs.read(Logs.journal(log)), StandardCharsets.UTF_8))
        .isEqualTo(Verdict.OK_UNANCHORED);
  }

  private void tell(long from, long to) throws Exception {
    for (long seed = from; seed < to; seed++) {
      Path log = dir.resolve("log-" + seed);
      Telling.write(log, seed);
      assertHolds(log, "seed " + seed);
      Forging.delete(log);
    }
  }

  @Test
  void three_hundred_logs_raise_no_alarm() throws Exception {
    tell(0, 300);
  }

  @Test
  @Tag("long")
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void ten_thousand_more_raise_no_alarm() throws Exception {
    tell(300, 10_300);
  }

  private void crash(long from, long to) throws Exception {
    for (long seed = from; seed < to; seed++) {
      Path log = dir.resolve("log");
      Telling.write(log, seed);
      List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(log)));
      for (int kept = 1; kept < lines.size(); kept++) {
        Path crashed = dir.resolve("crashed");
        Forging.copy(log, crashed);
        Telling.goOn(crashed, seed, kept);
        assertHolds(crashed, "seed " + seed + ", cut after " + kept);
        Forging.delete(crashed);
      }
      Forging.delete(log);
    }
  }

  @Test
  void after_a_crash_at_any_line_they_raise_no_alarm() throws Exception {
    crash(0, 15);
  }

  @Test
  @Tag("long")
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void after_a_crash_at_any_line_more_of_them_raise_no_alarm() throws Exception {
    crash(15, 100);
  }
}
