package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a log, held for the writer's life.
 *
 * <p>Within a process the folders that are held are remembered, because the operating system drops
 * a lock as soon as any descriptor of the locked file is closed: a lock file that is held is never
 * opened a second time.
 */
final class FolderLock implements AutoCloseable {
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();
  private static final int LONGEST_PID = 20;

  private final Object key;
  private final RandomAccessFile file;

  private FolderLock(Object key, RandomAccessFile file) {
    this.key = key;
    this.file = file;
  }

  /**
   * Takes the lock.
   *
   * @throws JournalLockedException if it is taken
   */
  static FolderLock take(Path folder) {
    try {
      Object key = key(folder);
      if (!HELD.add(key)) {
        throw new JournalLockedException(folder, ProcessHandle.current().pid());
      }
      return take(folder, key);
    } catch (IOException e) {
      throw new JournalException("the log in '" + folder + "' cannot be locked", e);
    }
  }

  /** What stays the same when a folder is reached by another path. */
  private static Object key(Path folder) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return key == null ? folder.toRealPath() : key;
  }

  @SuppressWarnings("try") // closed where it could not be locked, else by close()
  private static FolderLock take(Path folder, Object key) throws IOException {
    boolean taken = false;
    RandomAccessFile file = null;
    try {
      file = new RandomAccessFile(folder.resolve("journal.lock").toFile(), "rw");
      if (file.getChannel().tryLock() == null) {
        throw new JournalLockedException(folder, pidIn(file));
      }
      writePid(file);
      taken = true;
      return new FolderLock(key, file);
    } finally {
      if (!taken) {
        if (file != null) {
          file.close();
        }
        HELD.remove(key);
      }
    }
  }

  private static void writePid(RandomAccessFile file) throws IOException {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    file.write(pid);
    file.setLength(pid.length);
  }

  private static long pidIn(RandomAccessFile file) throws IOException {
    byte[] content = new byte[LONGEST_PID];
    int length = Math.max(0, file.read(content));
    String pid = new String(content, 0, length, StandardCharsets.US_ASCII);
    return pid.matches("[0-9]{1,18}\n") ? Long.parseLong(pid.strip()) : -1;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new JournalException("the lock of a log cannot be released", e);
    } finally {
      HELD.remove(key);
    }
  }
}
