package dev.interlock.gates.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.StreamPumper;

/**
 * The one class of the project that starts processes. What it starts has no shell, no terminal at
 * its standard input, and no variable but those that it is given. Use once.
 */
@SuppressWarnings("deprecation") // a subclass has no other constructor to call
final class Launcher extends DefaultExecutor {
  private static final File NOTHING = new File("/dev/null");

  private final CompletableFuture<Process> started = new CompletableFuture<>();
  private final CompletableFuture<Void> pumped = new CompletableFuture<>();
  private final List<String> argv;
  private final Optional<Path> file;

  private Launcher(List<String> argv, Optional<Path> file) {
    this.argv = argv;
    this.file = file;
    setExitValues(null);
  }

  /** What was started, and when all that it wrote has been read. */
  record Started(Process process, CompletableFuture<Void> pumped) {}

  /**
   * Starts a command whose output goes to these.
   *
   * @throws IOException if it cannot be started
   */
  static Started start(
      List<String> argv, Map<String, String> environment, Path directory, Streams streams)
      throws IOException {
    Launcher launcher = new Launcher(argv, Optional.empty());
    PumpStreamHandler pumps = new Pumps(streams);
    pumps.setStopTimeout(Duration.ofMillis(300));
    launcher.setStreamHandler(pumps);
    return launcher.launched(environment, directory);
  }

  /** Where the output of a command goes. */
  record Streams(KeptOutput stdout, KeptOutput stderr) {}

  /** Reads as much at once as a pipe holds. */
  private static final class Pumps extends PumpStreamHandler {
    private static final int SIZE = 64 * 1024;

    Pumps(Streams streams) {
      super(streams.stdout(), streams.stderr());
    }

    @Override
    protected Thread createPump(InputStream from, OutputStream to, boolean closing) {
      Thread thread = new Thread(new StreamPumper(from, to, closing, SIZE), "command-output");
      thread.setDaemon(true);
      return thread;
    }
  }

  /** Starts something that goes on by itself; its output is added to a file. */
  static Process startService(
      List<String> argv, Map<String, String> environment, Path directory, Path output)
      throws IOException {
    return new Launcher(argv, Optional.of(output)).launched(environment, directory).process();
  }

  private Started launched(Map<String, String> environment, Path directory) throws IOException {
    CommandLine line = new CommandLine(argv.get(0));
    if (file.isPresent()) {
      return new Started(launch(line, environment, directory), pumped);
    }
    setWorkingDirectory(directory.toFile());
    execute(line, environment, new Ended());
    return new Started(process(), pumped);
  }

  /** Waits for the start through an interrupt: whoever asked must know what to kill. */
  private Process process() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return started.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("it cannot be started: " + e.getCause(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Ended implements ExecuteResultHandler {
    @Override
    public void onProcessComplete(int exit) {
      pumped.complete(null);
    }

    @Override
    public void onProcessFailed(ExecuteException e) {
      started.completeExceptionally(e);
      pumped.complete(null);
    }
  }

  @Override
  protected Thread createThread(Runnable task, String name) {
    Thread thread = super.createThread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Passes the arguments by: a {@code CommandLine} takes blanks off their ends. */
  @Override
  protected Process launch(CommandLine line, Map<String, String> environment, Path directory)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(NOTHING);
    file.map(Path::toFile)
        .map(ProcessBuilder.Redirect::appendTo)
        .ifPresent(to -> builder.redirectErrorStream(true).redirectOutput(to));
    Process process = builder.start();
    started.complete(process);
    return process;
  }
}
