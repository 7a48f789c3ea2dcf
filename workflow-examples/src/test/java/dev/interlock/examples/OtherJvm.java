package dev.interlock.examples;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process of its own for a main class of the tests. */
public final class OtherJvm {
  private OtherJvm() {}

  /** What starts it. */
  public static ProcessBuilder running(Class<?> main, Object... args) {
    String classPath =
        String.join(
            File.pathSeparator,
            Stream.of(
                    System.getProperty("jdk.module.path", ""),
                    System.getProperty("java.class.path", ""),
                    Path.of("target", "test-classes").toString())
                .filter(part -> !part.isEmpty())
                .toList());
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, main.getName()));
    argv.addAll(Stream.of(args).map(String::valueOf).toList());
    return new ProcessBuilder(argv);
  }
}
