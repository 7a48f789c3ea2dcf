package dev.interlock.audit.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature line of a note. Immutable.
 *
 * @param name whose key it names
 * @param keyId which of the keys of that name
 * @param bytes the signature itself
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its line
public record NoteSignature(String name, int keyId, byte[] bytes) {
  private static final int ID = Integer.BYTES;
  private static final Pattern LINE = Pattern.compile("\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)");

  /** Reads a line without its newline; empty if it is of another form. */
  static Optional<NoteSignature> parse(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches() || !NoteKey.isName(found.group(1))) {
      return Optional.empty();
    }
    return Base64Text.decode(found.group(2))
        .filter(all -> all.length > ID)
        .map(
            all ->
                new NoteSignature(
                    found.group(1),
                    ByteBuffer.wrap(all).getInt(),
                    Arrays.copyOfRange(all, ID, all.length)));
  }

  /** The line with its newline. */
  public String line() {
    byte[] all = ByteBuffer.allocate(ID + bytes.length).putInt(keyId).put(bytes).array();
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
  }

  /** Whether both name the same key. */
  boolean isOfSameKey(NoteSignature other) {
    return name.equals(other.name) && keyId == other.keyId;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature signature && line().equals(signature.line());
  }

  @Override
  public int hashCode() {
    return line().hashCode();
  }
}
