package dev.interlock.audit;

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
 */
public record Verification(
    Verdict verdict,
    long lines,
    OptionalLong badLine,
    Optional<String> reason,
    long uncovered,
    long tornBytes) {

  /** The findings there are. None of them is just "OK": each says how far it reaches. */
  public enum Verdict {
    /** Chain and heads hold; a cut tail or a replaced log could not be seen. */
    OK_UNANCHORED("OK-UNANCHORED", 0),
    /** The same; a torn tail was cut off once, and that is recorded. */
    RECOVERED("RECOVERED", 0),
    /** What is there holds, but the run asked about has not ended, or the last line is torn. */
    INCOMPLETE("INCOMPLETE", 10),
    /** A line, a head or a file beside the events is not what was written. */
    TAMPERED("TAMPERED", 11),
    /** A head covers more lines than there are. */
    ROLLED_BACK("ROLLED-BACK", 12);

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
