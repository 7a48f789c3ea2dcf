package dev.interlock.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  private final VisibleText visible = VisibleText.of(true);

  @Nested
  class Characters {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "plain ASCII ~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./",
          "M\u00fcller \u00c5ngstr\u00f6m",
          "\u0416\u0438\u0432\u0430\u0433\u043e",
          "\u65e5\u672c\u8a9e\u3002",
          "\u0939\u093f\u0928\u094d\u0926\u0940",
          "\ud83d\ude00 \u2705 \u20ac \u2014",
          "e\u0301"
        })
    void thatCanBeReadStayAsTheyAre(String text) {
      assertThat(visible.line(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
      "1b, \\u001b",
      "0, \\u0000",
      "8, \\u0008",
      "9, \\u0009",
      "a, \\u000a",
      "d, \\u000d",
      "1f, \\u001f",
      "7f, \\u007f",
      "85, \\u0085",
      "9b, \\u009b",
      "a0, \\u00a0",
      "ad, \\u00ad",
      "301, \\u0301",
      "61c, \\u061c",
      "115f, \\u115f",
      "200b, \\u200b",
      "200d, \\u200d",
      "200e, \\u200e",
      "200f, \\u200f",
      "2028, \\u2028",
      "2029, \\u2029",
      "202a, \\u202a",
      "202e, \\u202e",
      "2066, \\u2066",
      "2069, \\u2069",
      "2800, \\u2800",
      "3164, \\u3164",
      "d800, \\ud800",
      "dfff, \\udfff",
      "e000, \\ue000",
      "fe00, \\ufe00",
      "fe0f, \\ufe0f",
      "feff, \\ufeff",
      "ffff, \\uffff",
      "e0041, \\udb40\\udc41",
      "e0100, \\udb40\\udd00",
      "10ffff, \\udbff\\udfff"
    })
    void thatDoSomethingElseAreEscaped(String codePoint, String escape) {
      String text = Character.toString(Integer.parseInt(codePoint, 16));
      assertThat(visible.line("[" + text + "]")).isEqualTo("[" + escape + "]");
    }

    @Test
    void aLetterCarriesThreeMarksAndNoMore() {
      assertThat(visible.line("a" + "\u0301".repeat(5)))
          .isEqualTo("a\u0301\u0301\u0301\\u0301\\u0301");
    }

    @Test
    void whereUtf8IsNotKnownToBeShownAllThatIsNotAsciiIsEscaped() {
      assertThat(VisibleText.ascii().line("M\u00fcller \u00db[2J \u0410"))
          .isEqualTo("M\\u00fcller \\u00db[2J \\u0410");
    }
  }

  @Nested
  class Rows {
    @Test
    void breakWhereTheyWouldBeWider() {
      assertThat(visible.rows("abcdefgh", 3)).containsExactly("abc", "def", "gh");
      assertThat(visible.rows("abc", 3)).containsExactly("abc");
      assertThat(visible.rows("", 3)).containsExactly("");
    }

    @Test
    void breakNoEscapeAndNoCharacter() {
      assertThat(visible.rows("ab\u001bc", 7)).containsExactly("ab", "\\u001bc");
      assertThat(visible.rows("\ud83d\ude00\ud83d\ude00", 3))
          .containsExactly("\ud83d\ude00", "\ud83d\ude00");
    }

    @Test
    void countTwoColumnsForWhatMayBeWide() {
      assertThat(visible.rows("\u65e5\u672c\u8a9e", 4)).containsExactly("\u65e5\u672c", "\u8a9e");
    }

    @Test
    void doNotBeginWithAMarkOfTheRowBefore() {
      assertThat(visible.rows("aaa\u0301", 3)).containsExactly("aaa", "\\u0301");
      assertThat(visible.rows("aaaaaa\u0301bbbbb", 7))
          .containsExactly("aaaaaa", "\\u0301b", "bbbb");
    }
  }
}
