package dev.interlock.gates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Says whether nobody but its owner may change a file or a folder. */
final class Guarded {
  /** How a new file of ours begins: others may read it. */
  static final FileAttribute<Set<PosixFilePermission>> NEW =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Path PROCESS = Path.of("/proc/self");
  private static final Path ROOT = Path.of("/");

  /** In such a folder everybody may write, and nobody may touch what is another's. */
  private static final int STICKY = 01000;

  private Guarded() {}

  /**
   * Refuses what somebody else may change.
   *
   * @throws IOException if the group or others may write it, or if it is neither root's nor that of
   *     who runs this
   */
  static void require(Path at, PosixFileAttributes found) throws IOException {
    boolean open = found.permissions().stream().anyMatch(OTHERS::contains);
    if (open && !(found.isDirectory() && isSticky(at))) {
      throw new IOException(
          "'" + at + "' may be changed by others; if nobody did: chmod go-w " + at);
    }
    if (!found.owner().equals(Files.getOwner(ROOT)) && !found.owner().equals(me())) {
      throw new IOException(
          "'" + at + "' belongs to '" + found.owner().getName() + "', who may change it");
    }
  }

  /** Who runs this: Linux says so in {@code /proc}, elsewhere it is the user's name. */
  private static UserPrincipal me() throws IOException {
    if (Files.exists(PROCESS)) {
      return Files.getOwner(PROCESS);
    }
    String name = System.getProperty("user.name");
    return ROOT.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  private static boolean isSticky(Path at) throws IOException {
    int mode = (int) Files.getAttribute(at, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & STICKY) != 0;
  }
}
