package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a log to write to it: makes it, or reads it and mends what a crash left. Use once. */
final class LogOpening {
  private static final byte[] NOTHING = {};

  private final LogFolder folder;
  private final JournalOptions options;
  private final Disk disk;
  private final SideFiles sideFiles;
  private final Optional<LogJson> made;

  LogOpening(LogFolder folder, JournalOptions options, Disk disk) {
    this(folder, options, disk, Optional.empty());
  }

  /**
   * Opens a log, and makes it if it is not there.
   *
   * @param made what one that is made now is; if nothing, it goes on from no other
   */
  LogOpening(LogFolder folder, JournalOptions options, Disk disk, Optional<LogJson> made) {
    this.made = made;
    this.folder = folder;
    this.options = options;
    this.disk = disk;
    this.sideFiles = new SideFiles(folder, disk);
  }

  OpenedLog open() {
    return open(false);
  }

  /**
   * The same.
   *
   * @param alsoEnded whether it may be one that another log goes on from
   */
  OpenedLog open(boolean alsoEnded) {
    try {
      new LogSuccession(folder, disk).finish();
      makeFolder(folder.dir().toAbsolutePath());
      FolderLock lock = FolderLock.take(folder.dir());
      try {
        return open(lock, alsoEnded);
      } catch (IOException | RuntimeException | Error e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalException("the log in '" + folder.dir() + "' cannot be opened: " + e, e);
    }
  }

  private void makeFolder(Path made) throws IOException {
    if (!Files.isDirectory(made)) {
      Path parent = Objects.requireNonNull(made.getParent());
      makeFolder(parent);
      Files.createDirectory(made);
      disk.forceFolder(parent);
    }
  }

  private OpenedLog open(FolderLock lock, boolean alsoEnded) throws IOException {
    boolean found = folder.holdsLog();
    if (!found) {
      new LogSuccession(folder, disk).refuseIfUnderWay();
    }
    for (Path each : folder.folders()) {
      makeFolder(each);
    }
    removeTemporary();
    if (!found) {
      sideFiles.put(folder.logJson(), about().bytes());
    }
    String origin = folder.originOrRefuse();
    makeJournal();
    return new LogLoading(folder, origin, options, disk, alsoEnded).load(lock, sideFiles);
  }

  /** Without a journal the log was just made, or a crash came before its first line. */
  private void makeJournal() throws IOException {
    if (!Files.exists(folder.journal(), LinkOption.NOFOLLOW_LINKS)) {
      if (folder.headSizes().length > 0) {
        throw new JournalException(
            "'" + folder.journal() + "' is missing, though heads of it are there");
      }
      disk.put(folder.journal(), NOTHING, folder.temporary().resolve("journal.jsonl"));
    }
  }

  private LogJson about() {
    return made.orElseGet(
        () ->
            LogJson.of(
                LogJson.newOrigin(options.name()), options.clock().instant(), Optional.empty()));
  }

  private void removeTemporary() throws IOException {
    try (Stream<Path> left = Files.list(folder.temporary())) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
  }
}
