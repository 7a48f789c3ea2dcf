package dev.interlock.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String AWS = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";
  private static final String PEM =
      "-----BEGIN RSA PRIVATE KEY" + "-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----";

  private final Secrets secrets = Secrets.standard();

  private String json(String json) {
    return new String(secrets.json(json.getBytes(UTF_8)), UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of("aws-key-id", AWS),
        Arguments.of("google-key", "AIza" + "SyA1234567890abcdefghijklmnopqrstuv"),
        Arguments.of("github-token", "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789"),
        Arguments.of("github-token", "github_pat_" + "11ABCDEFG0abcdefghijklm"),
        Arguments.of("gitlab-token", "glpat-" + "abcdefghij0123456789"),
        Arguments.of("slack-token", "xoxb-" + "123456789012-abcdefghij"),
        Arguments.of("stripe-key", "sk_live_" + "abcdefghijklmnop1234"),
        Arguments.of("ai-key", "sk-ant-" + "api03-abcdefghijklmnopqrstuvwxyz012345"),
        Arguments.of("npm-token", "npm_" + "abcdefghijklmnopqrstuvwxyz0123456789"),
        Arguments.of("sendgrid-key", "SG." + "abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz"),
        Arguments.of("jwt", JWT),
        Arguments.of("private-key", PEM));
  }

  static Stream<Arguments> within() {
    return Stream.of(
        Arguments.of("password=hunter2", "hunter2"),
        Arguments.of("the password: hunter2!", "hunter2!"),
        Arguments.of("{\"password\":\"hun ter2\"}", "hun ter2"),
        Arguments.of("{\\\"password\\\":\\\"hunter2\\\"}", "hunter2"),
        Arguments.of("DB_PASSWORD=hunter2 java -jar", "hunter2"),
        Arguments.of("mysql --password hunter2 -e", "hunter2"),
        Arguments.of("api_key = 'abc123'", "abc123"),
        Arguments.of("Authorization: Bearer abc.def-ghi1", "abc.def-ghi1"),
        Arguments.of("Authorization: Basic " + base64("rita:hunter2"), base64("rita:hunter2")),
        Arguments.of("it said bearer abcdefgh1234", "abcdefgh1234"),
        Arguments.of("basic " + base64("rita:hunter2"), base64("rita:hunter2")),
        Arguments.of("Set-Cookie: session=abc1234", "session=abc1234"),
        Arguments.of("postgres://rita:hunter2@db/main", "hunter2"),
        Arguments.of(
            "aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12",
            "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12"),
        Arguments.of("AccountKey=" + "a".repeat(86) + "==", "a".repeat(86)),
        Arguments.of("sent " + base64("the key is " + AWS), base64("the key is " + AWS)),
        Arguments.of("sent x/" + base64("password=hunter2"), base64("password=hunter2")));
  }

  @Nested
  class AText {
    @ParameterizedTest
    @MethodSource("dev.interlock.internal.secret.SecretsTest#known")
    void losesWhatIsKnownByItsForm(String kind, String secret) {
      assertThat(secrets.text("it is " + secret + " there"))
          .startsWith("it is {\"redacted\":\"" + kind + "\"}")
          .endsWith(" there");
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.internal.secret.SecretsTest#within")
    void losesWhatIsKnownByWhatStandsAroundIt(String text, String secret) {
      assertThat(secrets.text(text)).contains("{\"redacted\":\"").doesNotContain(secret);
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.internal.secret.SecretsTest#within")
    void isTheSameWhenItIsLookedAtAgain(String text, String secret) {
      String once = secrets.text(text);
      assertThat(secrets.text(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "the token has expired",
          "basic authentication is off, and bearer tokens are not taken",
          "see https://host:8080/path?user=rita@example.org",
          "password=${DB_PASSWORD} and password: ***",
          "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "workflow-core/src/main/java/dev/interlock/Engine.java",
          "AKIA is how they begin, eyJ too"
        })
    void keepsWhatIsNoSecret(String text) {
      assertThat(secrets.text(text)).isEqualTo(text);
    }

    @Test
    void losesEachOfSeveralWhateverTheirOrderAndHoweverCloseTheyAre() {
      assertThat(secrets.text("password=hunter2 " + AWS))
          .isEqualTo("password={\"redacted\":\"password\"} {\"redacted\":\"aws-key-id\"}");
      assertThat(secrets.text(AWS + AWS))
          .isEqualTo("{\"redacted\":\"aws-key-id\"}{\"redacted\":\"aws-key-id\"}");
    }

    @Test
    void losesWhatTheHostNames() {
      Secrets own = secrets.with("badge", Pattern.compile("B-[0-9]{6}"));
      assertThat(own.text("badge B-123456")).isEqualTo("badge {\"redacted\":\"badge\"}");
      assertThat(own.kind("\"B-123456\"".getBytes(UTF_8))).contains("badge");
    }
  }

  @Nested
  class Json {
    @ParameterizedTest
    @MethodSource("dev.interlock.internal.secret.SecretsTest#known")
    void hasAnObjectInPlaceOfAStringThatIsASecret(String kind, String secret) {
      String escaped = secret.replace("\n", "\\n");
      assertThat(json("{\"a\":\"" + escaped + "\",\"b\":1}"))
          .isEqualTo("{\"a\":{\"redacted\":\"" + kind + "\"},\"b\":1}");
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.internal.secret.SecretsTest#within")
    void losesNoSecretToTheQuickLook(String text, String secret) {
      String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
      assertThat(json("[\"" + quoted + "\"]")).contains("redacted").doesNotContain(secret);
    }

    @Test
    void keepsTheRestOfAString() {
      assertThat(json("{\"a\":\"x \\\"" + AWS + "\\\" y\"}"))
          .isEqualTo("{\"a\":\"x \\\"{\\\"redacted\\\":\\\"aws-key-id\\\"}\\\" y\"}");
    }

    @Test
    void losesWhatStandsUnderTheNameOfASecret() {
      assertThat(json("{\"dbPassword\":\"x\",\"API_KEY\":[\"y\",{\"z\":7}],\"tokens\":3}"))
          .isEqualTo(
              "{\"dbPassword\":{\"redacted\":\"secret-name\"},\"API_KEY\":[{\"redacted\":"
                  + "\"secret-name\"},{\"z\":{\"redacted\":\"secret-name\"}}],\"tokens\":3}");
      Secrets own = secrets.withNames(List.of("Badge-No"));
      assertThat(new String(own.json("{\"badge_no\":\"x\"}".getBytes(UTF_8)), UTF_8))
          .isEqualTo("{\"badge_no\":{\"redacted\":\"secret-name\"}}");
    }

    @Test
    void losesWhatIsSplitOverFieldsAndElements() {
      assertThat(json("{\"a\":\"AKIAIOSF\",\"n\":1,\"b\":[\"ODNN7EX\",\"AMPLE\"],\"c\":\"d\"}"))
          .isEqualTo(
              "{\"a\":{\"redacted\":\"aws-key-id\"},\"n\":1,\"b\":[{\"redacted\":\"aws-key-id\"},"
                  + "{\"redacted\":\"aws-key-id\"}],\"c\":\"d\"}");
    }

    @Test
    void keepsTheStringsAroundOneThatIsASecretAlone() {
      assertThat(json("[\"a\",\"" + AWS + "\",\"b\",\"" + AWS + "\",\"c\"]"))
          .isEqualTo(
              "[\"a\",{\"redacted\":\"aws-key-id\"},\"b\",{\"redacted\":\"aws-key-id\"},\"c\"]");
      assertThat(json("[\"AKIAIOSF\",\"ODNN7EXAMPLE\",\"AKIAIOSF\",\"ODNN7EXAMPLE\"]"))
          .isEqualTo("[" + "{\"redacted\":\"aws-key-id\"},".repeat(4).replaceAll(",$", "]"));
    }

    @Test
    void losesAKeyWhoseLinesAreElements() {
      String lines = "[\"" + PEM.replace("\n", "\",\"") + "\"]";
      assertThat(json(lines)).doesNotContain("MIIE").doesNotContain("BEGIN");
    }

    @Test
    void losesTheArgumentAfterAnOptionForASecret() {
      assertThat(json("[\"login\",\"--password\",\"hunter2\",\"-v\"]"))
          .isEqualTo("[\"login\",\"--password\",{\"redacted\":\"password\"},\"-v\"]");
    }

    @Test
    void losesWhatIsWrittenWithEscapes() {
      assertThat(json("{\"a\":\"\\u0041KIAIOSFODNN7EXAMPLE\"}")).doesNotContain("IOSFODNN7");
    }

    @Test
    void losesSecretsThatAreKeysAndKeepsItsKeysApart() {
      String other = "AKIA" + "IOSFODNN7EXAMPLF";
      assertThat(json("{\"" + AWS + "\":1,\"" + other + "\":2}"))
          .doesNotContain("IOSFODNN7")
          .contains("aws-key-id")
          .contains("#");
    }

    @Test
    void withoutAnySignIsNotTouched() {
      byte[] plain =
          "{\"path\":\"a/b\",\"lines\":[1,2,3],\"text\":\"all is well\"}".getBytes(UTF_8);
      assertThat(secrets.json(plain)).isSameAs(plain);
      assertThat(secrets.kind(plain)).isEmpty();
    }
  }

  /** The work is counted in characters that are looked at, not in time. */
  @Nested
  class AHostileText {
    private static final int SIZE = 1 << 17;
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(
        strings = {
          "eyJ",
          "eyJaaaaaaaa.",
          "eyJaaaaaaaa.eyJ",
          "-",
          "-----BEGIN PRIVATE KEY-----",
          "://",
          "://a:",
          "password",
          "password=\"",
          "password: ",
          "--password ",
          "aws_secret_",
          "sk-",
          "AKIA",
          "xoxb-",
          "AAAAAAAAAAAAAAAAAAAAAAAA",
          "AAAAAAAAAAAAAAAAAAAAAAAA ",
          "bearer ",
          "basic AAAAAA",
          "\"",
          " ",
          "Authorization: ",
          "AccountKey=",
          "?sig=",
          "SG.aaaaaaaaaaaaaaaaaaaa",
          "a@b:c://",
          "\\\"'"
        })
    void takesWorkThatGrowsWithItsLengthOnly(String part) {
      long eighth = work(part, SIZE / 8);
      long whole = work(part, SIZE);
      assertThat(whole).isLessThan(1_500L * SIZE);
      assertThat((double) whole / eighth).isLessThan(8.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJ", "password", "://a:", "AAAAAAAAAAAAAAAAAAAAAAAA "})
    void ofAMegabyteTakesABoundedWorkToo(String part) {
      assertThat(work(part, MEGABYTE)).isLessThan(1_500L * MEGABYTE);
    }

    private static long work(String part, int size) {
      Counted text = new Counted(part.repeat(size / part.length()), new long[1]);
      new Texts(List.of()).spans(text);
      return text.looks[0];
    }
  }

  /** A text that counts how often a character of it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final long[] looks;

    private Counted(String text, long[] looks) {
      this.text = text;
      this.looks = looks;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks[0]++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      looks[0] += end - start;
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
