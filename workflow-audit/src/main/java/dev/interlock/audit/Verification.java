package dev.interlock.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found when a log was verified. Immutable.
 *
 * @param verdict the finding in one word
 * @param lines how many lines hold, from the first on
 * @param badLine the number of the first bad line, counted from 1, if a line is bad
 * @param reason what is wrong; nothing if nothing is
 * @param uncovered how many of the lines that hold come after the last head
 * @param tornBytes how many bytes a crash left after the last line that holds
 * @param erased how many blobs are gone because they were erased, which is recorded
 * @param signedBy what names the key that signs the largest head, if it is signed; whether that key
 *     may sign heads was looked at only if it was asked
 * @param anchored how many lines the largest head covers that the caller kept, if there is one
 * @param witnesses who vouches for the largest head that any of the witnesses asked about does
 * @param notes what was not looked at, each a sentence
 */
public record Verification(
    Verdict verdict,
    long lines,
    OptionalLong badLine,
    Optional<String> reason,
    long uncovered,
    long tornBytes,
    long erased,
    Optional<String> signedBy,
    OptionalLong anchored,
    List<String> witnesses,
    List<String> notes) {

  /** Copies the lists. */
  public Verification {
    witnesses = List.copyOf(witnesses);
    notes = List.copyOf(notes);
  }

  /** The findings there are. None of them is just "OK": each says how far it reaches. */
  public enum Verdict {
    /** Chain, heads and signatures hold, and a head that somebody else holds is contained. */
    OK_WITNESSED("OK-WITNESSED", 0),
    /** The same with a head that the caller kept. */
    OK_ANCHORED("OK-ANCHORED", 0),
    /** Chain, heads and runs hold; a cut tail or a replaced log could not be seen. */
    OK_UNANCHORED("OK-UNANCHORED", 0),
    /** The same; a torn tail was cut off once, and that is recorded. */
    RECOVERED("RECOVERED", 0),
    /**
     * What is there holds, but the run asked about has not ended or was made by a test kit, or the
     * last line is torn.
     */
    INCOMPLETE("INCOMPLETE", 10),
    /** A line, a head or a file beside the events is not what an engine wrote. */
    TAMPERED("TAMPERED", 11),
    /** A head covers more lines than there are, or a kept head is not contained. */
    ROLLED_BACK("ROLLED-BACK", 12),
    /** A head is not signed by a key that may sign heads, or an answer not by who is said to. */
    UNKNOWN_KEY("UNKNOWN-KEY", 13);

    private final String word;
    private final int exitCode;

    Verdict(String word, int exitCode) {
      this.word = word;
      this.exitCode = exitCode;
    }

    /** The word for people and reports, such as {@code ROLLED-BACK}. */
    public String word() {
      return word;
    }

    /** The exit code of a command that reports this. */
    public int exitCode() {
      return exitCode;
    }
  }
}
