package dev.interlock.audit.note;

import dev.interlock.internal.log.HashTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key that can vouch for notes: C2SP signed-note, "verifier keys". Immutable.
 *
 * @param name whose it is
 * @param type what it signs: {@link #LOG} or {@link #WITNESS}
 * @param raw the 32 bytes of an Ed25519 key
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its content, and never changed
public record NoteKey(String name, byte type, byte[] raw) {
  /** A key that signs the text of a note. */
  public static final byte LOG = 1;

  /** A key of a witness, which signs the text of a checkpoint with the time. */
  public static final byte WITNESS = 4;

  private static final int RAW = 32;
  private static final Pattern VKEY =
      Pattern.compile("([^+]{1,255})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]{1,100})");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is not of its form or the key is none
   */
  public NoteKey {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "the name of a key is a text without spaces, '+' and control characters");
    }
    if (type != LOG && type != WITNESS) {
      throw new IllegalArgumentException(
          "the key '" + name + "' is of type " + type + "; those of Ed25519 are 1 and 4");
    }
    if (raw.length != RAW) {
      throw new IllegalArgumentException("the key '" + name + "' is not an Ed25519 key");
    }
  }

  /** Whether this can name a key. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c));
  }

  /**
   * Reads the text of a key: {@code name+hash+base64}.
   *
   * @throws IllegalArgumentException if it is not of its form, or if its parts contradict each
   *     other
   */
  public static NoteKey parse(String vkey) {
    Matcher found = VKEY.matcher(vkey);
    byte[] typed =
        found.matches() ? Base64Text.decode(found.group(3)).orElse(new byte[0]) : new byte[0];
    if (typed.length == 0) {
      throw new IllegalArgumentException(
          "the key of a witness is a text of the form name+hash+base64, as the witness gives it");
    }
    NoteKey key = new NoteKey(found.group(1), typed[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!String.format(Locale.ROOT, "%08x", key.id()).equals(found.group(2))) {
      throw new IllegalArgumentException(
          "the hash in the key '" + key.name() + "' is not that of its name and key");
    }
    return key;
  }

  /** The text of the key. */
  public String text() {
    byte[] typed = ByteBuffer.allocate(1 + raw.length).put(type).put(raw).array();
    String base64 = Base64.getEncoder().encodeToString(typed);
    return name + "+" + String.format(Locale.ROOT, "%08x", id()) + "+" + base64;
  }

  /** The number by which a signature names this key, beside its name. */
  public int id() {
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    named.write('\n');
    named.write(type);
    named.writeBytes(raw);
    return ByteBuffer.wrap(HashTree.sha256().digest(named.toByteArray())).getInt();
  }

  /** Whether a signature says that it is by this key. */
  boolean isNamedBy(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == id();
  }

  /** Whether this is the same key, under whatever name. */
  boolean isSameKey(NoteKey other) {
    return Arrays.equals(raw, other.raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey key
        && name.equals(key.name)
        && type == key.type
        && Arrays.equals(raw, key.raw);
  }

  @Override
  public int hashCode() {
    return id();
  }

  @Override
  public String toString() {
    return text();
  }
}
