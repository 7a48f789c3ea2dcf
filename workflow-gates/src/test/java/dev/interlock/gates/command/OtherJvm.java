package dev.interlock.gates.command;

import dev.interlock.controls.ControlRunner;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process of its own for a main class of the tests. */
final class OtherJvm {
  private OtherJvm() {}

  /** The program and its arguments. */
  static List<String> argv(Class<?> main, Path folder) {
    String tests = main.getProtectionDomain().getCodeSource().getLocation().getPath();
    String path =
        Stream.of(ControlRunner.places(), System.getProperty("jdk.module.path", ""), tests)
            .filter(part -> !part.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        path,
        main.getName(),
        folder.toString());
  }
}
