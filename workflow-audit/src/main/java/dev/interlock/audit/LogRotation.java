package dev.interlock.audit;

import dev.interlock.record.Entry;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ends a log and begins another that goes on from it, so that no log grows forever. The folder
 * keeps its name for the new log; the old one lies beside it under a name with its date, and is
 * verified as before.
 *
 * <p>A crash loses nothing: rotating again does the rest. Safe for many threads, as only one
 * process at a time writes to a log. Source of the form: {@code docs/record.md}, "Rotation".
 */
public final class LogRotation {
  private static final int NAMED = 5;

  private final LogFolder folder;
  private final JournalOptions options;
  private final Disk disk;
  private final LogSuccession succession;

  private LogRotation(LogFolder folder, JournalOptions options, Disk disk) {
    this.folder = folder;
    this.options = options;
    this.disk = disk;
    this.succession = new LogSuccession(folder, disk);
  }

  /**
   * Rotates the log in a folder. All its runs must have ended.
   *
   * @return the folder in which the old log is now
   * @throws WorkflowException if a run has not ended, if nothing is recorded yet, or if another log
   *     goes on from it already; nothing was changed
   * @throws JournalException if it cannot be opened or written; rotate it again
   */
  public static Path rotate(Path dir, JournalOptions options) {
    return rotate(dir, options, LocalDisk.INSTANCE);
  }

  static Path rotate(Path dir, JournalOptions options, Disk disk) {
    try {
      return new LogRotation(new LogFolder(dir.toAbsolutePath().normalize()), options, disk)
          .rotate();
    } catch (IOException e) {
      throw new JournalException(
          "the log in '" + dir + "' is not rotated yet: " + e + "; rotate it again", e);
    }
  }

  private Path rotate() throws IOException {
    Optional<LogJson> waiting = folder.holdsLog() ? Optional.empty() : succession.waiting();
    if (waiting.isPresent()) {
      succession.finish();
      Head last = waiting.get().continues().orElseThrow();
      return succession.beside(last.origin()).orElse(folder.dir());
    }
    folder.refuseIfNone();
    LogJson ended = folder.aboutOrRefuse();
    String origin = end();
    FolderLock lock = FolderLock.take(folder.dir());
    try {
      return replace(ended, origin);
    } finally {
      lock.close();
    }
  }

  /** Ends the log, if it has not, and says who goes on. */
  private String end() throws IOException {
    try (FileJournal journal = FileJournal.openEnded(folder.dir(), options, disk)) {
      if (journal.continuedBy().isPresent()) {
        refuseIfReplaced(journal.continuedBy().get());
        return journal.continuedBy().get();
      }
      refuseIfInTheWay();
      refuseIfEmpty();
      refuseIfAtWork(journal);
      String origin = LogJson.newOrigin(journal.origin().split("/", 2)[0]);
      journal.end(origin);
      return origin;
    }
  }

  private void refuseIfReplaced(String origin) {
    if (folder.read(folder.continuedJson()).isPresent() && succession.waiting().isEmpty()) {
      throw new WorkflowException(
          "the log in '"
              + folder.dir()
              + "' was rotated already: the log '"
              + origin
              + "' goes on from it");
    }
  }

  private void refuseIfInTheWay() {
    Path next = succession.next().dir();
    if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
      throw new WorkflowException(
          "the new log would be made in '" + next + "', which is there; move it away");
    }
  }

  private void refuseIfEmpty() throws IOException {
    if (Files.size(folder.journal()) == 0) {
      throw new WorkflowException(
          "nothing is recorded in the log in '"
              + folder.dir()
              + "' yet: there is nothing to rotate");
    }
  }

  private void refuseIfAtWork(FileJournal journal) {
    List<RunId> open = journal.runs().stream().filter(run -> !hasEnded(journal, run)).toList();
    if (!open.isEmpty()) {
      String named =
          open.stream().limit(NAMED).map(run -> "'" + run + "'").collect(Collectors.joining(", "));
      String more = open.size() > NAMED ? " and " + (open.size() - NAMED) + " more" : "";
      throw new WorkflowException(
          "the log is not rotated while runs have not ended: "
              + named
              + more
              + ". Let them end, or cancel them");
    }
  }

  private static boolean hasEnded(FileJournal journal, RunId run) {
    return journal.entries(run).stream().map(Entry::name).anyMatch(LineChecks.TERMINAL::contains);
  }

  /** Under the lock, which moves along with the folder. */
  private Path replace(LogJson ended, String origin) throws IOException {
    if (!folder.about().equals(Optional.of(ended))) {
      throw new JournalException("somebody else just rotated the log in '" + folder.dir() + "'");
    }
    Head last =
        folder
            .read(folder.head(LogFolder.largest(folder.headSizes())))
            .flatMap(Head::parse)
            .orElseThrow(() -> new IOException("its last head is missing"));
    make(LogJson.of(origin, options.clock().instant(), Optional.of(last)));
    return succession.replace(ended);
  }

  private void make(LogJson about) {
    JournalOptions alone = options.anchors(new Anchor[0]);
    new LogOpening(succession.next(), alone, disk, Optional.of(about)).open().close();
    String made = succession.next().originOrRefuse();
    if (!made.equals(about.origin())) {
      throw new JournalException(
          "'" + succession.next().dir() + "' holds another log, '" + made + "'; move it away");
    }
  }
}
