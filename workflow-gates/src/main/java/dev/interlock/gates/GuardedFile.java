package dev.interlock.gates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small file that nobody but its owner may change, and that lies in no workspace. Immutable;
 * nothing is looked at before it is asked for.
 */
final class GuardedFile {
  private final Path path;
  private final List<Path> workspaces;

  private GuardedFile(Path path, List<Path> workspaces) {
    this.path = path;
    this.workspaces = workspaces;
  }

  static GuardedFile at(Path path, List<Path> workspaces) {
    return new GuardedFile(path, workspaces);
  }

  /**
   * What it holds.
   *
   * @throws IOException if it cannot be read or is not guarded; the message says what to do
   */
  byte[] read(int most) throws IOException {
    return read(Route.to(path, workspaces), most);
  }

  private byte[] read(Path real, int most) throws IOException {
    Object before = requireGuarded(real);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new IOException("'" + path + "' has more than " + most + " bytes");
    }
    if (!before.equals(requireGuarded(real))) {
      throw new IOException("'" + path + "' was replaced while it was read; try again");
    }
    return bytes;
  }

  /** Gives what tells this file from every other. */
  private Object requireGuarded(Path real) throws IOException {
    PosixFileAttributes found =
        Files.getFileAttributeView(real, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (found.isSymbolicLink()) {
      throw new IOException("'" + path + "' is a symbolic link; name the file itself");
    }
    if (!found.isRegularFile()) {
      throw new IOException("'" + path + "' is no regular file");
    }
    Guarded.require(real, found);
    return String.valueOf(found.fileKey());
  }

  /**
   * Begins a change; until it is closed nobody else can begin one.
   *
   * @throws IOException if somebody else changes the file, or it could not be read
   */
  Change change(int most) throws IOException {
    Path real = Route.to(path, workspaces);
    Path beside = real.resolveSibling(real.getFileName() + ".new");
    FileChannel out;
    try {
      out =
          FileChannel.open(
              beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Guarded.NEW);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "somebody else is changing it; if nobody is, remove '" + beside + "' and try again", e);
    }
    try {
      return new Change(before(real, beside, most), real, beside, out);
    } catch (IOException e) {
      out.close();
      Files.delete(beside);
      throw e;
    }
  }

  /** What is there now; whoever may read it may read what takes its place. */
  private Optional<byte[]> before(Path real, Path beside, int most) throws IOException {
    if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] bytes = read(real, most);
    Files.setPosixFilePermissions(
        beside, Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS));
    return Optional.of(bytes);
  }

  /** A change that was begun: all of it happens or nothing. Use from one thread. */
  record Change(Optional<byte[]> before, Path real, Path beside, FileChannel out)
      implements AutoCloseable {
    /** Puts these bytes in the place of what was there. */
    void replace(byte[] after) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(after);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(beside.resolveSibling("."))) {
        folder.force(true);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(beside);
    }
  }
}
