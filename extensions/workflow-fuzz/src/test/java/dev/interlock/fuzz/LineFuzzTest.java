package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interlock.internal.json.JsonText;
import dev.interlock.internal.log.Line;

/** The reader of a line of a log. */
class LineFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void what_is_read_as_a_line_is_what_would_be_written(byte[] bytes) {
    Line line;
    try {
      line = Line.parse(bytes);
    } catch (Line.Malformed e) {
      return;
    }
    byte[] data = line.data();
    Line written = Line.compose(line.seq(), line.prev(), line.at(), line.run(), line.event(), data);
    assertThat(written.bytes()).isEqualTo(bytes);
    assertThat(JsonText.recordable(data)).isEqualTo(data);
  }
}
