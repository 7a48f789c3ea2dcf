package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.controls.ControlRunner;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A host in another module, in a process of its own, whose step reaches for the engine: see {@code
 * src/test/attacker}.
 */
@Tag("attack")
@Timeout(60)
class AttackFromAModuleTest {
  private static final String ILLEGAL = "java.lang.IllegalAccessException";
  private static final String INACCESSIBLE = "java.lang.reflect.InaccessibleObjectException";
  private static final Path SOURCES = Path.of("src", "test", "attacker");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"reflection", "lookup", "var-handle", "record", "witness"})
  void reachesNothingOnTheModulePath(String way) throws Exception {
    assertThat(attack(true, way))
        .containsExactly(
            "outcome Failed",
            "failure " + (way.contains("-") || way.equals("lookup") ? ILLEGAL : INACCESSIBLE),
            "run.started",
            "step.started",
            "step.failed",
            "run.failed");
  }

  @Test
  void findsNoServiceToLoadOnTheModulePath() throws Exception {
    assertThat(attack(true, "service"))
        .startsWith("outcome Failed", "failure java.util.ServiceConfigurationError")
        .endsWith("step.failed", "run.failed");
  }

  @Test
  void opensNoGateOnTheClassPathEither() throws Exception {
    assertThat(attack(false, "gate"))
        .startsWith("outcome Failed", "failure Violation")
        .contains("gate.requested", "violation")
        .endsWith("run.failed")
        .doesNotContain("run.completed", "published");
  }

  @Test
  void mayAskForTheModulePath() throws Exception {
    assertThat(attack(true, "ask")).containsExactly("module path");
  }

  @Test
  void isRefusedTheClassPathWhereItAskedForTheModulePath() throws Exception {
    assertThat(attack(false, "ask")).containsExactly("refused");
  }

  private List<String> attack(boolean onModulePath, String way) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String path = places();
    compile(classes, path, onModulePath);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR"));
    String all = classes + File.pathSeparator + path;
    command.addAll(
        onModulePath ? List.of("-p", all, "-m", "attacker/attacker.Main") : List.of("-cp", all));
    if (!onModulePath) {
      command.add("attacker.Main");
    }
    command.add(way);
    return said(command);
  }

  private List<String> said(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(40, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it hangs").isTrue();
    return Files.readAllLines(said);
  }

  private static void compile(Path classes, String path, boolean modular) throws IOException {
    List<String> options = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    options.addAll(List.of(modular ? "--module-path" : "-cp", path));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java"))
          .filter(file -> modular || !file.endsWith("module-info.java"))
          .forEach(options::add);
    }
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    assertThat(javac.run(err, err, options.toArray(String[]::new))).isZero();
  }

  /** What the engine needs, the engine first. */
  private static String places() throws Exception {
    String given = System.getProperty("jdk.module.path");
    return given == null
        ? ControlRunner.places()
        : Path.of(ModuleDescriptorTest.built())
            + File.pathSeparator
            + Objects.requireNonNull(given);
  }
}
