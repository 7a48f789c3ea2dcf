package dev.interlock;

import dev.interlock.record.Event;
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
