package dev.interlock.internal.sshsig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that holds a private key and that nobody else may read. Immutable; nothing is read or
 * written before it is asked for.
 */
public final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final Path process;

  private KeyFile(Path path, Path process) {
    this.path = path;
    this.process = process;
  }

  /** The key file of this path, which need not exist yet. */
  public static KeyFile at(Path path) {
    return new KeyFile(path, Path.of("/proc/self"));
  }

  /** The same, with another place that belongs to whoever runs this process. */
  static KeyFile at(Path path, Path process) {
    return new KeyFile(path, process);
  }

  /** A key file that is not used, because of what it is or who may read it. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Reads the key.
   *
   * @throws Refused if others may read the file or change it, if it belongs to somebody else, or if
   *     it is a link or no file; the message begins with {@code key.exposed} where the key may be
   *     known to others
   * @throws IOException if it cannot be read
   * @throws Malformed if it holds anything but an Ed25519 key without a passphrase
   */
  public SshPrivateKey read() throws IOException, Malformed {
    Object before = requirePrivate();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(Malformed.MOST_BYTES + 1);
    }
    if (!before.equals(requirePrivate())) {
      throw new Refused("the key file '" + path + "' was replaced while it was read");
    }
    try {
      return SshPrivateKey.parse(bytes);
    } catch (Malformed e) {
      throw new Malformed("the key file '" + path + "': " + e.sentence());
    }
  }

  /** Gives what tells this file from every other. */
  private Object requirePrivate() throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new Refused(
          "nobody can tell who may read '" + path + "': keep the key on another disk");
    }
    PosixFileAttributes found = view.readAttributes();
    if (found.isSymbolicLink()) {
      throw new Refused("'" + path + "' is a symbolic link: name the key file itself");
    }
    if (!found.isRegularFile()) {
      throw new Refused("'" + path + "' is no regular file and so no key file");
    }
    requireMine(found.owner());
    requireOwnerOnly(found.permissions());
    return String.valueOf(found.fileKey());
  }

  private void requireMine(UserPrincipal owner) throws IOException {
    if (!owner.equals(me())) {
      throw new Refused(
          "key.exposed: the key file '"
              + path
              + "' belongs to '"
              + owner.getName()
              + "' and not to who runs this: make a key of your own");
    }
  }

  private UserPrincipal me() throws IOException {
    if (Files.exists(process)) {
      return Files.getOwner(process);
    }
    String name = System.getProperty("user.name");
    return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  private void requireOwnerOnly(Set<PosixFilePermission> mode) throws Refused {
    if (!OWNER_ONLY.containsAll(mode)) {
      throw new Refused(
          "key.exposed: the key file '"
              + path
              + "' has the mode "
              + octal(mode)
              + "; if nobody has read it yet: chmod 600 "
              + path);
    }
  }

  /** The permissions stand in the order of their bits, the highest first. */
  private static String octal(Set<PosixFilePermission> mode) {
    int bits = 0;
    for (PosixFilePermission permission : EnumSet.allOf(PosixFilePermission.class)) {
      bits = bits * 2 + (mode.contains(permission) ? 1 : 0);
    }
    return "0" + Integer.toOctalString(bits);
  }

  /**
   * Writes a key into a new file, which only its owner may read from its first byte on.
   *
   * @param comment printable ASCII, for people
   * @throws java.nio.file.FileAlreadyExistsException if there is anything of that name
   * @throws IOException if it cannot be written; the file may then be there, incomplete
   * @throws UnsupportedOperationException if the disk knows no owner and mode
   */
  public void write(SshPrivateKey key, String comment) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(key.text(comment));
    try (FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
  }
}
