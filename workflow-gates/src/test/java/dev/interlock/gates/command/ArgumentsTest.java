package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments reach a program as they are, byte for byte. */
class ArgumentsTest {
  private static final String PRINTF = Workbench.real("/usr/bin/printf");
  private static final int SEED = 20_260_901;

  /** What shells, libraries and programs would like to make something of. */
  private static final List<String> PARTS =
      List.of(
          " ",
          "  ",
          "\"",
          "'",
          "\\",
          "\\\\",
          "`",
          "$",
          "${HOME}",
          "$(id)",
          "${a:-b}",
          "%s",
          "%n",
          "*",
          "?",
          "[a-z]",
          "{a,b}",
          "~",
          "!",
          "#",
          "&",
          "&&",
          "|",
          ";",
          "<",
          ">",
          "(",
          ")",
          "=",
          "-",
          "--",
          "@",
          "\n",
          "\r\n",
          "\t",
          "\u0001",
          "\u001b[2J",
          "\u007f",
          "a b",
          "\"a b\"",
          "'it''s'",
          "\\\"",
          "é",
          "日本",
          "\ud83d\ude00",
          "\u202e",
          "\ufeff",
          "x",
          "0",
          "");

  @TempDir Path folder;
  private CommandRunner runner;

  @BeforeEach
  void open() {
    runner =
        new Workbench(folder)
            .allow(PRINTF, "[[\"%s.0\", {\"each\": \"(?s)-?.*\"}]]", ", \"dangerous\": true")
            .runner();
  }

  private List<String> echoed(List<String> arguments) {
    List<String> given = new ArrayList<>(List.of("%s\\0"));
    given.addAll(arguments);
    CommandOutcome outcome = runner.attempt(Command.of(PRINTF, given));
    assertThat(outcome.succeeded()).as(outcome.says()).isTrue();
    String said = ((CommandResult) outcome).stdout().head();
    assertThat(said).endsWith("\0");
    return Arrays.asList(said.substring(0, said.length() - 1).split("\0", -1));
  }

  /** Fifty lists at a time, with something between them that is no part of any. */
  @Test
  void ofTenThousandGeneratedListsArriveAsTheyWere() {
    for (int from = 0; from < 10_000; from += 50) {
      List<String> all =
          IntStream.range(from, from + 50)
              .mapToObj(i -> generated(new Random(SEED + i)))
              .flatMap(list -> Stream.concat(list.stream(), Stream.of("<end of list>")))
              .toList();
      assertThat(echoed(all)).isEqualTo(all);
    }
  }

  @Test
  @Tag("long")
  void ofTenThousandGeneratedListsArriveAsTheyWereEachByItself() {
    for (int i = 0; i < 10_000; i++) {
      List<String> list = generated(new Random(SEED + i));
      assertThat(echoed(list)).isEqualTo(list);
    }
  }

  private static List<String> generated(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(6))
        .mapToObj(i -> argument(random))
        .map(text -> text.startsWith("@") ? "x" + text : text)
        .toList();
  }

  private static String argument(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  @Test
  void ofGreatLengthArriveAsTheyWere() {
    assertThat(echoed(List.of("x".repeat(60_000)))).containsExactly("x".repeat(60_000));
  }
}
