package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is open over all runs: gates to answer and deadlines to keep. Safe for many threads. */
final class Pending {
  private final Host host;
  private final Runs runs;
  private final AtomicBoolean readAll = new AtomicBoolean();

  Pending(Host host, Runs runs) {
    this.host = host;
    this.runs = runs;
  }

  /** The open gates of a run; none if it is not there or its definition is not registered. */
  List<GateRequest> of(RunId run) {
    RunFacts facts = RunFacts.of(host.journal().entries(run));
    Optional<Workflow<?, ?>> workflow =
        facts.isEmpty() ? Optional.empty() : host.definitions().find(facts.started());
    if (workflow.isEmpty() || facts.ending().isPresent()) {
      return List.of();
    }
    Gatekeeper keeper = new Gatekeeper(host, run, workflow.get().name());
    return Walk.of(workflow.get(), facts, Set.of()).openGates().stream()
        .map(open -> keeper.request(open.gate(), facts, asked(facts, open)))
        .toList();
  }

  private static Event.GateRequested asked(RunFacts facts, Ready.ToPresent open) {
    return facts.gateAt(open.path()).orElseThrow().request();
  }

  /** Closes the gates whose deadline has passed. */
  void runDue() {
    if (readAll.compareAndSet(false, true)) {
      for (RunId run : host.journal().runs()) {
        RunFacts facts = RunFacts.of(host.journal().entries(run));
        if (facts.ending().isEmpty() && host.definitions().find(facts.started()).isPresent()) {
          facts
              .openGates()
              .forEach(gate -> host.deadlines().note(run, gate.request(), facts.latest()));
        }
      }
    }
    host.deadlines().due().forEach(runs::touch);
  }
}
