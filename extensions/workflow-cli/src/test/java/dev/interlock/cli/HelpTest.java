package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The help of every command is the one in {@code help.txt}; a change of it is a change there. */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/interlock/cli/help.txt");
  private static final List<String> COMMANDS =
      List.of(
          "",
          "greet",
          "runs",
          "show",
          "request",
          "approve",
          "deny",
          "resume",
          "again",
          "cancel",
          "erase",
          "people",
          "people add",
          "people list",
          "people check",
          "people signers",
          "people adopt",
          "verify",
          "head",
          "keys",
          "keys new",
          "keys show",
          "keys rotate",
          "log",
          "log rotate",
          "report",
          "export");

  private static String help(String command) {
    Shell shell = new Shell(Path.of("none"), setup -> setup.engine().build(), Greeting.command());
    Shell.Answer answer = shell.type((command + " --help").strip().split(" "));
    assertThat(answer.exit()).isZero();
    return answer.out();
  }

  @Test
  void isTheOneOfTheGoldenFile() throws IOException {
    String all = COMMANDS.stream().map(HelpTest::help).collect(Collectors.joining("\n"));
    assertThat(all).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
  }

  @Test
  void isNoWiderThan80Columns() {
    assertThat(COMMANDS.stream().flatMap(command -> help(command).lines()))
        .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(80));
  }

  @Test
  void isThatOfEveryCommand() {
    assertThat(COMMANDS.stream().map(command -> command.split(" ", -1)[0]))
        .containsAll(Grammar.OWN_COMMANDS);
  }
}
