package dev.interlock.gates;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file could not be used. */
final class Unreadable {
  private Unreadable() {}

  static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "'" + missing.getFile() + "' does not exist";
    }
    if (e instanceof AccessDeniedException denied) {
      return "'" + denied.getFile() + "' may not be used by who runs this";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return "'" + other.getFile() + "': " + other.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
