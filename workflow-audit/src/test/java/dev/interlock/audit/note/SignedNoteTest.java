package dev.interlock.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final String TEXT = "log/1\n7\nroot\n";
  private static final String LINE = "\u2014 w AAAAAAAA\n";

  private KeyPair pair;
  private NoteKey witness;

  @BeforeEach
  void makeKeys() throws Exception {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    witness = new NoteKey("w.test/1", NoteKey.WITNESS, Ed25519.raw(pair.getPublic()));
  }

  private static SignedNote parse(String text) throws MalformedNoteException {
    return SignedNote.parse(text.getBytes(UTF_8));
  }

  private NoteSignature cosign(NoteKey key, long time, String text) throws Exception {
    byte[] signed = Ed25519.sign(pair.getPrivate(), Cosignature.message(time, text));
    byte[] bytes = ByteBuffer.allocate(72).putLong(time).put(signed).array();
    return new NoteSignature(key.name(), key.id(), bytes);
  }

  @Nested
  class ANote {
    @Test
    void is_written_as_it_was_read() throws Exception {
      String text = TEXT + "\n" + LINE + "\u2014 other AAAAAQE=\n";
      assertThat(parse(text).text()).isEqualTo(TEXT);
      assertThat(parse(text).bytes()).isEqualTo(text.getBytes(UTF_8));
      assertThat(parse("a\n\nb\n\n" + LINE).text()).isEqualTo("a\n\nb\n");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "\n",
          "\n\n",
          "a\n",
          "a\n\n",
          "a\n\n\n",
          "a\n" + LINE,
          "a\n\nb\n",
          "a\r\n\r\n" + LINE,
          "a\u0000\n\n" + LINE,
          "a\tb\n\n" + LINE,
          "a\n\n" + LINE + "\n",
          "a\n\n" + LINE + "x",
          "a\n\n\u2014 w AAAAAA==\n"
        })
    void of_another_form_is_refused(String text) {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedNoteException.class);
    }

    @Test
    void has_64_signatures_and_64_KiB_at_most() throws Exception {
      assertThat(parse("a\n\n" + LINE.repeat(64)).signatures()).hasSize(64);
      assertThatThrownBy(() -> parse("a\n\n" + LINE.repeat(65)))
          .hasMessage("the note has more than 64 signatures");
      String rest = "\n\n" + LINE;
      int room = SignedNote.MAX_BYTES - rest.getBytes(UTF_8).length;
      assertThat(parse("a".repeat(room) + rest).text()).hasSize(room + 1);
      assertThatThrownBy(() -> parse("a".repeat(room + 1) + rest))
          .hasMessage("the note has 65537 bytes; the most is 65536");
    }

    @Test
    void keeps_of_each_key_the_later_signature() throws Exception {
      SignedNote note = parse(TEXT + "\n" + LINE + "\u2014 x AAAAAAAA\n");
      List<NoteSignature> later =
          parse(TEXT + "\n\u2014 w AAAAAAAB\n\u2014 w AAAAAQAB\n").signatures();
      assertThat(new String(note.with(later).bytes(), UTF_8))
          .isEqualTo(TEXT + "\n\u2014 x AAAAAAAA\n\u2014 w AAAAAAAB\n\u2014 w AAAAAQAB\n");
    }
  }

  @Nested
  class AKey {
    /** From the documentation of golang.org/x/mod/sumdb/note. */
    private static final String KNOWN =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    @Test
    void that_another_implementation_made_is_read_and_written_the_same() {
      NoteKey key = NoteKey.parse(KNOWN);
      assertThat(key.name()).isEqualTo("PeterNeumann");
      assertThat(key.type()).isEqualTo(NoteKey.LOG);
      assertThat(key.text()).isEqualTo(KNOWN);
    }

    @Test
    void verifies_a_note_that_another_implementation_signed() throws Exception {
      SignedNote note =
          parse(
              "If you think cryptography is the answer to your problem,\n"
                  + "then you don't know what your problem is.\n\n"
                  + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2p"
                  + "ZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
      assertThat(Cosignatures.ofLog(note, NoteKey.parse(KNOWN))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "PeterNeumann",
          "PeterNeumann+c74f20a3",
          "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumanN+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10",
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
          "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW+",
          "PeterNeumann+c74f20a3+=",
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"
        })
    void of_another_form_is_refused(String text) {
      assertThatThrownBy(() -> NoteKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void has_a_name_without_spaces_and_control_characters() {
      byte[] raw = witness.raw();
      for (String name :
          new String[] {"", "a b", "a\u2003b", "a\u00a0b", "a+b", "a\nb", "a\u0007b"}) {
        assertThatThrownBy(() -> new NoteKey(name, NoteKey.LOG, raw))
            .as(name)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("without spaces");
      }
    }

    @Test
    void is_the_same_by_name_and_type_and_content() {
      NoteKey same = NoteKey.parse(witness.text());
      assertThat(same).isEqualTo(witness).hasSameHashCodeAs(witness).hasToString(witness.text());
      byte[] other = witness.raw().clone();
      other[0]++;
      assertThat(witness)
          .isNotEqualTo(new NoteKey("other", NoteKey.WITNESS, witness.raw()))
          .isNotEqualTo(new NoteKey(witness.name(), NoteKey.LOG, witness.raw()))
          .isNotEqualTo(new NoteKey(witness.name(), NoteKey.WITNESS, other))
          .isNotEqualTo(witness.text());
    }

    @Test
    void is_32_bytes_of_one_of_two_types() {
      assertThatThrownBy(() -> new NoteKey("a", (byte) 6, witness.raw()))
          .hasMessage("the key 'a' is of type 6; those of Ed25519 are 1 and 4");
      assertThatThrownBy(() -> new NoteKey("a", NoteKey.LOG, new byte[31]))
          .hasMessage("the key 'a' is not an Ed25519 key");
    }
  }

  @Nested
  class ACosignature {
    private List<Cosignature> verify(NoteSignature... signatures) throws MalformedNoteException {
      return Cosignatures.verify(new SignedNote(TEXT, List.of(signatures)), List.of(witness));
    }

    private void assertRefused(NoteSignature... signatures) {
      assertThatThrownBy(() -> verify(signatures))
          .isInstanceOf(MalformedNoteException.class)
          .hasMessage("the note has a signature in the name of 'w.test/1' that does not hold");
    }

    @Test
    void says_who_and_when() throws Exception {
      for (long time : new long[] {1, 1_700_000_000, Long.MAX_VALUE}) {
        NoteSignature signature = cosign(witness, time, TEXT);
        assertThat(verify(signature)).containsExactly(new Cosignature(witness, time, signature));
      }
    }

    @Test
    void with_any_bit_flipped_does_not_hold() throws Exception {
      byte[] bytes = cosign(witness, 1_700_000_000, TEXT).bytes();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertRefused(new NoteSignature(witness.name(), witness.id(), flipped));
      }
    }

    @Test
    void of_another_length_or_time_or_text_does_not_hold() throws Exception {
      byte[] bytes = cosign(witness, 5, TEXT).bytes();
      assertRefused(new NoteSignature(witness.name(), witness.id(), Arrays.copyOf(bytes, 71)));
      assertRefused(new NoteSignature(witness.name(), witness.id(), Arrays.copyOf(bytes, 73)));
      assertRefused(cosign(witness, 0, TEXT));
      assertRefused(cosign(witness, -5, TEXT));
      assertRefused(cosign(witness, 5, TEXT + "x\n"));
      assertRefused(cosign(witness, 5, TEXT), cosign(witness, 5, "other\n"));
    }

    @Test
    void that_is_a_plain_signature_of_the_text_does_not_hold() throws Exception {
      byte[] plain = Ed25519.sign(pair.getPrivate(), TEXT.getBytes(UTF_8));
      assertRefused(new NoteSignature(witness.name(), witness.id(), plain));
    }

    @Test
    void of_an_unknown_key_is_passed_over() throws Exception {
      NoteKey other = new NoteKey("w.test/2", NoteKey.WITNESS, witness.raw());
      assertThat(verify(cosign(other, 5, TEXT))).isEmpty();
      assertThat(verify(new NoteSignature("w.test/1", witness.id() + 1, new byte[72]))).isEmpty();
      assertThat(verify()).isEmpty();
    }

    @Test
    void counts_once_for_each_key_whatever_its_names() throws Exception {
      NoteKey alias = new NoteKey("alias", NoteKey.WITNESS, witness.raw());
      NoteSignature first = cosign(witness, 5, TEXT);
      SignedNote note =
          new SignedNote(TEXT, List.of(first, cosign(witness, 6, TEXT), cosign(alias, 7, TEXT)));
      assertThat(Cosignatures.verify(note, List.of(witness, alias)))
          .containsExactly(new Cosignature(witness, 5, first));
    }

    @Test
    void of_several_witnesses_counts_for_each() throws Exception {
      KeyPair otherPair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      NoteKey other = new NoteKey("w.test/2", NoteKey.WITNESS, Ed25519.raw(otherPair.getPublic()));
      NoteSignature mine = cosign(witness, 5, TEXT);
      pair = otherPair;
      NoteSignature theirs = cosign(other, 6, TEXT);
      SignedNote note = new SignedNote(TEXT, List.of(mine, theirs));
      assertThat(Cosignatures.verify(note, List.of(other, witness)))
          .containsExactly(new Cosignature(witness, 5, mine), new Cosignature(other, 6, theirs));
    }

    @Test
    void is_none_of_a_key_that_signs_texts() throws Exception {
      NoteKey log = new NoteKey("w.test/1", NoteKey.LOG, witness.raw());
      SignedNote note = new SignedNote(TEXT, List.of(cosign(log, 5, TEXT)));
      assertThatThrownBy(() -> Cosignatures.verify(note, List.of(log)))
          .isInstanceOf(MalformedNoteException.class);
    }
  }

  @Nested
  class TheSignatureOfALog {
    private NoteKey log;

    @BeforeEach
    void nameKey() {
      log = new NoteKey("log/1", NoteKey.LOG, witness.raw());
    }

    private Optional<NoteSignature> of(NoteKey key, byte[] bytes) throws MalformedNoteException {
      NoteSignature signature = new NoteSignature("log/1", log.id(), bytes);
      return Cosignatures.ofLog(new SignedNote(TEXT, List.of(signature)), key);
    }

    @Test
    void is_found_if_it_holds_and_refused_if_it_does_not() throws Exception {
      byte[] bytes = Ed25519.sign(pair.getPrivate(), TEXT.getBytes(UTF_8));
      assertThat(of(log, bytes)).isPresent();
      assertThat(of(witness, bytes)).isEmpty();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> of(log, flipped)).hasMessageContaining("does not hold");
      }
    }

    @Test
    void is_none_of_a_key_of_a_witness() throws Exception {
      NoteKey named = new NoteKey("log/1", NoteKey.WITNESS, witness.raw());
      byte[] bytes = Ed25519.sign(pair.getPrivate(), TEXT.getBytes(UTF_8));
      NoteSignature signature = new NoteSignature("log/1", named.id(), bytes);
      SignedNote note = new SignedNote(TEXT, List.of(signature));
      assertThatThrownBy(() -> Cosignatures.ofLog(note, named))
          .isInstanceOf(MalformedNoteException.class);
    }
  }

  @Test
  void two_signatures_are_the_same_by_their_lines() throws Exception {
    NoteSignature one = parse("a\n\n" + LINE).signatures().get(0);
    NoteSignature other = parse("a\n\n" + LINE.replace("w", "v")).signatures().get(0);
    assertThat(one).isEqualTo(parse("b\n\n" + LINE).signatures().get(0)).isNotEqualTo(other);
    assertThat(one).isNotEqualTo(LINE).hasSameHashCodeAs(LINE);
  }

  @Test
  void the_key_id_of_a_line_is_four_bytes_with_the_highest_first() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(new byte[] {(byte) 0xc7, 0x4f, 0x20, 1, 9});
    NoteSignature line = parse("a\n\n\u2014 w " + base64 + "\n").signatures().get(0);
    assertThat(String.format(Locale.ROOT, "%08x", line.keyId())).isEqualTo("c74f2001");
    assertThat(line.bytes()).containsExactly(9);
  }
}
