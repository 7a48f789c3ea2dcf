package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Entry;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final RunId RUN = RunId.of("r1");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(
          new PlainDisplay(new PrintStream(written, true, StandardCharsets.UTF_8)), RUN, 0);

  private static Entry passed(long seq, String run) {
    String data = "{\"path\":\"c" + seq + "\",\"check\":\"x\",\"evidence\":{}}";
    return new Entry(
        seq,
        Instant.EPOCH,
        RunId.of(run),
        "check.passed",
        Json.of(data.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void showsEachEventOnceWhereverItIsHeardOf() {
    progress.onEvent(passed(1, "r1"));
    progress.catchUp(List.of(passed(1, "r1"), passed(2, "r1")));
    progress.onEvent(passed(2, "r1"));
    progress.onEvent(passed(3, "r1"));

    assertThat(lines()).containsExactly("c1 passed", "c2 passed", "c3 passed");
  }

  @Test
  void showsNothingOfOtherRunsNorOfBefore() {
    progress.onEvent(passed(0, "r1"));
    progress.onEvent(passed(1, "r2"));

    assertThat(lines()).isEmpty();
  }

  @Test
  void keepsQuietUntilTheLastQuestionIsAnswered() {
    progress.keepQuiet(List.of(passed(1, "r1")));
    progress.keepQuiet(List.of());
    progress.onEvent(passed(2, "r1"));
    progress.goOn();
    assertThat(lines()).containsExactly("c1 passed");

    progress.goOn();
    assertThat(lines()).containsExactly("c1 passed", "c2 passed");
  }
}
