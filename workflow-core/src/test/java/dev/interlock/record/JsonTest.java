package dev.interlock.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static Json of(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  /** A JSON string that holds these bytes raw. */
  private static byte[] string(String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('"');
    out.writeBytes(HexFormat.of().parseHex(hex));
    out.write('"');
    return out.toByteArray();
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> Json.of(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class Kept {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "[]",
          "\"\"",
          "0",
          "-1.50",
          "1E+3",
          "true",
          "null",
          " {} ",
          "{\"a\": [1, \"é€😀\"]}",
          "\"\\u0041\\n\\ud800\""
        })
    void bytes_are_kept_as_they_are(String text) {
      assertThat(of(text)).hasToString(text);
      assertThat(of(text).bytes()).isEqualTo(text.getBytes(UTF_8));
      assertThat(of(text).size()).isEqualTo(text.getBytes(UTF_8).length);
    }

    @Test
    void nobody_can_change_them() {
      byte[] bytes = "[1]".getBytes(UTF_8);
      Json json = Json.of(bytes);
      bytes[1] = '2';
      json.bytes()[1] = '3';
      assertThat(json).hasToString("[1]");
    }

    @Test
    void equal_bytes_are_equal_json() {
      assertThat(of("[1]")).isEqualTo(of("[1]")).hasSameHashCodeAs(of("[1]"));
      assertThat(of("[1]")).isNotEqualTo(of("[ 1]"));
      assertThat(of("1")).isNotEqualTo("1");
    }

    @Test
    void the_digest_is_that_of_the_bytes() {
      assertThat(of("{}").sha256())
          .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }
  }

  @Nested
  class Escaped {
    @ParameterizedTest
    @CsvSource({
      "7f, \\u007f",
      "c280, \\u0080",
      "c285, \\u0085",
      "c29f, \\u009f",
      "e280a8, \\u2028",
      "e280a9, \\u2029",
      "eda080, \\ud800",
      "edafbf, \\udbff",
      "edb080, \\udc00",
      "edbfbf, \\udfff",
      "eda080edb080, \\ud800\\udc00",
      "7f7f41c285, \\u007f\\u007fA\\u0085",
    })
    void what_a_record_never_holds_raw_is_escaped(String hex, String escaped) {
      assertThat(Json.of(string(hex))).hasToString("\"" + escaped + "\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"c2a0", "e280a7", "e280aa", "ed9fbf", "ee8080", "efbfbf", "efbbbf", "7e"})
    void its_neighbours_are_not(String hex) {
      assertThat(Json.of(string(hex)).bytes()).isEqualTo(string(hex));
    }

    @Test
    void keys_are_escaped_as_well() {
      assertThat(of("{\"a\u007f\":{\"\u2028\":1}}")).hasToString("{\"a\\u007f\":{\"\\u2028\":1}}");
    }

    @Test
    void a_key_that_stands_there_raw_and_escaped_is_a_repeated_one() {
      assertRefused("{\"\u007f\":1,\"\\u007f\":2}".getBytes(UTF_8));
    }

    @Test
    void an_escape_of_one_of_them_is_no_escape() {
      assertRefused(string("5c7f"));
      assertRefused(string("5cc285"));
      assertRefused(string("5ce280a8"));
    }
  }

  @Nested
  class Refused {
    @Test
    void raw_control_characters_are_refused() {
      for (int b = 0; b < 0x20; b++) {
        assertRefused(string(String.format("%02x", b)));
        assertRefused(new byte[] {'[', (byte) b, ']'});
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "{} {}",
          "1 2",
          "{}x",
          "[1,]",
          "{\"a\":1,}",
          "{a:1}",
          "{'a':1}",
          "[01]",
          "+1",
          ".5",
          "1.",
          "NaN",
          "Infinity",
          "nul",
          "\"",
          "[",
          "{\"a\"}",
          "// x",
          "/* x */ 1",
          "[1,,2]",
          "\"\\x\"",
          "\"\\u12\"",
          "True",
          "\uFEFF{}",
          "[\uFEFF1]",
          "{\"a\":1}\u007f",
          "\u2028[]"
        })
    void what_is_not_exactly_one_value_is_refused(String text) {
      assertRefused(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}", "[{\"b\":{\"a\":1,\"a\":2}}]"})
    void a_repeated_key_is_refused(String text) {
      assertRefused(text.getBytes(UTF_8));
    }

    @Test
    void what_is_nested_too_deeply_to_stand_in_a_line_is_refused() {
      assertThat(of("[".repeat(63) + "]".repeat(63)).size()).isEqualTo(126);
      assertRefused(("[".repeat(64) + "]".repeat(64)).getBytes(UTF_8));
      assertRefused(("{\"a\":".repeat(65) + "1" + "}".repeat(65)).getBytes(UTF_8));
      assertRefused("[".repeat(1_000_000).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "80",
          "bf",
          "c3",
          "c328",
          "c080",
          "c0af",
          "c1bf",
          "e08080",
          "e09fbf",
          "e0",
          "e280",
          "e28041",
          "f0808080",
          "f08fbfbf",
          "f4908080",
          "f5808080",
          "f8888080",
          "fe",
          "ff",
          "eda0",
          "ed",
          "f09f98",
          "eda041",
          "c2"
        })
    void bytes_that_are_no_utf8_are_refused(String hex) {
      assertRefused(string(hex));
      assertRefused(HexFormat.of().parseHex("22" + hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ef", "efbb", "efbbbf"})
    void a_byte_order_mark_is_refused_wherever_it_is_cut(String hex) {
      assertRefused(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void another_encoding_is_refused(String encoding) throws java.io.UnsupportedEncodingException {
      assertRefused("[\"a\"]".getBytes(encoding));
    }

    @Test
    void the_message_names_no_value() {
      for (String text :
          new String[] {
            "[s3cret]", "{\"s3cret\" 1}", "[\"s3cret]", "{\"s3cret\":1,\"s3cret\":1}"
          }) {
        assertThatThrownBy(() -> of(text))
            .isInstanceOf(IllegalArgumentException.class)
            .message()
            .doesNotContain("s3cret");
      }
    }
  }
}
