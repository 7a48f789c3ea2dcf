package dev.interlock.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place outside the log that keeps its heads, so that a log which was cut off or replaced can be
 * told from the one that was written: see {@link FileAnchor} and {@link WitnessAnchor}.
 *
 * <p>Every head is handed over once it is durable, on a thread of the anchor's own. A run never
 * waits for that. While an anchor is busy only the newest head is kept for it; one that it did not
 * take is not handed over again, the next one is. Called by one thread at a time for each journal.
 */
public interface Anchor {

  /** What messages call it. */
  String name();

  /**
   * Whether the journal complains when it is closed and this anchor does not hold its newest head.
   */
  default boolean isRequired() {
    return false;
  }

  /**
   * Asked once when a log is opened to be written, before anything is handed over.
   *
   * @throws dev.interlock.record.WorkflowException if this anchor can be none of this log, which is
   *     then not opened
   */
  default void refuseIfUnfit(Log log) {}

  /**
   * Keeps a head; returns when it is kept.
   *
   * @throws IOException if it is not; the message says why and what to do
   * @throws InterruptedException if it took too long
   */
  void take(Head head, Log log) throws IOException, InterruptedException;

  /** The same as one without which a journal does not close in silence. */
  default Anchor required() {
    return new RequiredAnchor(this);
  }

  /** What an anchor may ask of the log whose head it is handed. Safe for many threads. */
  interface Log {
    /** The folder of the log. */
    Path folder();

    /**
     * The head of the first lines; they are read for it, all of them.
     *
     * @throws IOException if there are not so many
     */
    Head head(long size) throws IOException;

    /**
     * The consistency proof of RFC 6962 between two heads; the lines are read for it, all of them.
     *
     * @throws IOException if there are not so many
     */
    List<byte[]> consistency(long from, long to) throws IOException;

    /**
     * Keeps a signed note of a head beside it; signatures that are kept there already stay.
     *
     * @throws IOException if it is none of this head, or if the log is closed
     */
    void keepNote(Head head, byte[] note) throws IOException;
  }

  /**
   * How far an anchor is. Immutable.
   *
   * @param anchor its name
   * @param required see {@link Anchor#isRequired()}
   * @param newest how many lines the newest head covers; 0 if there is none yet
   * @param taken how many lines the last head covers that it took since the log was opened
   * @param problem why it did not take the last one that it was handed, if it did not
   */
  record Standing(
      String anchor, boolean required, long newest, long taken, Optional<String> problem) {
    /** Whether it holds the newest head. */
    public boolean holdsNewest() {
      return newest == taken;
    }
  }
}
