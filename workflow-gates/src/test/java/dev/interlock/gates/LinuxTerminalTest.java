package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxTerminalTest {
  private static final String FOREGROUND = "4242 (java) S 1 77 77 34816 77 4194304 0 0";

  @TempDir private Path folder;
  private LinuxTerminal terminal = LinuxTerminal.ofProcess();

  @BeforeEach
  void aProcessInTheForegroundOfATerminal() throws IOException {
    Files.createDirectory(folder.resolve("fd"));
    standardInput("/dev/pts/3");
    stat(FOREGROUND);
    Files.writeString(folder.resolve("tty"), "typed\n");
    terminal = new LinuxTerminal(folder, folder.resolve("tty"), Map.of());
  }

  private void standardInput(String target) throws IOException {
    Files.deleteIfExists(folder.resolve("fd/0"));
    Files.createSymbolicLink(folder.resolve("fd/0"), Path.of(target));
  }

  private void stat(String line) throws IOException {
    Files.writeString(folder.resolve("stat"), line + "\n");
  }

  private void refusedAs(String word) {
    assertThat(terminal.obstacle()).hasValueSatisfying(r -> assertThat(r).startsWith(word + ": "));
    assertThatThrownBy(terminal::open).isInstanceOf(Terminal.UnreachableException.class);
  }

  @Nested
  class StandardInput {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "/dev/pts/0",
          "/dev/tty",
          "/dev/tty1",
          "/dev/ttyS0",
          "/dev/console",
          "/dev/hvc0"
        })
    void mayBeATerminal(String target) throws IOException {
      standardInput(target);
      assertThat(terminal.obstacle()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "pipe:[123], a pipe",
      "socket:[123], a socket",
      "/dev/null, /dev/null",
      "/dev/zero, neither a file nor a terminal",
      "/dev/ptmx, neither a file nor a terminal",
      "/tmp/dev/pts/3, neither a file nor a terminal",
      "/dev/pts/3 (deleted), neither a file nor a terminal",
      "/dev/pts/, neither a file nor a terminal",
      "anon_inode:[eventfd], neither a file nor a terminal"
    })
    void mayBeNothingElse(String target, String kind) throws IOException {
      standardInput(target);
      assertThat(terminal.obstacle()).contains("not-a-terminal: standard input is " + kind);
      refusedAs("not-a-terminal");
    }

    @Test
    void mayBeNoFile() throws IOException {
      standardInput(folder.resolve("stat").toString());
      assertThat(terminal.obstacle()).contains("not-a-terminal: standard input is a file");
    }

    @Test
    void mayNotBeClosed() throws IOException {
      Files.delete(folder.resolve("fd/0"));
      refusedAs("not-a-terminal");
    }

    @Test
    void mayNotBeUnknown() throws IOException {
      Files.delete(folder.resolve("fd/0"));
      Files.writeString(folder.resolve("fd/0"), "");
      refusedAs("unknown-terminal");
    }
  }

  @Nested
  class TheSystem {
    @Test
    void withoutProcIsUnknown() throws IOException {
      Files.delete(folder.resolve("stat"));
      refusedAs("unknown-terminal");
    }

    @Test
    void withoutAControllingTerminalHasNone() throws IOException {
      Files.delete(folder.resolve("tty"));
      refusedAs("no-terminal");
      assertThat(folder.resolve("tty")).doesNotExist();
    }
  }

  @Nested
  class TheProcess {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "4242 (java) S 1 78 77 34816 77 0",
          "4242 (java) S 1 77 77 34816 -1 0",
          "4242 (java) S 1 0 0 34816 0 0",
          "4242 (a) S 1 77 77 0 77 0) S 1 78 77 34816 77 0"
        })
    void mayNotBeInTheBackground(String stat) throws IOException {
      stat(stat);
      refusedAs("background");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "4242 (java) S 1 77", "4242 (java) S 1 x 77 34816 77"})
    void mayNotBeUnreadable(String stat) throws IOException {
      stat(stat);
      refusedAs("unknown-terminal");
    }

    @Test
    void mayHaveAnyName() throws IOException {
      stat("4242 (a) b) S 1 77 77 34816 77 4194304");
      assertThat(terminal.obstacle()).isEmpty();
    }

    @Test
    void belongsToAUser() {
      assertThat(terminal.user().name()).matches("os-user:[!-~]+").doesNotEndWith("unknown");
    }
  }

  @Nested
  class TheLocale {
    @ParameterizedTest
    @CsvSource({
      "LANG, en_US.UTF-8, true",
      "LANG, C.utf8, true",
      "LC_ALL, C, false",
      "LC_CTYPE, de_DE.ISO-8859-1, false",
      "OTHER, C.UTF-8, false"
    })
    void saysWhetherUtf8IsShown(String name, String value, boolean unicode) {
      assertThat(new LinuxTerminal(folder, folder, Map.of(name, value)).unicode())
          .isEqualTo(unicode);
    }

    @Test
    void isTheFirstOfThreeThatIsSet() {
      Map<String, String> environment = Map.of("LC_ALL", "", "LC_CTYPE", "C", "LANG", "C.UTF-8");
      assertThat(new LinuxTerminal(folder, folder, environment).unicode()).isFalse();
    }
  }

  @Nested
  class AnOpenTerminal {
    @Test
    void readsAndWritesTheDevice() throws Exception {
      try (Terminal.Session session = terminal.open()) {
        assertThat(session.available()).isEqualTo(6);
        assertThat(session.read()).isEqualTo('t');
        session.print("SHOWN");
      }
      assertThat(folder.resolve("tty")).hasContent("SHOWN\n");
    }

    @Test
    void belongsToOnePromptAtATime() throws Exception {
      AtomicBoolean waited = new AtomicBoolean();
      CountDownLatch second = new CountDownLatch(1);
      Thread other = new Thread(() -> openThen(() -> second.countDown()));
      try (Terminal.Session session = terminal.open()) {
        other.start();
        while (other.getState() != Thread.State.WAITING && second.getCount() > 0) {
          Thread.onSpinWait();
        }
        waited.set(session.available() > 0 && second.getCount() > 0);
      }
      other.join();
      assertThat(waited).isTrue();
      assertThat(second.getCount()).isZero();
    }

    @Test
    void mayBeOpenedAgainOnTheThreadThatHasIt() throws Exception {
      try (Terminal.Session outer = terminal.open();
          Terminal.Session inner = terminal.open()) {
        assertThat(inner).isNotSameAs(outer);
      }
    }

    @Test
    void isGivenBackWhenItCannotBeOpened() throws Exception {
      stat("unreadable");
      refusedAs("unknown-terminal");
      stat(FOREGROUND);
      Thread other = new Thread(() -> openThen(() -> {}));
      other.start();
      other.join();
      assertThat(terminal.obstacle()).isEmpty();
    }

    private void openThen(Runnable act) {
      try (Terminal.Session session = terminal.open()) {
        assertThat(session).isNotNull();
        act.run();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
