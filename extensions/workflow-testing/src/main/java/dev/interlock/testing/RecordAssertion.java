package dev.interlock.testing;

import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a test says of the record of a run; it looks at events alone, chain and heads are for the
 * verifier of {@code workflow-audit}. Use from one thread.
 */
public final class RecordAssertion {
  private final RunRecord record;

  RecordAssertion(RunRecord record) {
    this.record = record;
  }

  /**
   * It begins and ends; every body that was started ended, or is recorded as abandoned or in doubt
   * and settled; every gate that was presented closed.
   */
  public RecordAssertion isComplete() {
    List<String> open = new ArrayList<>();
    if (!(record.entries().get(0).event() instanceof Event.RunStarted)) {
      open.add("it does not begin with run.started");
    }
    if (record.end().isEmpty()) {
      open.add("it has not ended");
    }
    openSteps().forEach(step -> open.add("step '" + step + "' was started and never ended"));
    openGates().forEach(gate -> open.add("gate '" + gate + "' was presented and never closed"));
    return refuse("to be complete", open);
  }

  private Set<String> openSteps() {
    Set<String> open = new LinkedHashSet<>();
    for (var entry : record.entries()) {
      Event event = entry.event();
      if (event instanceof Event.StepStarted step) {
        open.add(step.path());
      } else if (event instanceof Event.StepCompleted
          || event instanceof Event.StepFailed
          || event instanceof Event.StepReconciled
          || event instanceof Event.StepAbandoned) {
        open.remove(((Event.AtPath) event).path());
      }
    }
    return open;
  }

  private Set<String> openGates() {
    Set<String> open = new LinkedHashSet<>();
    for (var entry : record.entries()) {
      if (entry.event() instanceof Event.GateRequested gate) {
        open.add(gate.path());
      } else if (entry.event() instanceof Event.GateClosed gate) {
        open.remove(gate.path());
      }
    }
    return open;
  }

  /**
   * No step acted before what it reads as a witness was there: a gate that was approved by as many
   * people in its roles as it asks for, or a check that passed; or it says why it needs none.
   */
  public RecordAssertion isAuthorised() {
    return refuse("to be authorised", new Authorisation(record).objections());
  }

  private RecordAssertion refuse(String expected, List<String> objections) {
    List<String> all = List.copyOf(new LinkedHashSet<>(objections));
    if (!new HashSet<>(all).isEmpty()) {
      throw Facts.of("record of run", record.run())
          .and("expected", expected)
          .andEach("but", all)
          .andEach("its events", record.story())
          .failure();
    }
    return this;
  }
}
