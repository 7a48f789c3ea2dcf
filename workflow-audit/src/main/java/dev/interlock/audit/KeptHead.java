package dev.interlock.audit;

import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A head that somebody kept: a checkpoint, or a signed note of one. Who signed is not looked at
 * here. Immutable.
 *
 * @param note with its signatures, none if it is a plain checkpoint
 */
record KeptHead(Head head, SignedNote note) {

  /**
   * Reads it.
   *
   * @throws MalformedNoteException if the bytes are neither
   */
  static KeptHead parse(byte[] bytes) throws MalformedNoteException {
    Optional<Head> plain = Head.parse(bytes);
    if (plain.isPresent()) {
      return new KeptHead(plain.get(), new SignedNote(plain.get().text(), List.of()));
    }
    SignedNote note = SignedNote.parse(bytes);
    Head head =
        Head.parse(note.text().getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> new MalformedNoteException("the note is not about a head of a log"));
    return new KeptHead(head, note);
  }
}
