package dev.interlock.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds out who owns a process. */
final class ProcessOwner {
  private static final Pattern PLAIN = Pattern.compile("[!-~]{1,150}");

  private ProcessOwner() {}

  /**
   * The owner of the process with this folder, by name, or by number where the name has odd
   * letters; where there is no such folder, the user that the JVM was told.
   */
  static Principal of(Path process) {
    try {
      String name = Files.getOwner(process).getName();
      return named(
          PLAIN.matcher(name).matches()
              ? name
              : Files.getAttribute(process, "unix:uid").toString());
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      String told = System.getProperty("user.name", "");
      return named(PLAIN.matcher(told).matches() ? told : "unknown");
    }
  }

  private static Principal named(String name) {
    return Principal.of("os-user:" + name);
  }
}
