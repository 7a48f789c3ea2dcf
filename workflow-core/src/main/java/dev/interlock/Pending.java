package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What is open over all runs: gates to answer and deadlines to keep. Safe for many threads. */
final class Pending {
  /** Shows every deadline that is still to be noted, passed or not. */
  private static final Walk.Clock NOTHING_IS_OVER = (what, end) -> false;

  private final Host host;
  private final Runs runs;
  private final AtomicBoolean readAll = new AtomicBoolean();

  Pending(Host host, Runs runs) {
    this.host = host;
    this.runs = runs;
  }

  /** The open gates of a run; none if it is not there or its definition is not registered. */
  List<GateRequest> gates(RunId run) {
    return looked(
        run,
        asItIs(run),
        (workflow, facts, walk) -> {
          Gatekeeper keeper = new Gatekeeper(host, run, workflow.name(), (gate, what) -> {});
          return walk.openGates().stream()
              .map(open -> keeper.request(open.gate(), facts, asked(facts, open)))
              .toList();
        });
  }

  /** What a run asks for from outside; nothing if its definition is not registered. */
  List<Submission.Request> submissions(RunId run) {
    return looked(
        run,
        asItIs(run),
        (workflow, facts, walk) ->
            mustEnd(facts, walk)
                ? List.of()
                : walk.openReceipts().stream()
                    .map(open -> Submissions.request(run, workflow.name(), open, facts))
                    .toList());
  }

  private static boolean mustEnd(RunFacts facts, Found walk) {
    return facts.cancelled().isPresent() || walk.ending().isPresent();
  }

  /** What is looked for in a run that has not ended. */
  private interface Look<T> {
    List<T> at(Workflow<?, ?> workflow, RunFacts facts, Found walk);
  }

  private Function<RunFacts, Walk.Clock> asItIs(RunId run) {
    return facts -> host.deadlines().of(run, facts);
  }

  private <T> List<T> looked(RunId run, Function<RunFacts, Walk.Clock> clock, Look<T> look) {
    RunFacts facts = RunFacts.of(host.journal().entries(run));
    Optional<Workflow<?, ?>> workflow =
        facts.isEmpty() ? Optional.empty() : host.definitions().find(facts);
    if (workflow.isEmpty() || facts.ending().isPresent()) {
      return List.of();
    }
    Found walk = Walk.of(workflow.get(), facts, clock.apply(facts), Set.of());
    return look.at(workflow.get(), facts, walk);
  }

  private static Event.GateRequested asked(RunFacts facts, Ready.ToPresent open) {
    return facts.gateAt(open.path()).orElseThrow().request();
  }

  /** Does what is due. */
  void runDue() {
    if (readAll.compareAndSet(false, true)) {
      for (RunId run : host.journal().runs()) {
        looked(
            run,
            facts -> NOTHING_IS_OVER,
            (workflow, facts, walk) -> note(run, facts, workflow, walk));
      }
    }
    host.deadlines().due().forEach(runs::touch);
  }

  private List<Walk.Timer> note(RunId run, RunFacts facts, Workflow<?, ?> workflow, Found walk) {
    Deadlines.OfRun deadlines = host.deadlines().of(run, facts);
    List<Walk.Timer> timers = new ArrayList<>(walk.timers());
    Closing.timer(workflow, facts).ifPresent(timers::add);
    timers.forEach(timer -> deadlines.set(timer, () -> runs.touch(run)));
    return timers;
  }
}
