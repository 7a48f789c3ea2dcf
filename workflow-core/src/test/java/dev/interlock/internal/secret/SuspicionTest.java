package dev.interlock.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick look misses nothing that the long one finds, and rests where there is no sign. */
class SuspicionTest {
  /** Those of which nothing is in base64 yet: twice is not seen. */
  static Stream<Arguments> plain() {
    return SecretsTest.within().filter(known -> !known.get()[0].toString().startsWith("sent "));
  }

  private static boolean isSuspicious(String json) {
    return Suspicion.of(json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("dev.interlock.internal.secret.SecretsTest#known")
  void seesEachKnownSecretWhereverItIsSplit(String kind, String secret) {
    String escaped = secret.replace("\n", "\\n");
    assertThat(isSuspicious("[\"" + escaped + "\"]")).isTrue();
    for (int at = 1; at < escaped.length(); at++) {
      String first = escaped.substring(0, at);
      String second = escaped.substring(at);
      if (!first.endsWith("\\")) {
        assertThat(isSuspicious("[\"" + first + "\",\"" + second + "\"]")).as(first).isTrue();
        assertThat(
                isSuspicious(
                    "{\"t\":\"say \\\"hi\\\"\",\"b\":\"" + first + "\",\"c\":\"" + second + "\"}"))
            .as(first)
            .isTrue();
        assertThat(isSuspicious("{\"b\":\"" + first + "\",\"c\":[1,\"" + second + "\",\"\"]}"))
            .as(first)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void seesWhatIsInBase64WhateverStandsBeforeIt(String text, String secret) {
    byte[] bytes = text.getBytes(UTF_8);
    for (Base64.Encoder encoder :
        new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding()}) {
      for (String before : new String[] {"", "z", "zz", "zzz"}) {
        String json = "[\"" + before + encoder.encodeToString(bytes) + "\"]";
        assertThat(isSuspicious(json)).as(json).isTrue();
      }
    }
  }

  @Test
  void seesASignAtTheVeryEndOfWhatIsInBase64AndInTheShortestRunThatCounts() {
    assertThat(isSuspicious("[\"" + base64("abcdefghijklmtoken") + "\"]")).isTrue();
    assertThat(base64("a password: 123")).hasSize(20);
    assertThat(isSuspicious("[\"" + base64("a password: 123") + "\"]")).isTrue();
    assertThat(base64("a password: ")).hasSize(16);
    assertThat(isSuspicious("[\"" + base64("a password: ") + "\"]")).isFalse();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void seesAUserAndAPasswordAsFarAsTheFormReaches() {
    assertThat(isSuspicious("[\"://" + "a".repeat(596) + "@\"]")).isTrue();
    assertThat(isSuspicious("[\"://" + "a".repeat(597) + "@\"]")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"\\u0041b\"]",
        "[\"a\\/b\"]",
        "{\"pin\":1}",
        "{\"My_Secret\":1}",
        "[\"TOKEN\"]",
        "[\"a.npm_\"]",
        "{\"passwd\":\"\"}"
      })
  void seesEscapesNamesAndSigns(String json) {
    assertThat(isSuspicious(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[\"\"]",
        "7",
        "12345678901234567890123",
        "[\"a\\nb\",\"\\\"\"]",
        "[\"akia\",\"tokem\",\"pine\",\"GITHUB_PAT_\"]",
        "{\"tok\":\"en\",\"sec\":\"ret\"}",
        "[\"https://host:8080/path?user=rita\"]",
        "[\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"]",
        "{\"path\":\"a/b\",\"lines\":[1,2,3],\"text\":\"all is well\"}"
      })
  void restsWhereThereIsNone(String json) {
    assertThat(isSuspicious(json)).isFalse();
  }
}
