package dev.interlock.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The disk of this machine. Files are written through streams and never through channels: an
 * interrupt would close a channel for all.
 */
enum LocalDisk implements Disk {
  INSTANCE;

  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  @Override
  public LogFile open(Path file) throws IOException {
    BasicFileAttributes before = attributes(file);
    FileOutputStream stream = new FileOutputStream(file.toFile(), true);
    Appended opened = new Appended(file, before.fileKey(), stream);
    try {
      opened.check(before.size());
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new IOException("'" + file + "' is not a regular file");
    }
    return found;
  }

  @Override
  public void replaceTail(Path file, long from, byte[] bytes) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(from);
      opened.write(bytes);
      opened.setLength(from + bytes.length);
      opened.getFD().sync();
    }
  }

  @Override
  public void put(Path file, byte[] content, Path temporary) throws IOException {
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void rename(Path folder, Path name) throws IOException {
    Files.move(folder, name, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(Objects.requireNonNull(name.toAbsolutePath().getParent()));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    boolean interrupted = false;
    try {
      while (!WINDOWS && !forced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A folder can be forced through a channel only; says false if an interrupt closed it. */
  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private record Appended(Path path, @Nullable Object key, FileOutputStream stream)
      implements LogFile {
    @Override
    public int write(byte[] bytes, int from, int length) throws IOException {
      stream.write(bytes, from, length);
      return length;
    }

    @Override
    public void sync() throws IOException {
      stream.getFD().sync();
    }

    @Override
    public void check(long length) throws IOException {
      BasicFileAttributes now = attributes(path);
      if (!Objects.equals(now.fileKey(), key)) {
        throw new IOException("'" + path + "' is another file than the one that was opened");
      }
      if (now.size() != length) {
        throw new IOException(
            "'" + path + "' has " + now.size() + " bytes and should have " + length);
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
