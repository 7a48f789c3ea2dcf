package dev.interlock.audit.note;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks who vouches for a note. */
public final class Cosignatures {
  private Cosignatures() {}

  /**
   * The cosignatures of these witnesses on a note, at most one by each key. Signatures that name no
   * key of theirs are passed over.
   *
   * @throws MalformedNoteException if a signature that names a key of theirs does not hold: such a
   *     note is not to be believed at all
   */
  public static List<Cosignature> verify(SignedNote note, Collection<NoteKey> witnesses)
      throws MalformedNoteException {
    List<Cosignature> found = new ArrayList<>();
    for (NoteSignature signature : note.signatures()) {
      for (NoteKey witness : witnesses) {
        if (witness.isNamedBy(signature)) {
          Cosignature held =
              Cosignature.verify(witness, note.text(), signature).orElseThrow(() -> bad(witness));
          if (found.stream().noneMatch(other -> other.witness().isSameKey(witness))) {
            found.add(held);
          }
        }
      }
    }
    return found;
  }

  private static MalformedNoteException bad(NoteKey key) {
    return new MalformedNoteException(
        "the note has a signature in the name of '" + key.name() + "' that does not hold");
  }

  /**
   * The signature of a log on its own checkpoint; empty if there is none.
   *
   * @throws MalformedNoteException if there is one that does not hold
   */
  public static Optional<NoteSignature> ofLog(SignedNote note, NoteKey log)
      throws MalformedNoteException {
    Optional<NoteSignature> found = Optional.empty();
    for (NoteSignature signature : note.signatures()) {
      if (log.isNamedBy(signature)) {
        if (log.type() != NoteKey.LOG
            || !Ed25519.holds(log.raw(), note.textBytes(), signature.bytes())) {
          throw bad(log);
        }
        found = Optional.of(signature);
      }
    }
    return found;
  }
}
