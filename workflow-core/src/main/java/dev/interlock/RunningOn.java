package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an engine says of the process it runs in; for the record, never taken as proof. */
final class RunningOn {
  private RunningOn() {}

  /** Measured once: nothing of it changes while a process lives. */
  static Event.Environment measure() {
    Module module = Engine.class.getModule();
    return new Event.Environment(
        System.getProperty("java.version", "unknown"),
        module.isNamed(),
        uid(),
        standardInputIsTerminal(),
        library(module));
  }

  /**
   * Refuses the class path.
   *
   * @throws WorkflowException if this is not the module path
   */
  static void requireModulePath() {
    if (!Engine.class.getModule().isNamed()) {
      throw new WorkflowException(
          "this engine must be on the module path and is on the class path; start the program with"
              + " java -p");
    }
  }

  /** On the module path the module says its version, on the class path the jar's manifest. */
  private static String library(Module module) {
    return Optional.ofNullable(module.getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(Engine.class.getPackage().getImplementationVersion()))
        .orElse("unversioned");
  }

  private static String uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "unknown";
    }
  }

  private static boolean standardInputIsTerminal() {
    try {
      String input = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
      return input.startsWith("/dev/pts/") || input.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
