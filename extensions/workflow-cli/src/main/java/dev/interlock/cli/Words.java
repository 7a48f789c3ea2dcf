package dev.interlock.cli;

import dev.interlock.record.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an event is called while a run is at work; most events are not worth a line. */
final class Words {
  private static final Map<Class<? extends Event>, Function<Event, String>> WORDS =
      Map.ofEntries(
          word(Event.StepCompleted.class, e -> "done (" + Text.duration(e.tookMicros()) + ")"),
          word(Event.StepFailed.class, e -> "failed (" + e.failure() + "): " + e.message()),
          word(Event.StepDoubt.class, e -> "is in doubt: nobody knows whether its effect happened"),
          word(Event.CheckPassed.class, e -> "passed"),
          word(Event.CheckFailed.class, Words::failed),
          word(Event.GateRequested.class, e -> "asks for " + String.join(", ", e.roles())),
          word(Event.GateDecided.class, e -> e.decision() + " by " + e.principal()),
          word(Event.GateRefused.class, e -> "not opened: " + e.reason()));

  private Words() {}

  private static <E extends Event> Map.Entry<Class<? extends Event>, Function<Event, String>> word(
      Class<E> type, Function<E, String> words) {
    return Map.entry(type, event -> words.apply(type.cast(event)));
  }

  /** A check of the definition has the name of its place; one of a step has a name of its own. */
  private static String failed(Event.CheckFailed event) {
    boolean itself = ("/" + event.path()).endsWith("/" + event.check());
    return (itself ? "" : event.check() + " ") + "did not pass: " + event.reason();
  }

  /** The lines that it is worth, at most 80 columns wide. */
  static List<String> of(Event event) {
    if (event instanceof Event.GateClosed closed && !isDecision(closed.outcome())) {
      return lines(closed.path(), closed.outcome());
    }
    if (!(event instanceof Event.AtPath at)) {
      return List.of();
    }
    return Optional.ofNullable(WORDS.get(event.getClass()))
        .map(words -> lines(at.path(), words.apply(event)))
        .orElse(List.of());
  }

  private static List<String> lines(String path, String words) {
    return Text.hanging("", "    ", path + " " + words);
  }

  private static boolean isDecision(String outcome) {
    return outcome.equals("approved") || outcome.equals("denied");
  }
}
