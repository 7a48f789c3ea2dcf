package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a log in the place of the one that it goes on from. It was made beside, as {@code
 * <folder>.new}; between the two renames its place is empty, and nobody may make another log there.
 */
final class LogSuccession {
  private final LogFolder folder;
  private final Path dir;
  private final Disk disk;

  /** At the place of a log, whether there is one or not. */
  LogSuccession(LogFolder folder, Disk disk) {
    this.folder = folder;
    this.dir = folder.dir().toAbsolutePath().normalize();
    this.disk = disk;
  }

  /** Where the log is made that goes on. */
  LogFolder next() {
    return new LogFolder(Path.of(dir + ".new"));
  }

  /** What the log is that was made to go on, if there is one. */
  Optional<LogJson> waiting() {
    return next().about().filter(about -> about.continues().isPresent());
  }

  /** Gives the place of a log to the one that goes on, where only that was left to do. */
  void finish() throws IOException {
    Optional<LogJson> waiting = folder.holdsLog() ? Optional.empty() : waiting();
    if (waiting.isPresent()) {
      removeTraces();
      moveIn(waiting.get());
    }
  }

  /** Somebody else may have moved it meanwhile, which is as good. */
  private void moveIn(LogJson waiting) throws IOException {
    try {
      disk.rename(next().dir(), dir);
    } catch (IOException e) {
      if (!folder.about().equals(Optional.of(waiting))) {
        throw e;
      }
    }
  }

  /** Whoever wanted to open the log between the two renames left an empty folder and a lock. */
  private void removeTraces() throws IOException {
    if (Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(dir.resolve("journal.lock"));
      Files.delete(dir);
    }
  }

  /**
   * Makes sure that no log is made in a place that belongs to another.
   *
   * @throws JournalException if a log waits to be put there
   */
  void refuseIfUnderWay() {
    if (waiting().isPresent()) {
      throw new JournalException(
          "the log in '" + folder.dir() + "' is just being rotated; open it again");
    }
  }

  /**
   * Puts the log that was made in the place of this one, which keeps its files under a new name.
   */
  Path replace(LogJson ended) throws IOException {
    LogJson waiting = waiting().orElseThrow();
    disk.put(folder.continuedJson(), waiting.bytes(), folder.temporary().resolve("continued.json"));
    Path aside = freeName(ended);
    disk.rename(dir, aside);
    moveIn(waiting);
    return aside;
  }

  private Path freeName(LogJson ended) {
    String name = dir.getFileName() + "-" + ended.created().substring(0, "2026-01-01".length());
    Path free = dir.resolveSibling(name);
    for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = dir.resolveSibling(name + "-" + i);
    }
    return free;
  }

  /** The folder beside this one that holds the log of an origin. */
  Optional<Path> beside(String origin) throws IOException {
    try (Stream<Path> siblings = Files.list(Objects.requireNonNull(dir.getParent()))) {
      return siblings
          .filter(sibling -> !sibling.equals(dir))
          .filter(
              sibling ->
                  new LogFolder(sibling)
                      .about()
                      .filter(about -> about.origin().equals(origin))
                      .isPresent())
          .findFirst();
    }
  }
}
