package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees in a terminal that obeys control characters and answers queries. */
class TmuxTest {
  private static final String HOSTILE =
      "M\u00fcller \u2705 \u65e5\u672c\u8a9e\n"
          + "x".repeat(200)
          + "\n\u65e5".repeat(3)
          + "\u65e5".repeat(100)
          + "\n\u001b[c\u001b[6n\u001b[5n\u001bP+q544e\u001b\\\u001b]11;?\u0007\n"
          + "\u001b[2J\u001b[H\u001b[8m\u001b[3;5r\u001b[?1049h\ngate       staging\r\n";

  @TempDir private Path folder;

  @BeforeEach
  void needsTmux() {
    RealTerminal.needs("tmux", "tmux");
  }

  @AfterEach
  void ends() throws Exception {
    if (Files.exists(folder.resolve("socket"))) {
      tmux("kill-server");
    }
  }

  private List<String> tmuxCommand() {
    return List.of("tmux", "-u", "-f", "/dev/null", "-S", folder.resolve("socket").toString());
  }

  private String tmux(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(tmuxCommand());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Path trouble = folder.resolve("trouble");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(output.toFile()).redirectError(trouble.toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command.toString()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(trouble)).isZero();
    return Files.readString(output);
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  /** A window whose program starts when its output is watched, and which stays behind it. */
  private void start(RealTerminal terminal, int height) throws Exception {
    String tmux = quoted(tmuxCommand());
    Path script = folder.resolve("script");
    Files.write(
        script,
        List.of(
            tmux + " wait-for start",
            "export LC_ALL=C.UTF-8",
            quoted(terminal.command()),
            tmux + " wait-for -S end",
            tmux + " wait-for never"));
    tmux("new-session", "-d", "-x", "80", "-y", "" + height, "sh", script.toString());
    tmux("pipe-pane", "-O", "grep -q '^    yes ' && " + tmux + " wait-for -S asked");
    tmux("wait-for", "-S", "start");
    tmux("wait-for", "asked");
  }

  private List<String> screen() throws Exception {
    return tmux("capture-pane", "-p").lines().toList();
  }

  /** With rows that the terminal wrapped joined again. */
  private List<String> unwrapped() throws Exception {
    return tmux("capture-pane", "-p", "-J").lines().map(String::stripTrailing).toList();
  }

  private void type(String line) throws Exception {
    tmux("send-keys", "-l", line);
    tmux("send-keys", "Enter");
    tmux("wait-for", "end");
  }

  private static String challenge(List<String> screen) {
    return screen.stream()
        .filter(row -> row.startsWith("    yes "))
        .findFirst()
        .orElseThrow()
        .trim();
  }

  @Test
  void hostileEvidenceNeitherMovesNorHidesNorAnswers() throws Exception {
    RealTerminal terminal = RealTerminal.in(folder).showing(HOSTILE);
    start(terminal, 24);
    List<String> screen = screen();
    assertThat(screen)
        .contains("gate       7-approval", "run        sprint-7", "SHA-256    " + Requests.DIGEST)
        .doesNotContain("gate       staging");
    assertThat(screen.indexOf("gate       7-approval"))
        .isGreaterThan(screen.indexOf("End of what the workflow reported: 9 lines, all shown."));
    type(challenge(screen));
    assertThat(terminal.eventLines()).hasSize(3).element(1).asString().startsWith("APPROVED ");
  }

  @Test
  void noRowIsWrappedByTheTerminal() throws Exception {
    RealTerminal terminal = RealTerminal.in(folder).showing(HOSTILE);
    start(terminal, 60);
    List<String> screen = screen();
    assertThat(unwrapped()).isEqualTo(screen);
    assertThat(screen).contains("| M\u00fcller \u2705 \u65e5\u672c\u8a9e", "| " + "x".repeat(78));
    type("no");
    assertThat(terminal.eventLines()).element(1).asString().startsWith("DENIED ");
  }
}
