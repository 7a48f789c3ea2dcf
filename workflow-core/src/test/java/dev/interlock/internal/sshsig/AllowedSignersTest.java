package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.sshsig.AllowedSigners.Answer;
import dev.interlock.internal.sshsig.AllowedSigners.Claim;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may sign, and what is wrong with a file that says so. */
class AllowedSignersTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
  private static final Claim ANN = new Claim("ann", "file", NOON);
  private static final byte[] MESSAGE = Keys.bytes("message");

  private final SshPrivateKey key = Keys.fresh();

  private static AllowedSigners signers(String file) throws Malformed {
    return AllowedSigners.parse(Keys.bytes(file), ZoneOffset.UTC);
  }

  private static AllowedSigners signers(String file, String zone) throws Malformed {
    return AllowedSigners.parse(Keys.bytes(file), ZoneId.of(zone));
  }

  private Answer answer(String before) throws Malformed {
    return signers(Keys.line(before, key.publicKey())).may(ANN, key.publicKey());
  }

  @Nested
  class Answers {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "ann                                     | YES",
          "bob                                     | OTHER_PRINCIPAL",
          "ann namespaces=\"other\"                | OTHER_NAMESPACE",
          "ann valid-after=\"20260701120001Z\"     | NOT_YET_VALID",
          "ann valid-after=\"20260701120000Z\"     | YES",
          "ann valid-before=\"20260701120000Z\"    | YES",
          "ann valid-before=\"20260701115959Z\"    | NO_LONGER_VALID",
          "ann valid-before=\"202607011159Z\"      | NO_LONGER_VALID",
          "ann valid-before=\"20260702Z\"          | YES",
          "ann valid-after=\"20260701Z\",valid-before=\"20260702Z\",namespaces=\"f*\" | YES",
        })
    void sayWhatStandsAgainstAKey(String before, Answer answer) throws Malformed {
      assertThat(answer(before)).isEqualTo(answer);
    }

    @Test
    void takeTheLineThatComesClosest() throws Malformed {
      String file =
          Keys.line("ann valid-after=\"20270101Z\"", key.publicKey())
              + Keys.line("bob", key.publicKey())
              + Keys.line("ann", Keys.fresh().publicKey());
      assertThat(signers(file).may(ANN, key.publicKey())).isEqualTo(Answer.NOT_YET_VALID);
      assertThat(signers(file).may(ANN, Keys.fresh().publicKey())).isEqualTo(Answer.UNKNOWN_KEY);
      String more = file + Keys.line("a*", key.publicKey());
      assertThat(signers(more).may(ANN, key.publicKey())).isEqualTo(Answer.YES);
    }

    @Test
    void ofAnEmptyFileAreNo() throws Malformed {
      assertThat(signers("").may(ANN, key.publicKey())).isEqualTo(Answer.UNKNOWN_KEY);
      assertThat(signers("\n \t\n# nobody\n \t#\n").may(ANN, key.publicKey()))
          .isEqualTo(Answer.UNKNOWN_KEY);
    }

    @Test
    void haveASentenceEach() {
      assertThat(Answer.values()).extracting(Answer::sentence).doesNotHaveDuplicates();
      assertThat(Answer.NO_LONGER_VALID.sentence()).isEqualTo("the key is no longer valid");
    }

    @Test
    void countAPartOfASecondAsLater() throws Malformed {
      Claim later = new Claim("ann", "file", NOON.plusNanos(1));
      String file = Keys.line("ann valid-before=\"20260701120000Z\"", key.publicKey());
      assertThat(signers(file).may(later, key.publicKey())).isEqualTo(Answer.NO_LONGER_VALID);
    }

    @Test
    void readTimesOfAZoneInItsStandardTimeAsSshKeygenDoes() throws Malformed {
      String file = Keys.line("ann valid-after=\"20260701130000\"", key.publicKey());
      assertThat(signers(file, "Europe/Berlin").may(ANN, key.publicKey())).isEqualTo(Answer.YES);
      String later = Keys.line("ann valid-after=\"20260701130001\"", key.publicKey());
      assertThat(signers(later, "Europe/Berlin").may(ANN, key.publicKey()))
          .isEqualTo(Answer.NOT_YET_VALID);
    }
  }

  @Nested
  class Principals {
    @Test
    void areThoseOfTheLinesThatHoldNow() throws Malformed {
      String file =
          Keys.line("ann,a*", key.publicKey())
              + Keys.line("bob namespaces=\"other\"", key.publicKey())
              + Keys.line("eve valid-after=\"20270101Z\"", key.publicKey())
              + Keys.line("old valid-before=\"20250101Z\"", key.publicKey())
              + Keys.line("joe", Keys.fresh().publicKey())
              + Keys.line("zoe valid-after=\"20250101Z\"", key.publicKey());
      AllowedSigners signers = signers(file);
      assertThat(signers.principals(key.publicKey(), "file", NOON))
          .containsExactly("ann,a*", "zoe");
      RevokedKeys revoked = RevokedKeys.parse(Keys.bytes(key.publicKey().text()));
      assertThat(signers.without(revoked).principals(key.publicKey(), "file", NOON)).isEmpty();
    }

    @Test
    void mayBeThoseOfAKeyThatMustKnowItsUser() throws Malformed {
      SshPublicKey device = SecurityKey.ofKind(SecurityKey.ED25519).publicKey();
      assertThat(signers(Keys.line("ann verify-required", device)).principals(device, "file", NOON))
          .containsExactly("ann");
    }
  }

  @Nested
  class Checks {
    @Test
    void needTheMessageAndThePurpose() throws Malformed {
      AllowedSigners signers = signers(Keys.line("ann", key.publicKey()));
      SshSignature signature = key.sign("file", MESSAGE);
      assertThat(signers.check(ANN, signature, MESSAGE)).isEqualTo(Answer.YES);
      assertThat(signers.check(ANN, signature, new byte[0])).isEqualTo(Answer.NOT_SIGNED);
      Claim other = new Claim("ann", "other", NOON);
      assertThat(signers.check(other, signature, MESSAGE)).isEqualTo(Answer.NOT_SIGNED);
      Claim bob = new Claim("bob", "file", NOON);
      assertThat(signers.check(bob, signature, MESSAGE)).isEqualTo(Answer.OTHER_PRINCIPAL);
    }

    @ParameterizedTest
    @CsvSource({
      "0,NOT_TOUCHED,NOT_TOUCHED",
      "1,YES,ONLY_VERIFIED",
      "4,NOT_TOUCHED,NOT_TOUCHED",
      "5,YES,YES"
    })
    void needATouchAndWhereAskedForAKnownUser(int flags, Answer plain, Answer verified)
        throws Malformed {
      for (String kind : new String[] {SecurityKey.ED25519, SecurityKey.ECDSA}) {
        SecurityKey device = SecurityKey.ofKind(kind).saying(flags);
        SshSignature signature = SshSignature.parse(device.sign("file", MESSAGE));
        String line = Keys.line("ann", device.publicKey());
        String strict = Keys.line("ann Verify-Required", device.publicKey());
        assertThat(signers(line).check(ANN, signature, MESSAGE)).isEqualTo(plain);
        assertThat(signers(strict).check(ANN, signature, MESSAGE)).isEqualTo(verified);
        assertThat(signers(strict).may(ANN, device.publicKey())).isEqualTo(Answer.ONLY_VERIFIED);
      }
    }

    @Test
    void ofAKnownUserDoNotMakeAnotherLineHold() throws Malformed {
      SecurityKey device = SecurityKey.ofKind(SecurityKey.ED25519).saying(5);
      SshSignature signature = SshSignature.parse(device.sign("file", MESSAGE));
      String strict = Keys.line("bob verify-required", device.publicKey());
      assertThat(signers(strict).check(ANN, signature, MESSAGE)).isEqualTo(Answer.OTHER_PRINCIPAL);
    }
  }

  @Nested
  class Mistakes {
    private String refusal(String file) {
      return Refusal.of(() -> signers(file));
    }

    private String of(String before) {
      return refusal(Keys.line(before, key.publicKey()))
          .replace("the allowed signers cannot be used:\n  - line 1: ", "");
    }

    @Test
    void areToldAllAtOnceWithTheirLines() {
      String file =
          "# people\n"
              + Keys.line("ann", key.publicKey())
              + Keys.line("a,,b valid-after=\"soon\",blue", key.publicKey())
              + "\nbob ssh-rsa AAAA\n"
              + Keys.line("eve \u001b[2J", key.publicKey());
      assertThat(refusal(file))
          .isEqualTo(
              "the allowed signers cannot be used:"
                  + "\n  - line 3: the principals 'a,,b' has a pattern that is empty or not ASCII;"
                  + " 'soon' is no time: write YYYYMMDD[HHMM[SS]][Z];"
                  + " the option 'blue' is not known"
                  + "\n  - line 5: keys of the kind 'ssh-rsa' are not supported; these are:"
                  + " ssh-ed25519, sk-ssh-ed25519@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com"
                  + "\n  - line 6: a control character; lines end in LF alone");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "ann cert-authority      | 'cert-authority': certificates are not supported",
          "ann no-touch-required   | 'no-touch-required': a signature without a touch of the"
              + " security key never counts",
          "ann verify-required     | 'verify-required' asks for what a key in a file cannot do",
          "ann verify-required=\"yes\" | the option 'verify-required' takes no value",
          "ann restrict            | the option 'restrict' is not known",
          "ann namespaces          | the option 'namespaces' needs a value: namespaces=\"...\"",
          "ann valid-after         | the option 'valid-after' needs a value: valid-after=\"...\"",
          "ann valid-before        | the option 'valid-before' needs a value: valid-before=\"...\"",
          "ann restrict,Restrict   | the option 'restrict' stands there twice",
          "ann valid-before=\"20260101Z\",valid-after=\"20260101Z\" |"
              + " 'valid-before' is not later than 'valid-after'",
          "ann namespaces=\"!a\"   | the namespaces '!a' only forbid: nothing matches",
          "ann namespaces=\"\"     | the namespaces '' has a pattern that is empty or not ASCII",
          "ann namespaces=\"a b\"  | the namespaces 'a b' has a pattern that is empty or not ASCII",
          "!ann                    | the principals '!ann' only forbid: nothing matches",
          "ann,!                   | the principals 'ann,!' has a pattern that is empty or not ASCII",
          "ann,!!bob               | the principals 'ann,!!bob' has a pattern that is empty or not"
              + " ASCII",
          "a\\nn                   | the principals 'a\\nn' has a pattern that is empty or not ASCII",
        })
    void haveTheirSentence(String before, String sentence) {
      assertThat(of(before)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ann namespaces=file",
          "ann a,",
          "ann ,a",
          "ann a,,b",
          "ann namespaces=\"a\\\"b\"",
          "ann namespaces=\"a",
          "ann namespaces=\"a\"b",
          "ann =\"a\"",
          "ann 1=\"a\""
        })
    void areOptionsOfAnotherForm(String before) {
      assertThat(of(before)).contains("are not of the form NAME or NAME=\"VALUE\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann ", "ann ssh-ed25519", "ann ssh-ed25519 ", "ann blue"})
    void areLinesThatEndEarly(String line) {
      assertThat(refusal(line)).startsWith("the allowed signers cannot be used:\n  - line 1: ");
    }

    @Test
    void areOtherBytesThanText() {
      assertThat(Refusal.of(() -> AllowedSigners.parse(new byte[] {(byte) 0xff}, ZoneOffset.UTC)))
          .isEqualTo("the allowed signers cannot be used: this is no text in UTF-8");
      assertThat(Refusal.of(() -> AllowedSigners.parse(new byte[65_537], ZoneOffset.UTC)))
          .isEqualTo("the allowed signers has 65537 bytes; the most is 65536");
      assertThat(refusal(Keys.line("ann", key.publicKey()).replace("\n", "\r\n")))
          .contains("lines end in LF alone");
      assertThat(refusal("caf\u00e9" + Keys.line("", key.publicKey())))
          .contains("the principals 'caf?' has a pattern that is empty or not ASCII");
    }

    @Test
    void areNotCommentsAndSpaces() throws Malformed {
      String line =
          Keys.line("# caf\u00e9 \u0007\n  \tann \t namespaces=\"a,file\" ", key.publicKey());
      assertThat(signers(line.strip() + "\tcaf\u00e9 \"").may(ANN, key.publicKey()))
          .isEqualTo(Answer.YES);
    }
  }

  @Nested
  class Revoked {
    @Test
    void areKeysOneALine() throws Malformed {
      SshPublicKey other = SecurityKey.ofKind(SecurityKey.ECDSA).publicKey();
      String twice = key.publicKey().text() + "\n";
      RevokedKeys revoked =
          RevokedKeys.parse(Keys.bytes("# lost\n" + twice + "\n" + twice + other.text() + " b c"));
      assertThat(revoked.contains(key.publicKey())).isTrue();
      assertThat(revoked.contains(other)).isTrue();
      assertThat(revoked.contains(Keys.fresh().publicKey())).isFalse();
      assertThat(RevokedKeys.NONE.contains(other)).isFalse();
      AllowedSigners signers = signers(Keys.line("ann", key.publicKey()));
      assertThat(signers.without(revoked).may(ANN, key.publicKey())).isEqualTo(Answer.REVOKED);
      assertThat(signers.without(RevokedKeys.NONE).may(ANN, key.publicKey())).isEqualTo(Answer.YES);
    }

    @Test
    void areNeverReadFromSomethingElse() {
      assertThat(Refusal.of(() -> RevokedKeys.parse(Keys.bytes("SSHKRL\n\0\0\0\0\1"))))
          .contains("a binary one (KRL), which is not supported: write one public key a line");
      assertThat(Refusal.of(() -> RevokedKeys.parse(Keys.bytes("\nserial: 1\nssh-ed25519 AAAA"))))
          .startsWith("the list of revoked keys cannot be used:\n  - line 2: ")
          .contains("\n  - line 3: ");
    }
  }
}
