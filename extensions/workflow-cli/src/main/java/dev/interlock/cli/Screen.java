package dev.interlock.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where a command writes: its answer on {@code out}, progress and mistakes on {@code err}. Safe for
 * many threads.
 *
 * @param out for the answer
 * @param err for the rest
 * @param json whether the answer is for a machine
 */
record Screen(PrintStream out, PrintStream err, boolean json, LastLine last) {
  private static final long TICK_MILLIS = 100;

  /** Lines for people. */
  void say(List<String> lines) {
    if (!json) {
      lines.forEach(out::println);
      out.flush();
    }
  }

  /** An object for machines. */
  void answer(Map<String, ?> object) {
    if (json) {
      out.println(JsonText.of(object));
      out.flush();
    }
  }

  /** A word beside the answer. */
  void note(String text) {
    Text.after("", text).forEach(err::println);
    err.flush();
  }

  /** A command to type, on one line however long. */
  void noteCommand(String command) {
    err.println("  " + command);
    err.flush();
  }

  /** Why a command was not done, and what to type instead; gives the exit code back. */
  int refuse(int exit, String message, Optional<String> next) {
    message.lines().flatMap(line -> wrapped(line).stream()).forEach(err::println);
    next.ifPresent(command -> err.println("  " + command));
    err.flush();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("error", message);
    object.put("exit", exit);
    object.put("next", next);
    answer(object);
    return exit;
  }

  private static List<String> wrapped(String line) {
    String text = line.stripLeading();
    String indent = line.substring(0, line.length() - text.length());
    return Text.hanging(indent, indent, text);
  }

  /** Where progress is shown: a spinner if a person can see it, lines otherwise. */
  Display progress(Map<String, String> environment) {
    if (!isTerminal(err)
        || environment.containsKey("NO_COLOR")
        || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return new PlainDisplay(err);
    }
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(Daemon.named("interlock-spinner"));
    Spinner spinner = new Spinner(err, frames(), System::nanoTime, ticker::shutdownNow, last);
    var unused =
        ticker.scheduleWithFixedDelay(
            spinner::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return spinner;
  }

  /** Whether this is the program's own stderr and a terminal; where nobody can say, it is none. */
  private static boolean isTerminal(PrintStream stream) {
    Path device = Path.of("/proc/self/fd/2");
    try {
      return stream == System.err
          && Files.isSymbolicLink(device)
          && Files.readSymbolicLink(device).toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> frames() {
    String encoding = System.getProperty("native.encoding", "US-ASCII");
    boolean unicode =
        Charset.isSupported(encoding)
            && Charset.forName(encoding).newEncoder().canEncode(Spinner.BRAILLE.get(0));
    return unicode ? Spinner.BRAILLE : Spinner.ASCII;
  }
}
