package dev.interlock.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.internal.sshsig.SshPrivateKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsseTest {
  private static final SshPrivateKey KEY = newKey();
  private static final SshPrivateKey OTHER = newKey();
  private static final byte[] PAYLOAD = "{\"a\":\"\u00e9 \\\" \u2028\"}".getBytes(UTF_8);
  private static final String SIG = Base64.getEncoder().encodeToString(new byte[64]);

  private static SshPrivateKey newKey() {
    try {
      return SshPrivateKey.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String envelope() {
    return new String(Dsse.signed("text/plain", PAYLOAD, KEY).bytes(), UTF_8);
  }

  private static Dsse parse(String text) throws MalformedDsseException {
    return Dsse.parse(text.getBytes(UTF_8));
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    Dsse read = parse(envelope());
    assertThat(read.payloadType()).isEqualTo("text/plain");
    assertThat(read.payload()).isEqualTo(PAYLOAD);
    assertThat(read.bytes()).isEqualTo(envelope().getBytes(UTF_8));
    assertThat(read.signers(List.of(OTHER.publicKey(), KEY.publicKey())))
        .containsExactly(KEY.publicKey());
  }

  @Test
  void isSignedOverWhatTheSpecificationOfDsseSays() throws Exception {
    String made = envelope().replaceAll(".*\"sig\":\"([^\"]*)\".*", "$1");
    byte[] start = ("DSSEv1 10 text/plain " + PAYLOAD.length + " ").getBytes(UTF_8);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        java.security.KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(KEY.publicKey().subjectPublicKeyInfo())));
    signature.update(start);
    signature.update(PAYLOAD);
    assertThat(signature.verify(Base64.getDecoder().decode(made))).isTrue();
  }

  @Nested
  class IsSignedByNobody {
    @Test
    void whereTheKeyIsNotAllowedWhateverItSaysOfItself() throws Exception {
      String claims =
          envelope().replace(KEY.publicKey().fingerprint(), OTHER.publicKey().fingerprint());
      assertThat(parse(claims).signers(List.of(OTHER.publicKey()))).isEmpty();
      assertThat(parse(claims).signers(List.of(KEY.publicKey()))).hasSize(1);
    }

    @Test
    void whereTheTypeIsAnother() throws Exception {
      String other = envelope().replace("text/plain", "text/plaim");
      assertThat(parse(other).signers(List.of(KEY.publicKey()))).isEmpty();
    }

    @Test
    void whereAnyByteOfThePayloadIsAnother() throws Exception {
      String base64 = Base64.getEncoder().encodeToString(PAYLOAD);
      for (int i = 0; i < PAYLOAD.length; i++) {
        byte[] changed = PAYLOAD.clone();
        changed[i] ^= 1;
        String other = envelope().replace(base64, Base64.getEncoder().encodeToString(changed));
        assertThat(parse(other).signers(List.of(KEY.publicKey()))).as("byte %s", i).isEmpty();
      }
    }

    @Test
    void whereTheSignatureHasAnotherLength() throws Exception {
      String made = envelope().replaceAll(".*\"sig\":\"([^\"]*)\".*", "$1");
      for (String other : List.of("", "AAAA", SIG)) {
        assertThat(parse(envelope().replace(made, other)).signers(List.of(KEY.publicKey())))
            .as(other)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"payloadType\":\"a\",\"payload\":\"\"}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":{}}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[1]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[null]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":null}]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\",\"x\":1}]}",
        "{\"payloadType\":1,\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]}",
        "{\"payloadType\":\"a b\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]}",
        "{\"payloadType\":\"a\",\"payload\":\"YQ\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]}",
        "{\"payloadType\":\"a\",\"payload\":\"YR==\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]}",
        "{\"payloadType\":\"a\",\"payload\":\"-_8=\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}],\"x\":1}",
        "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\",\"keyid\":\"\"}]} x"
      })
  void isRefusedInAnyOtherForm(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedDsseException.class);
  }

  @Test
  void hasUpTo64SignaturesAndWordsOf255Characters() throws Exception {
    String one = "{\"keyid\":\"" + "k".repeat(255) + "\",\"sig\":\"\"}";
    String all = "[" + one + ("," + one).repeat(63) + "]";
    String text =
        "{\"payloadType\":\"" + "a".repeat(255) + "\",\"payload\":\"\",\"signatures\":" + all + "}";
    assertThat(new String(parse(text).bytes(), UTF_8)).isEqualTo(text);
  }

  @Test
  void isReadUpToItsMostBytes() throws Exception {
    String start =
        "{\"payloadType\":\"a\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"\"}],\"payload\":\"";
    int room = (Dsse.MAX_BYTES - start.length() - 2) / 4 * 4;
    String spaces = " ".repeat(Dsse.MAX_BYTES - start.length() - 2 - room);
    String most = start + "A".repeat(room) + "\"" + spaces + "}";
    assertThat(parse(most).payload()).hasSize(room / 4 * 3);
  }

  @Test
  void isRefusedWhereItIsTooLargeTooDeepOrHasTooMuchOfAnything() {
    String one = "{\"sig\":\"\",\"keyid\":\"\"}";
    for (String signatures :
        List.of(
            "[" + one + ("," + one).repeat(64) + "]",
            "[".repeat(100_000),
            "[{\"sig\":\"\",\"keyid\":\"" + "k".repeat(256) + "\"}]")) {
      String text = "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":" + signatures + "}";
      assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedDsseException.class);
    }
    assertThatThrownBy(() -> Dsse.parse(new byte[Dsse.MAX_BYTES + 1]))
        .isInstanceOf(MalformedDsseException.class)
        .hasMessageContaining("bytes");
  }

  @Test
  void isReadOrRefusedAndNothingElseWhateverTheBytesAre() {
    Random random = new Random(5);
    byte[] good = envelope().getBytes(UTF_8);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = good.clone();
      for (int j = 0; j <= i % 3; j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        Dsse found = Dsse.parse(changed);
        boolean same = new String(found.payload(), UTF_8).equals(new String(PAYLOAD, UTF_8));
        assertThat(found.signers(List.of(KEY.publicKey())).isEmpty() || same).isTrue();
        read++;
      } catch (MalformedDsseException e) {
        assertThat(e).hasMessageStartingWith("the envelope");
      }
    }
    assertThat(read).isPositive();
  }
}
