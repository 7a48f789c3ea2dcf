package dev.interlock.audit;

import dev.interlock.People;
import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.NoteKey;
import dev.interlock.audit.note.SignedNote;
import dev.interlock.internal.sshsig.AllowedSigners;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.RevokedKeys;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether a log is as it was written: its chain of hashes, its heads, and the files that its
 * lines name; and whether each run is one that its outline allows: complete, in order, and with the
 * decisions that its gates ask for. Reads only, takes no lock, and needs memory for the runs that
 * have not ended; of one that ended, and of each blob, 16 bytes of hashes stay, in tables.
 *
 * <pre>{@code
 * Verification found = RecordVerifier.of(folder).allowedSigners(signers).keptHead(head).verify();
 * }</pre>
 *
 * <p>Somebody may be writing to the log; if a line is just being written, the finding can be {@link
 * Verification.Verdict#INCOMPLETE}. Immutable; safe for many threads.
 */
public final class RecordVerifier {
  private static final int MOST_BYTES = 1 << 20;

  private final LogFolder folder;
  private final Question question;

  /**
   * What a log is asked.
   *
   * @param run whether it has ended
   * @param kept heads that somebody kept elsewhere
   * @param signers whose keys may sign heads
   * @param witnesses the keys of those who may vouch for heads
   * @param people those who may have answered gates
   */
  record Question(
      Optional<RunId> run,
      List<KeptHead> kept,
      Optional<AllowedSigners> signers,
      List<NoteKey> witnesses,
      List<People> people) {
    static final Question PLAIN =
        new Question(Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());

    private Question kept(List<KeptHead> other) {
      return new Question(run, List.copyOf(other), signers, witnesses, people);
    }

    private Question signers(AllowedSigners other) {
      return new Question(run, kept, Optional.of(other), witnesses, people);
    }

    private Question witnesses(List<NoteKey> other) {
      return new Question(run, kept, signers, List.copyOf(other), people);
    }

    private Question people(List<People> other) {
      return new Question(run, kept, signers, witnesses, List.copyOf(other));
    }
  }

  private RecordVerifier(LogFolder folder, Question question) {
    this.folder = folder;
    this.question = question;
  }

  /** A verifier of the log in a folder; it reads nothing yet. */
  public static RecordVerifier of(Path dir) {
    return new RecordVerifier(new LogFolder(dir), Question.PLAIN);
  }

  /**
   * Verifies the log in a folder.
   *
   * @throws JournalException if there is no log, or if it cannot be read
   */
  public static Verification verify(Path dir) {
    return of(dir).verify();
  }

  /**
   * Verifies the log in a folder, and whether a run of it has ended.
   *
   * @throws JournalException if there is no log, if it cannot be read, or if it knows no such run
   */
  public static Verification verify(Path dir, RunId run) {
    return of(dir).run(run).verify();
  }

  /** The same that also asks whether a run has ended. */
  public RecordVerifier run(RunId run) {
    return with(
        new Question(
            Optional.of(run),
            question.kept(),
            question.signers(),
            question.witnesses(),
            question.people()));
  }

  /**
   * The same that also asks whether a head is contained that somebody kept elsewhere.
   *
   * @param file a checkpoint, or the signed note of one
   * @throws WorkflowException if it cannot be read or is neither
   */
  public RecordVerifier keptHead(Path file) {
    List<KeptHead> kept = new ArrayList<>(question.kept());
    try {
      kept.add(KeptHead.parse(SmallFile.read(file, SignedNote.MAX_BYTES)));
    } catch (MalformedNoteException e) {
      throw new WorkflowException("'" + file + "' holds no head of a log: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new WorkflowException("the head '" + file + "' cannot be read: " + e, e);
    }
    return with(question.kept(kept));
  }

  /**
   * The same that also asks whether every head is signed by a key that may sign heads then.
   *
   * @param file as {@code ssh-keygen} reads it; lines that are limited to other namespaces than
   *     {@code interlock-head-v1} say nothing of heads
   * @throws WorkflowException if it cannot be read or is not of its form, with all mistakes
   */
  public RecordVerifier allowedSigners(Path file) {
    try {
      return signers(
          AllowedSigners.parse(SmallFile.read(file, MOST_BYTES), ZoneId.systemDefault()));
    } catch (IOException | Malformed e) {
      throw new WorkflowException(
          "the allowed signers '" + file + "' cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The same without these keys, whatever the allowed signers say, which must be named before.
   *
   * @param file public keys, one a line
   * @throws WorkflowException if it cannot be read or is not of its form
   */
  public RecordVerifier revokedKeys(Path file) {
    AllowedSigners signers =
        question
            .signers()
            .orElseThrow(() -> new WorkflowException("name the allowed signers first"));
    try {
      return signers(signers.without(RevokedKeys.parse(SmallFile.read(file, MOST_BYTES))));
    } catch (IOException | Malformed e) {
      throw new WorkflowException(
          "the revoked keys '" + file + "' cannot be used: " + e.getMessage(), e);
    }
  }

  private RecordVerifier signers(AllowedSigners signers) {
    return with(question.signers(signers));
  }

  /**
   * The same that also looks for heads that this witness vouches for.
   *
   * @param key its key, as it gives it: {@code name+hash+base64}
   * @throws WorkflowException if it is not of its form
   */
  public RecordVerifier witness(String key) {
    List<NoteKey> witnesses = new ArrayList<>(question.witnesses());
    try {
      witnesses.add(NoteKey.parse(key));
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(String.valueOf(e.getMessage()), e);
    }
    return with(question.witnesses(witnesses));
  }

  /**
   * The same that also asks of every answer to a gate whether who gave it held the role then, and
   * signed it with a key of theirs. Call it once for each people that runs of the log go by: a run
   * names them by their digest, and one that names others makes the finding {@link
   * Verification.Verdict#INCOMPLETE}.
   */
  public RecordVerifier people(People people) {
    List<People> all = new ArrayList<>(question.people());
    all.add(people);
    return with(question.people(all));
  }

  private RecordVerifier with(Question other) {
    return new RecordVerifier(folder, other);
  }

  /**
   * Verifies.
   *
   * @throws JournalException if there is no log, if it cannot be read, or if it knows no such run
   */
  public Verification verify() {
    folder.refuseIfNone();
    try {
      return new LogVerification(folder, question).verify();
    } catch (IOException e) {
      throw new JournalException("the log in '" + folder.dir() + "' cannot be read: " + e, e);
    }
  }
}
