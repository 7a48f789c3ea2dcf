package dev.interlock.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A reader that has read other lines before. */
class LineReaderTest {
  private static final String LINE =
      "{\"seq\":7,\"prev\":\""
          + "0123456789abcdef".repeat(4)
          + "\",\"at\":\"2026-01-31T23:59:59.123456Z\",\"run\":\"run-1\","
          + "\"event\":\"step.started\",\"data\":{\"path\":\"a\"}}";

  /** All that a line says, or why it is none. */
  private static String told(LineReader reader, byte[] bytes) {
    try {
      Line line = reader.parse(bytes);
      return line.seq()
          + " "
          + Line.hex(line.prev())
          + " "
          + line.at()
          + " "
          + line.run()
          + " "
          + line.event()
          + " "
          + new String(line.data(), UTF_8);
    } catch (Line.Malformed e) {
      return "malformed: " + e.getMessage();
    }
  }

  private static byte[] changed(Random random) {
    byte[] bytes = LINE.getBytes(UTF_8);
    int changes = random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? '1' : random.nextInt());
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @Test
  void reads_the_next_as_one_that_has_read_none() {
    Random random = new Random(7);
    LineReader reader = new LineReader();
    int good = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = changed(random);
      String told = told(new LineReader(), bytes);
      good += told.startsWith("malformed") ? 0 : 1;
      assertThat(told(reader, bytes)).as(new String(bytes, UTF_8)).isEqualTo(told);
    }
    assertThat(good).isBetween(20_000, 40_000);
  }

  @Test
  void tells_times_runs_and_events_apart_of_which_one_begins_like_the_other() {
    LineReader reader = new LineReader();
    for (String run : new String[] {"run-1", "run-12", "run-1", "run", "-", "run-1"}) {
      assertThat(told(reader, LINE.replace("run-1", run).getBytes(UTF_8)))
          .contains(" " + run + " ");
    }
    for (String event : new String[] {"step.started", "step.star", "step.starteda", "step"}) {
      assertThat(told(reader, LINE.replace("step.started", event).getBytes(UTF_8)))
          .contains(" " + event + " ");
    }
    for (String second : new String[] {"59.123456", "58.123456", "58.000001", "59.123457"}) {
      assertThat(told(reader, LINE.replace("59.123456", second).getBytes(UTF_8)))
          .contains("T23:59:" + second + "Z");
    }
  }
}
