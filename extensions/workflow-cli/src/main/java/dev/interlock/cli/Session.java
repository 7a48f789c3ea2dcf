package dev.interlock.cli;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Run;
import dev.interlock.gates.TerminalChannel;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * An engine at work on one run, with its threads and its display; closed by the end of the command
 * or by the end of the program, whichever is first.
 */
final class Session implements AutoCloseable {
  private static final long GRACE_SECONDS = 2;

  private final Engine engine;
  private final Parts parts;
  private final CompletableFuture<Outcome<?>> outcome = new CompletableFuture<>();
  private final AtomicBoolean programEnds = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Session(Engine engine, Parts parts) {
    this.engine = engine;
    this.parts = parts;
  }

  /**
   * What a session is about.
   *
   * @param log the folder of the log
   * @param run the run
   * @param asking how somebody is asked in the terminal
   */
  record About(Path log, RunId run, AskedHow asking) {}

  /**
   * How somebody is asked in the terminal.
   *
   * @param denying whether nothing but a no is to be asked for
   * @param role in which role somebody answers, if not in the first that fits
   * @param comment what goes into the record with the answer
   */
  record AskedHow(boolean denying, Optional<String> role, Optional<String> comment) {
    static AskedHow plainly() {
      return new AskedHow(false, Optional.empty(), Optional.empty());
    }

    private Channel channel() {
      TerminalChannel channel = denying ? TerminalChannel.denying() : TerminalChannel.ofProcess();
      TerminalChannel as = role.map(channel::as).orElse(channel);
      return comment.map(as::withComment).orElse(as);
    }
  }

  private record Parts(
      Journal journal, Progress progress, QuietChannel terminal, ExecutorService threads) {}

  static Session open(About about, Journal journal, Host host, Display display) {
    List<Entry> before = journal.entries(about.run());
    long last = before.isEmpty() ? -1 : before.get(before.size() - 1).seq();
    Progress progress = new Progress(display, about.run(), last);
    ExecutorService threads = Executors.newCachedThreadPool(Daemon.named("interlock-step"));
    QuietChannel terminal = new QuietChannel(about.asking().channel(), progress, journal);
    Setup setup =
        new Setup(
            about.log(), journal, terminal, progress, threads, host.people(), host.definitions());
    try {
      return new Session(
          host.engines().engineFor(setup), new Parts(journal, progress, terminal, threads));
    } catch (RuntimeException e) {
      progress.close();
      threads.shutdown();
      throw e;
    }
  }

  /**
   * Has something done with the run and waits until it is settled.
   *
   * @throws InterruptedException if the calling thread is interrupted; the run is left as it can be
   */
  Outcome<?> settled(Function<Engine, Run<?>> how) throws InterruptedException {
    parts.threads().execute(() -> settle(how));
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      stop();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkflowException mistake) {
        throw mistake;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void settle(Function<Engine, Run<?>> how) {
    try {
      outcome.complete(how.apply(engine).settled());
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  /** Asks no more, and gives the run the time to say that it waits. */
  private void stop() {
    parts.terminal().stopAsking();
    try {
      outcome.get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      // A step is at work: the run is left in the midst of it, as by a crash.
    }
  }

  /** Where the run stands, all that happened shown. */
  Log.Known known(RunId run) {
    List<Entry> entries = engine.events(run);
    parts.progress().catchUp(entries);
    return new Log.Known(engine.standing(run).orElseThrow(), entries, engine.pending(run));
  }

  /** What is done when the program is ended from outside: closes this, then says something. */
  Thread atEndOfProgram(Runnable say) {
    return new Thread(
        () -> {
          programEnds.set(true);
          stop();
          close();
          say.run();
        },
        "interlock-end");
  }

  /** Whether the program is being ended; whoever ends it says so. */
  boolean programEnds() {
    return programEnds.get();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    parts.progress().close();
    try {
      parts.journal().close();
    } finally {
      parts.threads().shutdown();
    }
  }
}
