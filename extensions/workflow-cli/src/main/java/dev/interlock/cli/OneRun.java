package dev.interlock.cli;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Run;
import dev.interlock.record.Failure;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Takes one run as far as it goes, and tells how it was left. */
final class OneRun {
  private final Host host;
  private final Screen screen;
  private final Log log;

  OneRun(Host host, Screen screen, Log log) {
    this.host = host;
    this.screen = screen;
    this.log = log;
  }

  /** What came of it: the failure of a journal that was lost, or else where the run stands. */
  private record Result(Optional<Failure> lost, Optional<Log.Known> known) {}

  /** Does something with a run, says what came of it, and gives the exit code back. */
  int go(Session.About about, Journal journal, Function<Engine, Run<?>> how) {
    return go(about, journal, how, new HandedIn());
  }

  /** The same where an answer is handed in on the way. */
  int go(Session.About about, Journal journal, Function<Engine, Run<?>> how, HandedIn answer) {
    Session session = Session.open(about, journal, host, screen.progress(System.getenv()));
    Thread end = session.atEndOfProgram(() -> interrupted(about.run()));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      Result result = settled(session, about.run(), how);
      return session.programEnds() ? Exit.INTERRUPTED : told(about.run(), result, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return session.programEnds() ? Exit.INTERRUPTED : interrupted(about.run());
    } finally {
      forget(session, end);
    }
  }

  private static Result settled(Session session, RunId run, Function<Engine, Run<?>> how)
      throws InterruptedException {
    try (session) {
      Outcome<?> outcome = session.settled(how);
      if (session.programEnds()) {
        return new Result(Optional.empty(), Optional.empty());
      }
      return outcome instanceof Outcome.Stopped<?> stopped
          ? new Result(Optional.of(stopped.failure()), Optional.empty())
          : new Result(Optional.empty(), Optional.of(session.known(run)));
    }
  }

  private static void forget(Session session, Thread end) {
    try {
      if (!session.programEnds()) {
        Runtime.getRuntime().removeShutdownHook(end);
      }
    } catch (IllegalStateException e) {
      // The program is being ended, so that there is nothing to forget.
    }
  }

  private int told(RunId run, Result result, HandedIn answer) {
    return result
        .lost()
        .map(failure -> stopped(run, failure))
        .or(() -> result.known().map(known -> left(known, answer)))
        .orElse(Exit.FAILED);
  }

  private int stopped(RunId run, Failure failure) {
    String resume = log.next().command("resume", run);
    return screen.refuse(
        Exit.FAILED, "run " + run + " stopped\n" + failure.guidance(), Optional.of(resume));
  }

  /** Writes the reports of a run that has ended, and tells how a run was left. */
  int left(Log.Known known) {
    return left(known, new HandedIn());
  }

  private int left(Log.Known known, HandedIn answer) {
    Left left = new Left(known, log.next());
    List<String> written = Exit.isEnd(known.standing().status()) ? reports(known) : List.of();
    List<String> lines = new ArrayList<>(answer.lines());
    lines.addAll(left.lines());
    written.forEach(file -> lines.addAll(Text.after("  written: ", file)));
    Map<String, Object> object = left.object();
    object.put("written", written);
    answer.into(object);
    screen.say(lines);
    screen.answer(object);
    return left.exit();
  }

  private List<String> reports(Log.Known known) {
    Run.Standing standing = known.standing();
    EndedRun ended = new EndedRun(standing.run(), log.folder(), standing.status(), known.entries());
    try {
      return host.commandOf(standing.workflow()).stream()
          .flatMap(command -> command.writeReports(ended).stream())
          .map(Path::toString)
          .toList();
    } catch (RuntimeException e) {
      screen.note("the reports were not written: " + e.getMessage());
      screen.noteCommand(log.next().command("resume", standing.run()));
      return List.of();
    }
  }

  /** Says that nothing was decided, and what to type to go on. */
  private int interrupted(RunId run) {
    Optional<Log.Known> known = log.find(run);
    Optional<Run.Standing> standing = known.map(Log.Known::standing);
    Optional<String> next = known.flatMap(found -> new Left(found, log.next()).command());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run);
    object.put("status", standing.map(Run.Standing::status).map(Left::word));
    object.put("exit", Exit.INTERRUPTED);
    object.put("next", next);
    screen.note("interrupted; " + (next.isEmpty() ? "run " + run : "run " + run + " can go on:"));
    screen.say(next.stream().toList());
    screen.answer(object);
    return Exit.INTERRUPTED;
  }
}
