package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @Test
  void showsWhatMovesOrHidesAsItsCode() {
    assertThat(Text.clean("a\tb\nc\u001b[2J\u202e\u200b\ud800\u009b\u2028é日"))
        .isEqualTo("a b c\\u001b[2J\\u202e\\u200b\\ud800\\u009b\\u2028é日");
  }

  @Test
  void wrapsAtSpacesAndWhereThereAreNone() {
    assertThat(Text.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(Text.wrap("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(Text.wrap("日本語", 3)).containsExactly("日", "本", "語");
    assertThat(Text.wrap("", 3)).containsExactly("");
  }

  @Test
  void standsBehindItsLabelOrBelowALongOne() {
    assertThat(Text.after("  at x: ", "y ".repeat(40)))
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("  at x: y y"))
        .satisfies(lines -> assertThat(lines.get(1)).startsWith("        y y"));
    assertThat(Text.after("  at " + "x".repeat(500) + ": ", "why"))
        .hasSize(9)
        .allMatch(line -> Text.width(line) <= 80)
        .endsWith("      why");
  }

  @Test
  void cutsWithThreeDots() {
    assertThat(Text.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Text.cut("abcdefg", 6)).isEqualTo("abc...");
  }

  @ParameterizedTest
  @CsvSource({
    "999, 0 ms",
    "12345, 12 ms",
    "1299000, 1.2 s",
    "59999000, 59.9 s",
    "60000000, 1 min",
    "5400000000, 1.5 h"
  })
  void saysHowLongSomethingTook(long micros, String said) {
    assertThat(Text.duration(micros)).isEqualTo(said);
  }

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertThat(Text.quoted("./a-b/c.d")).isEqualTo("./a-b/c.d");
    assertThat(Text.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    assertThat(Text.quoted("")).isEqualTo("''");
  }

  @Test
  void isWrittenAsJsonInAscii() {
    assertThat(
            JsonText.of(
                new java.util.TreeMap<>(
                    Map.of("a", "é\"\\\n", "b", List.of(1, true), "c", Optional.empty()))))
        .isEqualTo("{\"a\":\"\\u00e9\\\"\\\\\\u000a\",\"b\":[1,true]}");
  }

  @Test
  void standsInColumnsOrOnLinesOfItsOwn() {
    List<String> lines =
        new Table(5, 6).row("name", "word").row("longer", "two words").row("x", "").lines();

    assertThat(lines).containsExactly("name   word", "longer", "       two", "       words", "x");
  }
}
