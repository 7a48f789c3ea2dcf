package dev.interlock.record;

import dev.interlock.internal.approval.ApprovalText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The append-only record of runs: the only state an engine has.
 *
 * <p>Safe for many threads. After the first failed write or force a journal refuses everything:
 * nothing that waited for it is told as done.
 */
public interface Journal extends AutoCloseable {

  /** The kinds of files that stand beside the events, named by the digest of what they hold. */
  enum Side {
    /** Definitions: the canonical outline. */
    OUTLINE,
    /** What people were shown at a gate. */
    SHOWN,
    /** Values and evidence that are large or sensitive: 16 random bytes, then the content. */
    BLOB
  }

  /** A journal in memory, chained and hashed like one on disk; for tests and for trying things. */
  static Journal inMemory() {
    return new InMemoryJournal();
  }

  /** The name of this log: {@code name/log id}, the id of 32 hex digits. */
  String origin();

  /**
   * Appends an event; its place is fixed, but it is not durable before a force.
   *
   * @param data a JSON object; the line may have at most 65,536 bytes
   * @throws JournalException if it cannot be appended
   * @throws IllegalArgumentException if the line would be too long; nothing was appended
   */
  Entry append(Instant at, RunId run, String event, Json data);

  /**
   * Makes all that was appended so far durable.
   *
   * <p>May do the work on the calling thread. Completes exceptionally with a {@link
   * JournalException} if it is not durable; it may complete on the journal's own thread, where
   * nothing that takes long may be done.
   */
  CompletionStage<Void> force();

  /** The events of a run in their order; none if the run is unknown. */
  List<Entry> entries(RunId run);

  /** All runs of this log in the order in which they were started. */
  List<RunId> runs();

  /**
   * Keeps a file beside the events, durably, unless it is there already.
   *
   * @return the SHA-256 of the content, 64 hex digits
   */
  String keep(Side side, byte[] content);

  /** What was kept under this digest, if it is there and still has it. */
  Optional<byte[]> kept(Side side, String sha256);

  /** The newest head that this log has written down; before the first one, that of no line. */
  default Head head() {
    return Head.none();
  }

  /** Whether this log once was what the head says. */
  default boolean had(Head head) {
    return head.equals(Head.none());
  }

  /** Whether its heads are signed. */
  default boolean signsHeads() {
    return false;
  }

  /**
   * Keeps a signed answer to a gate beside the events, durably.
   *
   * @param nonce the nonce of the presentation that it answers, 32 hex digits
   * @return the name under which the text is kept
   * @throws JournalException if it could not be kept, or this journal keeps none
   */
  default String keepApproval(String nonce, Approval approval) {
    throw new JournalException("this journal keeps no signed answers");
  }

  /** What was kept under this name, if it is there. */
  default Optional<Approval> approval(String name) {
    return Optional.empty();
  }

  /**
   * What a log was at some time.
   *
   * @param size how many lines it had
   * @param root their tree hash, base64
   */
  record Head(long size, String root) {
    /** What every log was before its first line. */
    public static Head none() {
      ApprovalText.Head none = ApprovalText.Head.none();
      return new Head(none.size(), none.root());
    }
  }

  /**
   * An answer to a gate that somebody signed.
   *
   * @param text what was signed, ASCII
   * @param signature as {@code ssh-keygen -Y sign} writes it
   */
  record Approval(String text, String signature) {}

  /** Lets go of the log; what was appended and not forced is forced first. */
  @Override
  void close();
}
