package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command finds around it: the variables that it is given, no input, no terminal. */
class SurroundingsTest {
  private static final String ENV = Workbench.real("/usr/bin/env");

  @TempDir Path folder;

  @Nested
  class TheEnvironment {
    private static final Map<String, String> HOST =
        Map.of(
            "LD_PRELOAD", "/evil.so",
            "GIT_DIR", "/evil",
            "JAVA_TOOL_OPTIONS", "-javaagent:evil",
            "BASH_ENV", "/evil",
            "HOME", "/home/x",
            "PATH", "/evil",
            "IFS", "x",
            "LANG", "C");

    private CommandResult environment(String more) {
      Workbench bench = new Workbench(folder).allow(ENV, "[[]]", ", \"dangerous\": true" + more);
      return (CommandResult) bench.runner(HOST).attempt(Command.of(ENV));
    }

    @Test
    void isEmptyButForTheIdOfTheCommand() {
      CommandResult result = environment("");

      assertThat(result.stdout().head()).isEqualTo("INTERLOCK_COMMAND=" + result.id() + "\n");
      assertThat(result.environment()).containsExactly("INTERLOCK_COMMAND");
    }

    @Test
    void holdsWhatTheListSaysAndItsNamesAreWrittenDown() {
      CommandResult result =
          environment(", \"environment\": {\"A\": \"b c\"}, \"inherit\": [\"LANG\", \"MISSING\"]");

      assertThat(result.stdout().head().lines())
          .containsExactlyInAnyOrder("A=b c", "LANG=C", "INTERLOCK_COMMAND=" + result.id());
      assertThat(result.environment()).containsExactly("A", "INTERLOCK_COMMAND", "LANG");
    }
  }

  @Nested
  class TheTerminal {
    @Test
    void isNotThereAndStandardInputIsEmpty() {
      CommandResult result =
          new Workbench(folder)
              .shell()
              .script("readlink /proc/self/fd/0; cat; : </dev/tty; echo \"rc=$?\"");

      assertThat(result.stdout().head()).startsWith("/dev/null\n");
      assertThat(result.stderr().head()).contains("/dev/tty").contains("No such device or address");
    }

    @Test
    void isNotThereThoughTheHostHasOne() throws Exception {
      List<String> argv = new ArrayList<>(List.of("script", "-qec", java(), "/dev/null"));
      Process process =
          new ProcessBuilder(argv)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();

      assertThat(said).contains("No such device or address").contains("host: has one");
    }

    private String java() {
      return "exec '%s'".formatted(String.join("' '", OtherJvm.argv(OnATerminal.class, folder)));
    }
  }
}
