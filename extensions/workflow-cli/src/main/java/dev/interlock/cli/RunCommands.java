package dev.interlock.cli;

import dev.interlock.Engine;
import dev.interlock.People;
import dev.interlock.Run;
import dev.interlock.Time;
import dev.interlock.Workflow;
import dev.interlock.record.FailureException;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The commands that change a run. Each gives the exit code back. */
final class RunCommands {
  private final Host host;
  private final OneRun oneRun;
  private final Screen screen;
  private final Log log;

  RunCommands(Host host, Screen screen, Log log) {
    this.host = host;
    this.oneRun = new OneRun(host, screen, log);
    this.screen = screen;
    this.log = log;
  }

  /** Starts a run of a workflow. */
  <I> int start(Host.Known<I> known, Typed typed) {
    refuseUnopenable(known.workflow());
    typed.run().map(RunIds::typed).ifPresent(log::refuseUsed);
    try (Journal journal = log.open()) {
      RunId run = id(known.command(), typed, journal);
      I input = input(known.command(), new RunRequest(run, log.folder(), typed.options()));
      return oneRun.go(
          new Session.About(log.folder(), run, Session.AskedHow.plainly()),
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

  /** Nobody is to wait for people who cannot come. */
  private void refuseUnopenable(Workflow<?, ?> workflow) {
    List<String> mistakes =
        host.people()
            .map(people -> people.problems(workflow, Time.system().now()))
            .orElse(List.of());
    if (!mistakes.isEmpty()) {
      throw new Mistake(
          String.join("\n", mistakes) + "\nnothing was started; see:",
          log.next().command("people check"));
    }
  }

  /** Asks again for a run that has ended, with what it was given. */
  int again(RunId ended, Typed typed) {
    Log.Known known = log.known(ended);
    String name = known.standing().workflow();
    if (!Exit.isEnd(known.standing().status())) {
      throw new Mistake(
          "run '" + ended + "' has not ended, so that nothing takes its place\ngo on with it:",
          new Left(known, log.next()).command().orElse(log.next().command("resume", ended)));
    }
    Host.Known<?> workflow =
        host.named(name)
            .orElseThrow(() -> new Mistake("workflow '" + name + "' is none of this program's"));
    return again(workflow.workflow(), ended, typed);
  }

  private int again(Workflow<?, ?> workflow, RunId ended, Typed typed) {
    refuseUnopenable(workflow);
    Optional<RunId> id = typed.option("run").map(RunIds::typed);
    id.ifPresent(log::refuseUsed);
    try (Journal journal = log.open()) {
      List<RunId> used = journal.runs();
      RunId run = id.orElseGet(() -> RunIds.after(ended, used::contains));
      return oneRun.go(
          new Session.About(log.folder(), run, Session.AskedHow.plainly()),
          journal,
          engine -> engine.startAgain(workflow, ended, run, Principal.ofProcess()));
    }
  }

  /** Lets a run go by the people as they are now. */
  int adopt(RunId run, Typed typed) {
    People people = host.people().orElseThrow(KnownPeople::none);
    String name = typed.option("by").orElseGet(() -> Principal.ofProcess().name());
    if (people.person(Principal.of(name)).isEmpty()) {
      throw new Mistake(
          "'"
              + name
              + "' is not among the people; nothing was changed\nsay who you are with --by NAME,"
              + " or add this name as an alias of yours");
    }
    return goOn(run, engine -> engine.adoptPeople(run, Principal.of(name)));
  }

  /** Goes on, tries again what failed; writes the reports of a run that has ended. */
  int resume(RunId run) {
    return goOn(run, engine -> engine.resume(run, Principal.ofProcess()));
  }

  /** Calls a run off. */
  int cancel(RunId run) {
    return goOn(run, engine -> engine.cancel(run, Principal.ofProcess()));
  }

  private int goOn(RunId run, Function<Engine, Run<?>> how) {
    Log.Known known = log.known(run);
    if (Exit.isEnd(known.standing().status())) {
      screen.note("run " + run + " has ended already; nothing of it was changed");
      return oneRun.left(known);
    }
    try (Journal journal = log.open()) {
      return oneRun.go(
          new Session.About(log.folder(), run, Session.AskedHow.plainly()), journal, how);
    }
  }
}
