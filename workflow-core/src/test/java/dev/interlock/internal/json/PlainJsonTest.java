package dev.interlock.internal.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is plain at a glance is what the parser takes. */
class PlainJsonTest {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"b\"",
    "\"a\":",
    "\"\\n\"",
    "\\",
    "\\u0061",
    "0",
    "-",
    "1",
    "12",
    "0.5",
    "1.",
    ".5",
    "1e3",
    "-0",
    "01",
    "true",
    "false",
    "null",
    "nul",
    " ",
    "\t",
    "\n",
    "\u007F",
    "\u00E4",
    "{}",
    "[]",
    "{\"a\":1}",
    "[1,2]",
    "{\"a\":0,\"a\":0}",
    "\"a\":{\"a\":[]}"
  };

  private static boolean isOne(String json) {
    byte[] bytes = ("<" + json + ">").getBytes(UTF_8);
    return PlainJson.isOne(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"\"",
        "0",
        "-0",
        "-12.50",
        "true",
        "false",
        "null",
        "{\"a\":1,\"b\":[{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"},null]}",
        "{\"a\":{\"a\":{\"b\":1}},\"b\":2}"
      })
  void is_seen(String json) {
    assertThat(isOne(json)).isTrue();
    byte[] bytes = json.getBytes(UTF_8);
    assertThatCode(() -> JsonText.parseRecorded(bytes, 0, bytes.length)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"b\":{\"a\":1,\"c\":1,\"a\":2}}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{1:1}",
        "[1,]",
        "[,1]",
        "[1 ]",
        "[1",
        "01",
        "-",
        "1.",
        ".1",
        "+1",
        "1e3",
        "tru",
        "truee",
        "1 ",
        " 1",
        "1,2",
        "\"a",
        "\"\\x\"",
        "\"\\u0041\"",
        "\"\\",
        "\"\u00E4\"",
        "\"\u007F\"",
        "\"\t\"",
        "{\"a\\n\":1}"
      })
  void is_left_to_the_parser(String json) {
    assertThat(isOne(json)).isFalse();
  }

  @Test
  void is_nothing_that_nests_deeper_than_it_looks() {
    assertThat(isOne("[".repeat(16) + "]".repeat(16))).isTrue();
    assertThat(isOne("[".repeat(17) + "]".repeat(17))).isFalse();
    assertThat(isOne("[".repeat(100_000))).isFalse();
  }

  @Test
  void is_nothing_with_more_names_or_digits_than_it_keeps() {
    assertThat(isOne(object(32))).isTrue();
    assertThat(isOne(object(33))).isFalse();
    assertThat(isOne("1".repeat(100))).isTrue();
    assertThat(isOne("1".repeat(101))).isFalse();
  }

  private static String object(int names) {
    StringBuilder json = new StringBuilder("{\"n0\":0");
    for (int i = 1; i < names; i++) {
      json.append(",\"n").append(i).append("\":0");
    }
    return json.append('}').toString();
  }

  @Test
  void is_never_what_the_parser_refuses() {
    Random random = new Random(11);
    int plain = 0;
    for (int i = 0; i < 300_000; i++) {
      byte[] json = random.nextBoolean() ? pieces(random) : changed(random);
      if (PlainJson.isOne(json, 0, json.length)) {
        plain++;
        String shown = new String(json, ISO_8859_1);
        assertThatCode(() -> JsonText.parseRecorded(json, 0, json.length))
            .as(shown)
            .doesNotThrowAnyException();
      }
    }
    assertThat(plain).isGreaterThan(3_000);
  }

  private static byte[] pieces(Random random) {
    StringBuilder json = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      json.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return json.toString().getBytes(UTF_8);
  }

  private static byte[] changed(Random random) {
    byte[] json =
        "{\"path\":\"a[1]/b\",\"attempt\":1,\"value\":{\"x\":[0.5,true]},\"checks\":[{}]}"
            .getBytes(UTF_8);
    for (int i = random.nextInt(3); i >= 0; i--) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(128);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(json, random.nextInt(json.length)) : json;
  }
}
