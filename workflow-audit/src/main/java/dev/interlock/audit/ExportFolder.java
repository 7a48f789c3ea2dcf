package dev.interlock.audit;

import dev.interlock.record.WorkflowException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder in the making: its files are written beside the place where it will stand, and all at
 * once it stands there. Only its owner may read it. Use from one thread.
 */
final class ExportFolder implements AutoCloseable {
  private static final String SUMS = "SHA256SUMS";

  private final Path place;
  private final Path temporary;
  private final SortedMap<String, String> digests = new TreeMap<>();

  private ExportFolder(Path place, Path temporary) {
    this.place = place;
    this.temporary = temporary;
  }

  /**
   * Makes sure that a folder can be made here.
   *
   * @param log the folder that must stay as it is
   * @throws WorkflowException if something is there, or if it would be in the log
   */
  static void refuseUnlessFree(Path dir, Path log) throws IOException {
    Path place = dir.toAbsolutePath().normalize();
    Path parent = place.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new WorkflowException(
          "there is no folder in which '" + dir + "' could be made; make that one first");
    }
    if (parent.toRealPath().startsWith(log.toRealPath())) {
      throw new WorkflowException(
          "'" + dir + "' is in the folder of the log, which holds nothing else; name another");
    }
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(place)) {
      throw taken(dir);
    }
  }

  private static boolean isEmptyFolder(Path place) throws IOException {
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
      return !files.iterator().hasNext();
    }
  }

  private static WorkflowException taken(Path dir) {
    return new WorkflowException(
        "'" + dir + "' is there already and is no empty folder; nothing was written. Name another");
  }

  /** Begins a folder that is not yet where it will be. */
  static ExportFolder begin(Path dir) throws IOException {
    Path place = dir.toAbsolutePath().normalize();
    Path parent = Objects.requireNonNull(place.getParent());
    return new ExportFolder(
        place, Files.createTempDirectory(parent, "." + place.getFileName() + "-"));
  }

  /** Writes a file; a name is one that was put together here or was found to be of its form. */
  void put(String name, byte[] content) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
    digests.put(name, Digests.sha256Hex(content));
  }

  /** The names of the files so far. */
  SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(digests.keySet()));
  }

  /** Writes the list of all files, and gives it back; it lists neither itself nor its signature. */
  byte[] putSums() throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, String> each : digests.entrySet()) {
      sums.append(each.getValue()).append("  ").append(each.getKey()).append('\n');
    }
    byte[] content = sums.toString().getBytes(StandardCharsets.US_ASCII);
    put(SUMS, content);
    return content;
  }

  /**
   * Puts the folder where it is to be.
   *
   * @throws WorkflowException if something was put there meanwhile
   */
  void finish() throws IOException {
    try {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(place)) {
        throw taken(place);
      }
      throw e;
    }
    LocalDisk.INSTANCE.forceFolder(Objects.requireNonNull(place.getParent()));
  }

  /** Takes away what was not finished. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(temporary)) {
      return;
    }
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
