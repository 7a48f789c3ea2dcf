package dev.interlock.cli;

import dev.interlock.Engine;
import dev.interlock.Run;
import dev.interlock.record.FailureException;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.function.Function;

/** The commands that change a run. Each gives the exit code back. */
final class RunCommands {
  private final OneRun oneRun;
  private final Screen screen;
  private final Log log;

  RunCommands(Host host, Screen screen, Log log) {
    this.oneRun = new OneRun(host, screen, log);
    this.screen = screen;
    this.log = log;
  }

  /** Starts a run of a workflow. */
  <I> int start(Host.Known<I> known, Typed typed) {
    typed.run().map(RunIds::typed).ifPresent(log::refuseUsed);
    try (Journal journal = log.open()) {
      RunId run = id(known.command(), typed, journal);
      I input = input(known.command(), new RunRequest(run, log.folder(), typed.options()));
      return oneRun.go(
          new Session.About(log.folder(), run, false),
          journal,
          engine -> engine.start(known.workflow(), run, input, Principal.ofProcess()));
    }
  }

  private static RunId id(CommandWorkflow<?> workflow, Typed typed, Journal journal) {
    List<RunId> used = journal.runs();
    String about = workflow.namedBy().map(typed.options()::get).orElse(workflow.name());
    return typed
        .run()
        .map(RunIds::typed)
        .orElseGet(() -> RunIds.madeUp(about, workflow.name(), used::contains));
  }

  private static <I> I input(CommandWorkflow<I> workflow, RunRequest request) {
    try {
      return workflow.input().apply(request);
    } catch (FailureException e) {
      throw e;
    } catch (WorkflowException e) {
      throw new Mistake(e.getMessage() + "\nnothing was started");
    }
  }

  /** Asks at its open gates, whether anybody can be reached or not, then goes on. */
  int approve(RunId run) {
    return goOn(run, false, engine -> engine.present(run));
  }

  /** The same, taking nothing but a no. */
  int deny(RunId run) {
    return goOn(run, true, engine -> engine.present(run));
  }

  /** Goes on, tries again what failed; writes the reports of a run that has ended. */
  int resume(RunId run) {
    return goOn(run, false, engine -> engine.resume(run, Principal.ofProcess()));
  }

  /** Calls a run off. */
  int cancel(RunId run) {
    return goOn(run, false, engine -> engine.cancel(run, Principal.ofProcess()));
  }

  private int goOn(RunId run, boolean denying, Function<Engine, Run<?>> how) {
    Log.Known known = log.known(run);
    if (Exit.isEnd(known.standing().status())) {
      screen.note("run " + run + " has ended already; nothing of it was changed");
      return oneRun.left(known);
    }
    try (Journal journal = log.open()) {
      return oneRun.go(new Session.About(log.folder(), run, denying), journal, how);
    }
  }
}
