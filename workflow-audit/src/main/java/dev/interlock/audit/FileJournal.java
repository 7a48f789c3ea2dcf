package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A journal in a folder: one line of JSON for each event, each with the hash of the line before it.
 *
 * <p>One writer at a time, in this process or any other. Safe for many threads; an interrupt does
 * no harm to it. The first write or force that fails makes it refuse everything, and nothing that
 * waited is told as done. Source of the format: {@code docs/record.md}.
 */
public final class FileJournal extends FolderJournal {
  private static final Set<String> SETTLING =
      Set.of("run.waiting", "run.completed", "run.rejected", "run.failed", "run.cancelled");

  private final OpenedLog log;
  private final LineStore lines;
  private final ReentrantLock lock;
  private final Committer committer;
  private byte[] prev;
  private boolean closed;

  FileJournal(LogFolder folder, OpenedLog log) {
    super(folder, log.origin());
    this.log = log;
    this.prev = log.prev();
    this.lines = log.lines();
    this.lock = lines.lock();
    this.committer = new Committer(lines, log.file(), log.heads(), System::nanoTime);
    committer.start();
  }

  /**
   * Opens the log in a folder to write to it, and makes folder and log if they are not there.
   *
   * <p>What a crash left after the last line is cut off and recorded as {@code record.recovered}.
   *
   * @throws JournalLockedException if somebody else writes to it
   * @throws JournalException if it cannot be opened, or if it is not as it was written; the message
   *     names the line
   */
  public static FileJournal open(Path dir) {
    return open(dir, JournalOptions.standard());
  }

  /**
   * The same with options.
   *
   * @see #open(Path)
   */
  public static FileJournal open(Path dir, JournalOptions options) {
    return open(dir, options, LocalDisk.INSTANCE);
  }

  static FileJournal open(Path dir, JournalOptions options, Disk disk) {
    LogFolder folder = new LogFolder(dir);
    return new FileJournal(folder, new LogOpening(folder, options, disk).open());
  }

  /** Opens a log that is there, also one that has ended. */
  static FileJournal openEnded(Path dir, JournalOptions options, Disk disk) {
    LogFolder folder = new LogFolder(dir);
    folder.refuseIfNone();
    return new FileJournal(folder, new LogOpening(folder, options, disk).open(true));
  }

  /**
   * Opens the log in a folder to read it, as it stands now. Nothing is locked or written; another
   * process may go on writing to it, and what a crash left after the last line is passed over.
   *
   * @throws JournalException if there is no log, or if it is not as it was written; the message
   *     names the line
   */
  public static Journal readOnly(Path dir) {
    return ReadOnlyJournal.open(new LogFolder(dir));
  }

  @Override
  public Entry append(Instant at, RunId run, String event, Json data) {
    Instant micros = at.truncatedTo(ChronoUnit.MICROS);
    return new Entry(append(micros, run.value(), event, data.bytes()), micros, run, event, data);
  }

  private long append(Instant at, String run, String event, byte[] data) {
    Line line;
    boolean full;
    lock.lock();
    try {
      refuse();
      line = Line.compose(lines.size(), prev, at, run, event, data);
      add(line);
      full = lines.batches().isFull();
    } finally {
      lock.unlock();
    }
    if (full && !committer.isOwnThread()) {
      relieve();
    }
    return line.seq();
  }

  /** The origin of the log that goes on from this one, if it had ended when it was opened. */
  Optional<String> continuedBy() {
    return log.continuedBy();
  }

  /** Ends the log, durably: the one of this origin goes on from it. */
  void end(String newOrigin) {
    Instant now = log.clock().instant().truncatedTo(ChronoUnit.MICROS);
    append(now, Line.NO_RUN, LogEnd.event(), LogEnd.data(newOrigin));
    relieve();
  }

  private void add(Line line) {
    try {
      byte[] leaf = line.leafHash();
      lines.add(line, leaf, SETTLING.contains(line.event()));
      prev = leaf;
    } catch (RuntimeException | Error e) {
      throw committer.poison("an event could not be put in its place", e);
    }
  }

  /** Refuses if nothing may be asked of this journal any more; under the lock. */
  private void refuse() {
    if (closed) {
      throw new JournalException("the journal in '" + folder().dir() + "' is closed");
    }
    committer.refuseIfFailed();
  }

  /** Waits for the disk where much was appended and not forced. */
  private void relieve() {
    try {
      committer.force().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new JournalException(String.valueOf(e.getCause()), e);
    }
  }

  @Override
  public CompletionStage<Void> force() {
    try {
      check();
    } catch (JournalException e) {
      return CompletableFuture.failedStage(e);
    }
    return committer.force();
  }

  @Override
  void check() {
    lock.lock();
    try {
      refuse();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Entry> entries(RunId run) {
    check();
    return lines.entries(run);
  }

  @Override
  public List<RunId> runs() {
    check();
    return lines.runs();
  }

  @Override
  public String keep(Side side, byte[] content) {
    check();
    try {
      return log.sideFiles().keep(side, content);
    } catch (IOException e) {
      throw committer.poison("a file beside the events could not be kept", e);
    }
  }

  @Override
  public boolean signsHeads() {
    return log.signed();
  }

  @Override
  public String keepApproval(String nonce, Approval approval) {
    check();
    try {
      return log.sideFiles().keepApproval(nonce, approval);
    } catch (IOException e) {
      throw committer.poison("a signed answer could not be kept", e);
    }
  }

  /** How far each anchor is, in the order of {@link JournalOptions#anchors()}. */
  public List<Anchor.Standing> anchors() {
    return log.anchors().standings();
  }

  /**
   * What {@link #erase} would erase of a run; nothing is changed.
   *
   * @throws WorkflowException if it would refuse
   */
  public static List<Event.Blob> erasable(Journal journal, RunId run) {
    return Erasure.of(journal, run).blobs();
  }

  /** Erases as {@link #erase(RunId, Principal)}, also in a log that another one goes on from. */
  public static List<Event.Blob> erase(Path dir, JournalOptions options, RunId run, Principal by) {
    try (FileJournal journal = openEnded(dir, options, LocalDisk.INSTANCE)) {
      return journal.erase(run, by);
    }
  }

  /**
   * Erases the blobs of a run that has ended, for good. That is recorded first, in the run itself;
   * where a crash came before the files were gone, asking again takes them away.
   *
   * @return what was erased; nothing if there was nothing any more
   * @throws WorkflowException if there is no such run, if it has not ended, or if the run that
   *     asked for it has not
   * @throws JournalException if it could not be recorded, or a file could not be taken away
   */
  public List<Event.Blob> erase(RunId run, Principal by) {
    Erasure erasure = Erasure.of(this, run);
    if (erasure.blobs().isEmpty()) {
      return List.of();
    }
    for (Event.Blob blob : erasure.blobs()) {
      if (!erasure.recorded().contains(blob.sha256())) {
        Event event = new Event.BlobErased(blob.sha256(), by.name());
        append(log.clock().instant(), run, event.name(), event.json());
      }
    }
    relieve();
    try {
      log.sideFiles().erase(Side.BLOB, erasure.blobs().stream().map(Event.Blob::sha256).toList());
    } catch (IOException e) {
      throw new JournalException(
          "not all blobs of run '" + run + "' could be taken away; erase it again", e);
    }
    return erasure.blobs();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits until the anchors have taken the last head, for a bounded time: see {@link
   * JournalOptions#anchorLimit()}.
   *
   * @throws JournalException if that fails, or if a required anchor did not take the last head; the
   *     log is let go of all the same
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lock.unlock();
    }
    log.anchors().offerAgain();
    try {
      committer.close();
    } finally {
      log.close();
    }
    log.anchors().refuseIfUntaken();
  }
}
