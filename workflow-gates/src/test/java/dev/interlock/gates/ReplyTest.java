package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static final Challenge CHALLENGE = new Challenge("AAAA-0001");

  private static Reply reply(byte[] typed, Optional<Challenge> challenge) throws Exception {
    FakeTerminal terminal = new FakeTerminal().then(typed).then("\n");
    Patience patience = Patience.of(terminal, Duration.ofSeconds(1), Optional.empty());
    return Reply.of(TypedLine.next(terminal, patience).orElseThrow(), challenge);
  }

  private static Reply reply(String typed) throws Exception {
    return reply(typed.getBytes(StandardCharsets.UTF_8), Optional.of(CHALLENGE));
  }

  @Test
  void twoLinesMeanSomething() throws Exception {
    assertThat(reply("yes AAAA-0001")).isEqualTo(Reply.APPROVED);
    assertThat(reply("no")).isEqualTo(Reply.DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "Yes",
        "YES",
        "y",
        "yes ",
        "yes AAAA-0001 ",
        " yes AAAA-0001",
        "yes  AAAA-0001",
        "YES AAAA-0001",
        "yes aaaa-0001",
        "yes AAAA0001",
        "AAAA-0001",
        "yes AAAA-0002",
        "yes AAAA-0001\r",
        "yes AAAA-0001\0",
        "yes AAAA-0001\b",
        "yes AAAA-0001\t",
        "\u001b[200~yes AAAA-0001\u001b[201~",
        "\uff59\uff45\uff53 AAAA-0001",
        "\u0443es AAAA-0001",
        "y\u200des AAAA-0001",
        "\ufeffyes AAAA-0001",
        "yes\u00a0AAAA-0001",
        "yes AAAA\u20100001",
        "No",
        "NO",
        "n",
        "no ",
        " no",
        "no\r",
        "no\0",
        "nno\b\bo",
        "ok",
        "maybe",
        "Yes please"
      })
  void whatOnlyLooksLikeOneMeansNothing(String typed) throws Exception {
    assertThat(reply(typed).mistake()).isNotEmpty();
  }

  @Test
  void noSingleByteMoreOrLessOrOtherMeansAnything() throws Exception {
    for (byte[] right : Set.of(CHALLENGE.bytes(), "no".getBytes(StandardCharsets.US_ASCII))) {
      for (int at = 0; at < right.length; at++) {
        for (int other = 0; other < 256; other++) {
          byte[] typed = right.clone();
          typed[at] = (byte) other;
          if (other != '\n' && other != right[at]) {
            assertThat(reply(typed, Optional.of(CHALLENGE)).mistake()).isNotEmpty();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "yes, not the challenge",
    "YES, not the challenge",
    "'no ', not the challenge",
    "'yes AAAA-0001\u0000', has a control character",
    "'yes AAAA-0001\u007f', has a control character",
    "\uff59\uff45\uff53 AAAA-0001, not ASCII"
  })
  void aMistakeSaysOfWhatKindItIs(String typed, String kind) throws Exception {
    assertThat(reply(typed).mistake()).isEqualTo(kind);
  }

  @Test
  void bytesThatAreNoUtf8AreNotAscii() throws Exception {
    assertThat(reply(new byte[] {'n', 'o', (byte) 0xff}, Optional.of(CHALLENGE)))
        .isEqualTo(Reply.NOT_ASCII);
  }

  @Test
  void whereNothingApprovesTheChallengeDoesNotEither() throws Exception {
    assertThat(reply(CHALLENGE.bytes(), Optional.empty())).isEqualTo(Reply.NOT_NO);
  }

  @Test
  void challengesHaveTheirFormAndDoNotComeTwice() {
    Set<String> lines = new HashSet<>();
    var source = Challenge.source();
    for (int i = 0; i < 2_000; i++) {
      lines.add(source.get().line());
    }
    assertThat(lines).hasSize(2_000).allMatch(line -> line.matches("yes [A-Z0-9]{4}-[A-Z0-9]{4}"));
    assertThat(String.join("", lines)).contains("0", "9", "A", "Z");
  }

  @Test
  void randomLinesMeanNothing() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] typed = new byte[random.nextInt(20)];
      random.nextBytes(typed);
      String line = new String(typed, StandardCharsets.ISO_8859_1).replace('\n', ' ');
      assertThat(reply(line.getBytes(StandardCharsets.ISO_8859_1), Optional.empty()).mistake())
          .isNotEmpty();
    }
  }
}
