package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest head of a log in a file elsewhere: on another disk, in a folder that another
 * user owns, on a share. It holds the checkpoint text and nothing else, and is replaced as a whole.
 *
 * <p>It never goes back. If it holds a head that the log does not go on from, the log was rolled
 * back; that is an error in the log output, and the file stays as it is. Use one file for one log.
 * Safe for many threads.
 */
public final class FileAnchor implements Anchor {
  private static final int MOST_BYTES = 1 << 10;

  private final Path file;

  /** What it wrote last itself: the log was asked about that before. */
  private final AtomicReference<@Nullable Head> written = new AtomicReference<>();

  private FileAnchor(Path file) {
    this.file = file;
  }

  /** Keeps heads in this file; its folder must be there. */
  public static FileAnchor at(Path file) {
    return new FileAnchor(file.toAbsolutePath());
  }

  @Override
  public String name() {
    return file.toString();
  }

  /**
   * {@inheritDoc}
   *
   * @throws JournalException if the file lies in the log's own folder, also by way of a link, or
   *     cannot be there
   */
  @Override
  public void refuseIfUnfit(Log log) {
    try {
      place(log);
    } catch (IOException e) {
      throw new JournalException(
          "the anchor '" + file + "' cannot be used: " + Handover.reason(e), e);
    }
  }

  /** Where the file really is. */
  private Path place(Log log) throws IOException {
    Path place =
        Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            ? file.toRealPath()
            : Objects.requireNonNull(file.getParent()).toRealPath().resolve(file.getFileName());
    if (place.startsWith(log.folder().toRealPath())) {
      throw new IOException(
          "it lies in the folder of the log, where it shares its fate; name a file elsewhere");
    }
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      throw new IOException("it is not a regular file");
    }
    return place;
  }

  @Override
  public void take(Head head, Log log) throws IOException {
    Path place = place(log);
    Optional<Head> kept = kept(place);
    Optional<Head> continues = new LogFolder(log.folder()).about().flatMap(LogJson::continues);
    if (kept.isPresent() && !kept.equals(continues)) {
      refuseIfRolledBack(kept.get(), head, log);
    }
    if (!kept.equals(Optional.of(head))) {
      Path temporary = place.resolveSibling(place.getFileName() + ".new");
      LocalDisk.INSTANCE.put(place, head.bytes(), temporary);
    }
    written.set(head);
  }

  private static Optional<Head> kept(Path place) throws IOException {
    if (!Files.exists(place)) {
      return Optional.empty();
    }
    return Optional.of(
        Head.parse(SmallFile.read(place, MOST_BYTES))
            .orElseThrow(
                () ->
                    new IOException(
                        "'" + place + "' is not a head; look what it is and move it away")));
  }

  private void refuseIfRolledBack(Head kept, Head head, Log log) throws IOException {
    if (!kept.origin().equals(head.origin())) {
      throw new IOException(
          "'"
              + file
              + "' holds a head of another log, '"
              + kept.origin()
              + "'; give each log a file of its own");
    }
    if (kept.size() > head.size()) {
      throw new RolledBackException(
          "'" + file + "' holds a head of " + kept.size() + " lines; it is kept");
    }
    boolean known = kept.equals(written.get()) || kept.equals(head);
    if (!known && !log.head(kept.size()).equals(kept)) {
      throw new RolledBackException(
          "'"
              + file
              + "' holds a head of "
              + kept.size()
              + " lines with another root than the log has there; it is kept");
    }
  }
}
