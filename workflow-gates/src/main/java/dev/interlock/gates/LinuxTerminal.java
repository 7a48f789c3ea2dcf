package dev.interlock.gates;

import dev.interlock.record.Principal;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The terminal of a process on Linux, as {@code /proc} tells it, without native code.
 *
 * <p>Neither {@code System.console()} nor {@code System.in} is used: the first is missing once
 * output is redirected and, on newer JDKs, there on a pipe; the second may be a pipe.
 */
final class LinuxTerminal implements Terminal {
  private static final Pattern TERMINAL =
      Pattern.compile("/dev/(pts/[0-9]+|tty[A-Za-z0-9]*|console|hvc[0-9]+)");

  private static final LinuxTerminal PROCESS =
      new LinuxTerminal(Path.of("/proc/self"), Path.of("/dev/tty"), System.getenv());

  // Reentrant: an answer may let the run go on, on this same thread, up to its next gate.
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Path process;
  private final Path tty;
  private final Map<String, String> environment;

  LinuxTerminal(Path process, Path tty, Map<String, String> environment) {
    this.process = process;
    this.tty = tty;
    this.environment = environment;
  }

  /** The one of this process; all its channels share it and so take turns. */
  static LinuxTerminal ofProcess() {
    return PROCESS;
  }

  @Override
  public Optional<String> obstacle() {
    return standardInput().or(this::device).or(this::background);
  }

  private Optional<String> standardInput() {
    try {
      if (!Files.isReadable(process.resolve("stat"))) {
        return Optional.of("unknown-terminal: this system has no /proc to ask");
      }
      Path input = process.resolve("fd/0");
      String target = Files.readSymbolicLink(input).toString();
      return TERMINAL.matcher(target).matches()
          ? Optional.empty()
          : Optional.of("not-a-terminal: standard input is " + kind(target, input));
    } catch (NoSuchFileException e) {
      return Optional.of("not-a-terminal: standard input is closed");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("unknown-terminal: cannot tell what standard input is");
    }
  }

  private static String kind(String target, Path input) {
    if (target.startsWith("pipe:")) {
      return "a pipe";
    }
    if (target.startsWith("socket:")) {
      return "a socket";
    }
    if (target.equals("/dev/null")) {
      return target;
    }
    return Files.isRegularFile(input) ? "a file" : "neither a file nor a terminal";
  }

  private Optional<String> device() {
    try {
      new FileInputStream(tty.toFile()).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no-terminal: this process has no controlling terminal");
    }
  }

  private Optional<String> background() {
    try {
      // The name in front may hold anything; the kernel puts it into the last parentheses.
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
      int group = Integer.parseInt(fields[2]);
      int foreground = Integer.parseInt(fields[5]);
      return group > 0 && group == foreground
          ? Optional.empty()
          : Optional.of("background: this process is not in the foreground of its terminal");
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.of("unknown-terminal: cannot tell who is in the foreground");
    }
  }

  @Override
  public Session open() throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      Optional<String> obstacle = obstacle();
      if (obstacle.isPresent()) {
        throw new UnreachableException(obstacle.get());
      }
      return new Device(tty, turn);
    } catch (IOException | RuntimeException e) {
      turn.unlock();
      throw e;
    }
  }

  @Override
  public Principal user() {
    return Principal.ofProcess();
  }

  @Override
  public boolean unicode() {
    return List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
        .orElse(false);
  }

  /** The opened device. */
  private static final class Device implements Session {
    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock turn;

    Device(Path tty, ReentrantLock turn) throws IOException {
      this.in = new FileInputStream(tty.toFile());
      this.out = output(tty, in);
      this.turn = turn;
    }

    // Without CREATE: a FileOutputStream would make a plain file where the device is missing.
    private static OutputStream output(Path tty, InputStream in) throws IOException {
      try {
        return Files.newOutputStream(tty, StandardOpenOption.WRITE);
      } catch (IOException e) {
        in.close();
        throw e;
      }
    }

    @Override
    public void print(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public void close() {
      try (in;
          out) {
        turn.unlock();
      } catch (IOException e) {
        // Nothing is lost: what was printed is on the screen, what was decided is recorded.
      }
    }
  }
}
