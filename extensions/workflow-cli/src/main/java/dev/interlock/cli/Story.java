package dev.interlock.cli;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of each node of a run, told from its events. */
final class Story {
  /** One node: where it is, what became of it, by whom it was checked, how often it was tried. */
  record Row(String path, String status, String checks, int tries, Optional<Long> tookMicros) {
    private Row become(String changed) {
      return new Row(path, changed, checks, tries, tookMicros);
    }

    private Row checked(String by) {
      return new Row(path, status, by, tries, tookMicros);
    }

    private Row tried(int times) {
      return new Row(path, status, checks, times, tookMicros);
    }

    private Row took(long micros) {
      return new Row(path, status, checks, tries, Optional.of(micros));
    }
  }

  private Story() {}

  /** The nodes in the order in which something first happened at them. */
  static List<Row> of(List<Entry> entries) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.AtPath at) {
        Row row = rows.getOrDefault(at.path(), new Row(at.path(), "", "", 0, Optional.empty()));
        rows.put(at.path(), isOfGate(at) ? gate(row, at) : isOfStep(at) ? step(row, at) : row);
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static boolean isOfGate(Event event) {
    return event.name().startsWith("gate.");
  }

  private static boolean isOfStep(Event event) {
    return event.name().startsWith("step.") || event.name().startsWith("check.");
  }

  private static Row gate(Row row, Event event) {
    if (event instanceof Event.GateRequested requested) {
      return row.become("open")
          .tried(requested.attempt())
          .checked(requested.approval() + " by " + String.join(", ", requested.roles()));
    }
    return event instanceof Event.GateClosed closed ? row.become(closed.outcome()) : row;
  }

  private static Row step(Row row, Event event) {
    if (event instanceof Event.StepStarted started) {
      return row.become("started").tried(started.attempt());
    }
    if (event instanceof Event.StepCompleted completed) {
      return row.become("done").took(completed.tookMicros()).checked(checks(completed));
    }
    if (event instanceof Event.StepReconciled reconciled) {
      return row.become(reconciled.happened() ? "happened" : "not happened");
    }
    return event instanceof Event.StepDoubt ? row.become("in doubt") : examined(row, event);
  }

  private static Row examined(Row row, Event event) {
    if (event instanceof Event.CheckPassed passed) {
      return row.become("passed").checked(passed.check());
    }
    if (event instanceof Event.CheckFailed failed) {
      return row.become("failed").checked(failed.check());
    }
    return event instanceof Event.StepFailed ? row.become("failed") : row;
  }

  private static String checks(Event.StepCompleted completed) {
    return completed.checks().stream()
        .map(
            check ->
                check.verdict().equals("passed")
                    ? check.check()
                    : check.verdict() + check.reason().map(reason -> ": " + reason).orElse(""))
        .collect(Collectors.joining(", "));
  }
}
