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

  private static final Map<String, String> WORDS =
      Map.of(
          "step.skipped", "skipped",
          "step.abandoned", "given up",
          "pause.started", "paused",
          "pause.ended", "over",
          "submission.requested", "open",
          "submission.received", "received",
          "submission.expired", "expired",
          "child.started", "started",
          "compensation.completed", "undone",
          "compensation.failed", "not undone");

  private Story() {}

  /** The nodes in the order in which something first happened at them. */
  static List<Row> of(List<Entry> entries) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.AtPath at) {
        Row row = rows.getOrDefault(at.path(), new Row(at.path(), "", "", 0, Optional.empty()));
        rows.put(
            at.path(),
            isOfGate(at)
                ? gate(row, at)
                : isOfStep(at) ? step(row, at) : word(at).map(row::become).orElse(row));
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
    if (event instanceof Event.StepFailed failed) {
      return row.become(failed.next().equals("retry") ? "failed, tried again" : "failed");
    }
    return word(event).map(row::become).orElse(row);
  }

  /** What an event leaves behind that needs no more than a word. */
  private static Optional<String> word(Event event) {
    if (event instanceof Event.ChoiceMade choice) {
      return Optional.of("took " + choice.arm());
    }
    if (event instanceof Event.LoopTurned loop) {
      return Optional.of("turn " + loop.turn() + (loop.again() ? ", again" : ""));
    }
    if (event instanceof Event.EachStarted each) {
      return Optional.of(each.keys().size() + " elements");
    }
    if (event instanceof Event.ChildEnded child) {
      return Optional.of(child.outcome());
    }
    return Optional.ofNullable(WORDS.get(event.name()));
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
