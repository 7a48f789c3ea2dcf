package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns between commas. */
class PatternListTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann | ann | true",
        "ann | an | false",
        "ann | anna | false",
        "an | ann | false",
        "* | '' | true",
        "? | '' | false",
        "a* | a | true",
        "a? | a | false",
        "a?| ab | true",
        "*a*b | xaxbxab | true",
        "*a*b | xaxbxa | false",
        "a*?c | abc | true",
        "a*?c | ac | false",
        "**?** | a | true",
        "*.org | x.org.org | true",
        "*ab | aab | true",
        "*aab | aaab | true",
        "a*b*c | abbcbc | true",
        "a*b*c | abbcbcd | false",
        "[a] | a | false",
        "a.c | abc | false",
        "a,b | b | true",
        "a,!b | b | false",
        "!b,* | b | false",
        "*,!b | a | true",
        "!a,!b,* | b | false",
        "a!b | a!b | true",
        "ANN | ann | false"
      })
  void matchAsSshDoes(String list, String word, boolean matches) throws Malformed {
    assertThat(PatternList.parse(list, "the list").matches(word)).isEqualTo(matches);
  }

  @Test
  void areBounded() {
    assertThatCode(() -> PatternList.parse("a".repeat(255), "the list")).doesNotThrowAnyException();
    assertThat(Refusal.of(() -> PatternList.parse("a".repeat(256), "the list")))
        .startsWith("the list 'aaa");
  }

  @Test
  void neverTakeLong() throws Malformed {
    PatternList list = PatternList.parse("*a".repeat(127) + "b", "the list");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(list.matches("a".repeat(5_000))).isFalse());
  }
}
