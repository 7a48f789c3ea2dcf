package dev.interlock.gates.check;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads one file, folder by folder from a root, following no link. Use once. */
final class OneRead {
  private final Path root;
  private final List<String> parts;
  private final long most;

  OneRead(Path root, List<String> parts, long most) {
    this.root = root;
    this.parts = parts;
    this.most = most;
  }

  private String name() {
    return "'" + String.join("/", parts) + "'";
  }

  WorkspacePath.Content read() throws IOException {
    Stamp before = stamp();
    byte[] bytes;
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
      bytes = read(secure(folder), 0, before);
    } catch (NoSuchFileException e) {
      throw new IOException(name() + " is not there", e);
    }
    if (!before.equals(stamp()) || bytes.length != before.size()) {
      throw new IOException(name() + " changed while it was read");
    }
    String sha256 = Line.hex(HashTree.sha256().digest(bytes));
    return new WorkspacePath.Content(
        bytes,
        new FileSeen(
            String.join("/", parts),
            bytes.length,
            sha256,
            before.modified().toInstant(),
            before.changed().toInstant()));
  }

  /** Which file it is, and when the kernel last saw a change of it. */
  private record Stamp(Object key, FileTime changed, FileTime modified, long size, int names) {}

  private Stamp stamp() throws IOException {
    Path path = root;
    for (String part : parts) {
      path = path.resolve(part);
      if (Files.isSymbolicLink(path)) {
        throw new IOException(name() + " is reached by a link");
      }
    }
    try {
      return stamp(path);
    } catch (FileSystemException e) {
      throw new IOException(name() + " is not there", e);
    }
  }

  private Stamp stamp(Path path) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(
            path, "unix:fileKey,ctime,lastModifiedTime,size,nlink,mode", LinkOption.NOFOLLOW_LINKS);
    if (((Integer) said(seen, "mode") & 0170000) != 0100000) {
      throw new IOException(name() + " is no plain file");
    }
    if ((Integer) said(seen, "nlink") != 1) {
      throw new IOException(name() + " has more names than one");
    }
    if ((Long) said(seen, "size") > most) {
      throw new IOException(name() + " has over " + most + " bytes");
    }
    return new Stamp(
        said(seen, "fileKey"),
        (FileTime) said(seen, "ctime"),
        (FileTime) said(seen, "lastModifiedTime"),
        (Long) said(seen, "size"),
        (Integer) said(seen, "nlink"));
  }

  private static Object said(Map<String, Object> seen, String name) {
    return Objects.requireNonNull(seen.get(name), name);
  }

  private byte[] read(SecureDirectoryStream<Path> folder, int part, Stamp expected)
      throws IOException {
    Path name = Path.of(parts.get(part));
    if (part < parts.size() - 1) {
      try (SecureDirectoryStream<Path> inner =
          folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return read(inner, part + 1, expected);
      } catch (NotDirectoryException e) {
        throw new IOException(name() + " is reached by a link or a file", e);
      }
    }
    BasicFileAttributes seen =
        folder
            .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (!seen.isRegularFile() || !expected.key().equals(seen.fileKey())) {
      throw new IOException(name() + " changed while it was opened");
    }
    try (SeekableByteChannel file =
        folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      return all(file);
    }
  }

  private byte[] all(SeekableByteChannel file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (file.read(buffer.clear()) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
      if (bytes.size() > most) {
        throw new IOException(name() + " has over " + most + " bytes");
      }
    }
    return bytes.toByteArray();
  }

  private SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder) throws IOException {
    if (folder instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new IOException(name() + " cannot be opened surely on this file system");
  }
}
