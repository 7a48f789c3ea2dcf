package dev.interlock.gates.check;

import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders for what a command is about to write: new and empty, so that nothing of it was there. */
public final class FreshFolder {
  private FreshFolder() {}

  /**
   * Makes a folder in a workspace; the folders above it may be there.
   *
   * @param relative where, relative to the workspace; a name that was not used before, such as one
   *     with the number of the attempt in it
   * @throws WorkflowException if something is there already, or it cannot be made
   */
  public static Path make(Path root, String relative) {
    Path folder = WorkspacePath.of(root, relative).path();
    try {
      Path above = Files.createDirectories(folder.resolveSibling("."));
      if (!above.toRealPath().startsWith(root.toRealPath())) {
        throw new WorkflowException("'" + relative + "' lies outside, by way of a link");
      }
      return Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new WorkflowException("'" + relative + "' cannot be made anew: " + e, e);
    }
  }
}
