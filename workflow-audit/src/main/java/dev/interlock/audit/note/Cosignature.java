package dev.interlock.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a witness says when it cosigns a checkpoint: C2SP tlog-cosignature, {@code cosignature/v1}.
 * Immutable.
 *
 * @param witness whose key signed
 * @param time when, in seconds since 1970, as the witness says
 * @param signature the line in which it says so
 */
public record Cosignature(NoteKey witness, long time, NoteSignature signature) {
  private static final int LENGTH = Long.BYTES + 64;

  /** What a signature says about a text; empty if it does not hold. */
  static Optional<Cosignature> verify(NoteKey witness, String text, NoteSignature signature) {
    byte[] bytes = signature.bytes();
    if (witness.type() != NoteKey.WITNESS || bytes.length != LENGTH) {
      return Optional.empty();
    }
    long time = ByteBuffer.wrap(bytes).getLong();
    byte[] signed = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    return time > 0 && Ed25519.holds(witness.raw(), message(time, text), signed)
        ? Optional.of(new Cosignature(witness, time, signature))
        : Optional.empty();
  }

  /** What a witness signs. */
  public static byte[] message(long time, String text) {
    return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }
}
