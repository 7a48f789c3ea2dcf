package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kill")
class KilledWriterTest {
  private static final int POINTS = 20;

  @TempDir Path dir;

  @Test
  void whatever_was_acknowledged_before_a_kill_is_there_afterwards() throws Exception {
    Set<Long> acknowledged = new HashSet<>();
    for (int point = 0; point < POINTS; point++) {
      writeAndKill(acknowledged, 1 + point * 17);
      try (FileJournal journal = FileJournal.open(dir)) {
        Set<Long> there = new HashSet<>();
        journal
            .runs()
            .forEach(run -> journal.entries(run).stream().map(Entry::seq).forEach(there::add));
        assertThat(there).containsAll(acknowledged);
      }
      assertThat(RecordVerifier.verify(dir).verdict())
          .isIn(Verification.Verdict.OK_UNANCHORED, Verification.Verdict.RECOVERED);
    }
    assertThat(acknowledged).hasSizeGreaterThan(POINTS * 100);
  }

  private void writeAndKill(Set<Long> acknowledged, int events) throws IOException {
    Process child = Child.start("write", dir);
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (int i = 0; i < events; i++) {
        acknowledge(said.readLine(), acknowledged);
      }
      child.toHandle().destroyForcibly();
      said.lines().forEach(line -> acknowledge(line, acknowledged));
    } finally {
      child.destroyForcibly().onExit().join();
    }
  }

  /** What was said last may be cut. */
  private static void acknowledge(String said, Set<Long> acknowledged) {
    if (said.matches("<\\d+>")) {
      acknowledged.add(Long.valueOf(said.substring(1, said.length() - 1)));
    }
  }
}
