package dev.interlock.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.internal.json.JsonText;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");
  private static final String DIGITS = "0123456789abcdef".repeat(4);
  private static final byte[] HASH = HexFormat.of().parseHex(DIGITS);

  private static final String GOOD =
      "{\"seq\":7,\"prev\":\""
          + DIGITS
          + "\",\"at\":\"2026-03-01T10:20:30.123456Z\",\"run\":\"run-1\",\"event\":\"step.started\","
          + "\"data\":{\"path\":\"a\"}}";

  private static Line parse(String text) throws Line.Malformed {
    return Line.parse(text.getBytes(UTF_8));
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(Line.Malformed.class);
  }

  @Nested
  class Composed {
    @Test
    void a_line_has_its_six_keys_in_order_and_no_white_space() {
      Line line =
          Line.compose(7, HASH, AT, "run-1", "step.started", "{\"path\":\"a\"}".getBytes(UTF_8));
      assertThat(new String(line.bytes(), UTF_8)).isEqualTo(GOOD);
      assertThat(new String(line.data(), UTF_8)).isEqualTo("{\"path\":\"a\"}");
    }

    @Test
    void the_leaf_hash_is_that_of_a_zero_byte_and_the_line() {
      MessageDigest sha256 = HashTree.sha256();
      sha256.update((byte) 0);
      byte[] expected = sha256.digest(GOOD.getBytes(UTF_8));
      Line line =
          Line.compose(7, HASH, AT, "run-1", "step.started", "{\"path\":\"a\"}".getBytes(UTF_8));
      assertThat(line.leafHash()).isEqualTo(expected);
      assertThat(Line.hex(expected)).matches("[0-9a-f]{64}");
    }

    @Test
    void the_time_is_kept_to_the_microsecond() throws Line.Malformed {
      Instant nanos = AT.plusNanos(789);
      Line line = Line.compose(0, HASH, nanos, "r", "e", "{}".getBytes(UTF_8));
      assertThat(line.at()).isEqualTo(AT);
      assertThat(Line.parse(line.bytes()).at()).isEqualTo(AT);
    }

    @Test
    void the_longest_line_is_written_and_read_and_one_byte_more_is_refused() throws Line.Malformed {
      int room = Line.MAX_BYTES - GOOD.length() + "{\"path\":\"a\"}".length();
      byte[] fits = ("{\"x\":\"" + "y".repeat(room - 8) + "\"}").getBytes(UTF_8);
      byte[] tooMuch = ("{\"x\":\"" + "y".repeat(room - 7) + "\"}").getBytes(UTF_8);
      Line line = Line.compose(7, HASH, AT, "run-1", "step.started", fits);
      assertThat(line.bytes()).hasSize(65_536);
      assertThat(Line.parse(line.bytes()).data()).isEqualTo(fits);
      assertThatThrownBy(() -> Line.compose(7, HASH, AT, "run-1", "step.started", tooMuch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the event 'step.started' needs a line of 65537 bytes; the most is 65536");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "Step.started", "a.b.c", "a\",\"x\":\"", "step started", "a.", ".a"})
    void an_event_of_another_form_is_refused(String event) {
      assertThatThrownBy(() -> Line.compose(0, HASH, AT, "r", event, "{}".getBytes(UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "\"x\"", "null", " {}", "{} "})
    void data_that_is_no_object_is_refused(String data) {
      assertThatThrownBy(() -> Line.compose(0, HASH, AT, "r", "e", data.getBytes(UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void a_time_without_a_four_digit_year_is_refused(String at) {
      assertThatThrownBy(
              () -> Line.compose(0, HASH, Instant.parse(at), "r", "e", "{}".getBytes(UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Read {
    @Test
    void what_was_composed_is_read_back() throws Line.Malformed {
      Random random = new Random(42);
      for (int i = 0; i < 10_000; i++) {
        Line line = random(random);
        Line read = Line.parse(line.bytes());
        boolean same =
            read.seq() == line.seq()
                && Arrays.equals(read.prev(), line.prev())
                && read.at().equals(line.at())
                && read.run().equals(line.run())
                && read.event().equals(line.event())
                && Arrays.equals(read.bytes(), line.bytes())
                && Arrays.equals(read.data(), line.data());
        assertThat(same).as(new String(line.bytes(), UTF_8)).isTrue();
      }
    }

    private static Line random(Random random) {
      byte[] prev = new byte[32];
      random.nextBytes(prev);
      String run =
          random.nextInt(10) == 0 ? "-" : text(random, "aZ09", 1) + text(random, "aZ9._-", 99);
      String event =
          text(random, "abz", 1) + (random.nextBoolean() ? "." + text(random, "az", 1) : "");
      Instant at =
          Instant.EPOCH
              .plus(random.nextInt(), ChronoUnit.SECONDS)
              .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
      String value = text(random, "a{}[]:, é€\u0085\u2028\u007f", 50).replace("\"", "");
      byte[] data = JsonText.recordable(("{\"k\":\"" + value + "\"}").getBytes(UTF_8));
      return Line.compose(random.nextLong() & 0xFFFF_FFFF_FFFFL, prev, at, run, event, data);
    }

    private static String text(Random random, String alphabet, int atMost) {
      StringBuilder text = new StringBuilder();
      for (int i = atMost == 1 ? 1 : random.nextInt(atMost + 1); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      return text.toString();
    }

    @Test
    void its_parts_are_what_stands_there() throws Line.Malformed {
      Line line = parse(GOOD);
      assertThat(line.seq()).isEqualTo(7);
      assertThat(line.prev()).isEqualTo(HASH);
      assertThat(line.at()).isEqualTo(AT);
      assertThat(line.run()).isEqualTo("run-1");
      assertThat(line.event()).isEqualTo("step.started");
      assertThat(new String(line.data(), UTF_8)).isEqualTo("{\"path\":\"a\"}");
    }

    @Test
    void an_event_of_the_log_itself_has_no_run() throws Line.Malformed {
      assertThat(parse(GOOD.replace("run-1", "-")).run()).isEqualTo("-");
    }

    @Test
    void the_data_is_cut_out_to_the_byte() throws Line.Malformed {
      String data = "{\"é€😀\":[1, {}],\"b\":{\"c\": \"}\"}}";
      assertThat(new String(parse(GOOD.replace("{\"path\":\"a\"}", data)).data(), UTF_8))
          .isEqualTo(data);
    }

    @Test
    void a_wrong_key_is_refused() {
      for (String key : new String[] {"seq", "prev", "at", "run", "event", "data"}) {
        assertRefused(GOOD.replace("\"" + key + "\"", "\"" + key + "x\""));
        assertRefused(GOOD.replace("\"" + key + "\"", "\"\""));
      }
    }

    @Test
    void a_missing_key_is_refused() {
      assertRefused(GOOD.replace("\"seq\":7,", ""));
      assertRefused(GOOD.replace("\"run\":\"run-1\",", ""));
      assertRefused(GOOD.replace(",\"data\":{\"path\":\"a\"}", ""));
    }

    @Test
    void keys_in_another_order_are_refused() {
      assertRefused(
          GOOD.replace("\"run\":\"run-1\",", "").replace("\"data\"", "\"run\":\"run-1\",\"data\""));
    }

    @Test
    void a_key_more_or_twice_is_refused() {
      assertRefused(GOOD.replace("}}", "},\"more\":1}"));
      assertRefused(GOOD.replace("}}", "},\"seq\":7}"));
      assertRefused(GOOD.replace("\"path\":\"a\"", "\"path\":\"a\",\"path\":\"b\""));
      assertRefused(GOOD.replace("\"path\":\"a\"", "\"path\":\"a\",\"p\\u0061th\":\"b\""));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-1", "07", "1.0", "1e2", "\"7\"", "null", "1000000000000000000", "true", "{}"})
    void a_number_of_another_form_is_refused(String seq) {
      assertRefused(GOOD.replace("\"seq\":7", "\"seq\":" + seq));
    }

    @Test
    void a_hash_of_another_form_is_refused() {
      assertRefused(GOOD.replace(DIGITS, DIGITS.substring(1)));
      assertRefused(GOOD.replace(DIGITS, DIGITS + "0"));
      assertRefused(GOOD.replace(DIGITS, DIGITS.toUpperCase(Locale.ROOT)));
      assertRefused(GOOD.replace("\"" + DIGITS + "\"", "null"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2026-03-01T10:20:30Z",
          "2026-03-01T10:20:30.123Z",
          "2026-03-01T10:20:30.123456789Z",
          "2026-03-01T10:20:30.123456+00:00",
          "2026-03-01 10:20:30.123456Z",
          "2026-03-01t10:20:30.123456z",
          "2026-02-30T10:20:30.123456Z",
          "2026-13-01T10:20:30.123456Z",
          "2026-03-01T25:20:30.123456Z",
          "2026-03-01T24:00:00.000000Z",
          "2026-03-01T23:59:60.000000Z",
          "+2026-03-01T10:20:30.123456Z",
          "٢٠٢٦-03-01T10:20:30.123456Z",
        })
    void a_time_of_another_form_is_refused(String at) {
      assertRefused(GOOD.replace("2026-03-01T10:20:30.123456Z", at));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a b", "a/b", "ä", "a\\n"})
    void a_run_of_another_form_is_refused(String run) {
      assertRefused(GOOD.replace("run-1", run));
      assertRefused(GOOD.replace("run-1", "a".repeat(101)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Step.started", "step.", ".started", "a.b.c", "step started"})
    void an_event_of_another_form_is_refused(String event) {
      assertRefused(GOOD.replace("step.started", event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"{}\"", "true"})
    void data_that_is_no_object_is_refused(String data) {
      assertRefused(GOOD.replace("{\"path\":\"a\"}", data));
    }

    @Test
    void anything_before_or_after_is_refused() {
      assertRefused(GOOD + " ");
      assertRefused(GOOD + "\n");
      assertRefused(GOOD + "{}");
      assertRefused("\uFEFF" + GOOD);
      assertRefused("\n" + GOOD);
      assertRefused("[" + GOOD + "]");
      assertRefused("");
      assertRefused("{}");
      assertRefused("null");
    }

    @Test
    void white_space_after_the_data_is_refused() {
      assertRefused(GOOD.substring(0, GOOD.length() - 1) + " }");
    }

    @Test
    void every_cut_of_a_line_is_refused() {
      for (int end = 0; end < GOOD.length(); end++) {
        assertRefused(GOOD.substring(0, end));
      }
    }

    @Test
    void what_must_be_escaped_is_refused_raw() {
      for (String raw : new String[] {"\u007f", "\u0085", "\u2028", "\u2029", "\t", "\u0000"}) {
        assertRefused(GOOD.replace("\"path\":\"a\"", "\"path\":\"" + raw + "\""));
      }
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
      byte[] bytes = GOOD.getBytes(UTF_8);
      bytes[bytes.length - 4] = (byte) 0xC0;
      assertThatThrownBy(() -> Line.parse(bytes)).isInstanceOf(Line.Malformed.class);
    }

    @Test
    void a_line_too_long_is_refused_before_it_is_read() {
      assertThatThrownBy(() -> Line.parse(new byte[65_537]))
          .isInstanceOf(Line.Malformed.class)
          .hasMessage("65537 bytes; the most is 65536");
    }

    @Test
    void nesting_is_bounded_by_64_in_all() throws Line.Malformed {
      String deep = "[".repeat(62) + "]".repeat(62);
      assertThat(parse(GOOD.replace("\"a\"", deep)).seq()).isEqualTo(7);
      assertRefused(GOOD.replace("\"a\"", "[" + deep + "]"));
    }

    @Test
    void what_is_recordable_is_readable_in_a_line_however_deep_it_is() throws Line.Malformed {
      for (int depth = 50; depth < 70; depth++) {
        byte[] data;
        try {
          data =
              JsonText.recordable(
                  ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
          continue;
        }
        Line line = Line.compose(0, HASH, AT, "r", "e", data);
        assertThat(Line.parse(line.bytes()).data()).isEqualTo(data);
      }
    }
  }
}
