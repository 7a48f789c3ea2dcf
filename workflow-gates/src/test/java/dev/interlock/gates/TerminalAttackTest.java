package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that answer a prompt as a person would. They can: that is why such an answer has the
 * lowest grade, and why a gate can ask for more.
 */
class TerminalAttackTest {
  @TempDir private Path folder;

  private List<String> attack(List<String> driver, String least) throws Exception {
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>(driver);
    command.add(folder.toString());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            GateAtTerminal.class.getName(),
            said.toString(),
            least));
    Path trouble = folder.resolve("trouble");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(trouble.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("came to an end").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(said).as(Files.readString(trouble)).exists();
    return Files.readAllLines(said);
  }

  private static String classPath() {
    Stream<String> own =
        Stream.of(GateAtTerminal.class, TerminalChannel.class, dev.interlock.Channel.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .map(location -> Path.of(java.net.URI.create(location.toString())).toString());
    Stream<String> others =
        Stream.of("jdk.module.path", "java.class.path")
            .flatMap(name -> Optional.ofNullable(System.getProperty(name)).stream());
    return Stream.concat(own, others).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> driver(String tool) {
    String attacks = "src/test/attacks/";
    return switch (tool) {
      case "script" -> List.of("sh", attacks + "script.sh");
      case "expect" -> List.of("expect", attacks + "answer.exp");
      case "tmux" -> List.of("sh", attacks + "tmux.sh");
      default -> List.of(tool, attacks + "fork.py");
    };
  }

  @ParameterizedTest
  @CsvSource({"script, bsdutils", "expect, expect", "python3, python3", "tmux, tmux"})
  void opensAGateThatATerminalMayOpenAndStandsInTheRecordAsClaimed(String tool, String debian)
      throws Exception {
    RealTerminal.needs(tool, debian);
    List<String> said = attack(driver(tool), "TERMINAL");
    assertThat(said).startsWith("Completed");
    assertThat(said)
        .filteredOn(event -> event.startsWith("gate.decided"))
        .hasSize(1)
        .first()
        .asString()
        .contains("\"decision\":\"approved\"", "\"principal\":\"ada\"", "\"proven\":false")
        .contains("\"presence\":\"TERMINAL\"", "\"channel\":\"terminal\"");
  }

  @ParameterizedTest
  @CsvSource({"script, bsdutils", "expect, expect", "python3, python3", "tmux, tmux"})
  void isRefusedByAGateThatAsksForAKey(String tool, String debian) throws Exception {
    RealTerminal.needs(tool, debian);
    List<String> said = attack(driver(tool), "KEY");
    assertThat(said).startsWith("Waiting");
    assertThat(said).noneMatch(event -> event.startsWith("gate.decided"));
    assertThat(said)
        .filteredOn(event -> event.startsWith("gate.refused"))
        .hasSize(1)
        .first()
        .asString()
        .contains("presence: gate 'sign-off' asks for KEY, and a terminal reaches TERMINAL");
  }
}
