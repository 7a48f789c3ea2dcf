package dev.interlock.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version this is. */
final class Version {
  private Version() {}

  /** One line: the program without its folder, and the version of this module. */
  static String text(String program) {
    return program.substring(program.lastIndexOf('/') + 1)
        + " "
        + number()
        + System.lineSeparator();
  }

  static String number() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(Version.class.getPackage().getImplementationVersion()))
        .orElse("development");
  }
}
