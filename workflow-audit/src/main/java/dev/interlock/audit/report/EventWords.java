package dev.interlock.audit.report;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An event in a few words, without its name and its path. */
final class EventWords {
  private static final Map<Class<? extends Event>, Function<Event, Phrase>> WORDS =
      Map.ofEntries(
          of(
              Event.RunStarted.class,
              e ->
                  Phrase.of("asked for by ")
                      .andValue(e.requester().principal())
                      .and(proof(e.requester().proven()))),
          of(Event.RunWaiting.class, e -> awaited(e.awaited())),
          of(Event.RunResumed.class, e -> e.by().map(EventWords::by).orElse(Phrase.of("goes on"))),
          of(Event.RunMigrated.class, e -> by(e.by()).and(", to ").andCode(e.to())),
          of(Event.RunRejected.class, e -> Phrase.value(e.reason())),
          of(Event.RunFailed.class, e -> failure(e.failure(), e.message())),
          of(Event.RunCancelled.class, e -> by(e.by())),
          of(Event.CancelRequested.class, e -> by(e.by())),
          of(Event.StepStarted.class, e -> Phrase.of(e.kind() + ", " + attempt(e.attempt()))),
          of(
              Event.StepCompleted.class,
              e -> checks(e.checks()).and(", took " + Numbers.micros(e.tookMicros()))),
          of(
              Event.StepFailed.class,
              e -> failure(e.failure(), e.message()).and("; next: " + e.next())),
          of(Event.StepDoubt.class, EventWords::doubt),
          of(
              Event.StepReconciled.class,
              e ->
                  Phrase.of(e.happened() ? "it happened, " : "it did not happen, ")
                      .and(by(e.by()))),
          of(Event.StepSkipped.class, e -> Phrase.value(e.reason())),
          of(Event.StepAbandoned.class, e -> Phrase.value(e.reason())),
          of(Event.ChoiceMade.class, e -> Phrase.of("took ").andCode(e.arm())),
          of(
              Event.LoopTurned.class,
              e -> Phrase.of("turn " + e.turn() + (e.again() ? ", again" : ", enough"))),
          of(
              Event.EachStarted.class,
              e ->
                  Phrase.of(Numbers.of(e.keys().size(), "element") + ": ")
                      .andValue(String.join(", ", e.keys()))),
          of(Event.PauseStarted.class, e -> Phrase.of("until " + Numbers.second(e.due()))),
          of(Event.SubmissionRequested.class, e -> from(e.roles())),
          of(
              Event.SubmissionReceived.class,
              e ->
                  Phrase.of("from ")
                      .and(person(e.principal(), e.role(), e.proven()))
                      .and("; ")
                      .and(checks(e.checks()))),
          of(Event.SubmissionRefused.class, e -> Phrase.value(e.reason())),
          of(
              Event.SubmissionExpired.class,
              e -> Phrase.of(e.goesOn() ? "goes on with the declared value" : "the run ends")),
          of(Event.ChildStarted.class, e -> Phrase.of("run ").andCode(e.run())),
          of(Event.ChildEnded.class, EventWords::child),
          of(Event.CompensationStarted.class, e -> Phrase.of(attempt(e.attempt()))),
          of(Event.CompensationFailed.class, e -> failure(e.failure(), e.message())),
          of(Event.CheckPassed.class, e -> Phrase.value(e.check())),
          of(Event.CheckFailed.class, e -> Phrase.value(e.check()).and(": ").andValue(e.reason())),
          of(Event.GateRequested.class, e -> from(e.roles()).and(", " + attempt(e.attempt()))),
          of(
              Event.GateDecided.class,
              e ->
                  Phrase.of(e.decision() + " by ")
                      .and(person(e.principal(), e.role(), e.proven()))
                      .and(
                          e.onBehalfOf()
                              .map(whom -> Phrase.of(", on behalf of ").andValue(whom))
                              .orElse(Phrase.of("")))),
          of(Event.GateFollowUp.class, GateWords::followUp),
          of(Event.PeopleChanged.class, e -> by(e.by()).and(", to ").andCode(e.to())),
          of(Event.GateRefused.class, e -> Phrase.value(e.reason())),
          of(Event.GateClosed.class, e -> Phrase.of(e.outcome())),
          of(Event.Violation.class, e -> Phrase.value(e.what())),
          of(Event.BlobErased.class, e -> Phrase.code(e.blob()).and(", ").and(by(e.by()))));

  private EventWords() {}

  private static <E extends Event> Map.Entry<Class<? extends Event>, Function<Event, Phrase>> of(
      Class<E> type, Function<E, Phrase> words) {
    return Map.entry(type, event -> words.apply(type.cast(event)));
  }

  /** What it says; nothing if its name says it all. */
  static Optional<Phrase> of(Event event) {
    return Optional.ofNullable(WORDS.get(event.getClass())).map(words -> words.apply(event));
  }

  /** Who it was, in which role, and whether that was proven. */
  static Phrase person(String principal, String role, boolean proven) {
    return Phrase.value(principal).and(" as ").andValue(role).and(proof(proven));
  }

  /** Whether somebody only says who they are. */
  static String proof(boolean proven) {
    return proven ? " (proven)" : " (claimed)";
  }

  static Phrase awaited(List<Event.Awaited> awaited) {
    Phrase words = Phrase.of(awaited.isEmpty() ? "for nothing" : "for ");
    String between = "";
    for (Event.Awaited one : awaited.subList(0, Math.min(awaited.size(), Summary.MOST))) {
      words = words.and(between + one.what() + " ").andCode(one.path());
      between = ", ";
    }
    return words;
  }

  private static Phrase by(String principal) {
    return Phrase.of("by ").andValue(principal);
  }

  private static Phrase from(List<String> roles) {
    return Phrase.of("from ").andValue(String.join(", ", roles));
  }

  private static String attempt(int attempt) {
    return "attempt " + attempt;
  }

  private static Phrase failure(Failure.Kind kind, String message) {
    return Phrase.of(kind + ": ").andValue(message);
  }

  private static Phrase doubt(Event.StepDoubt event) {
    Phrase nobody = Phrase.of("nobody knows whether its effect happened");
    return event.reason().map(reason -> nobody.and(": ").andValue(reason)).orElse(nobody);
  }

  private static Phrase child(Event.ChildEnded event) {
    Phrase ended = Phrase.of("run ").andCode(event.run()).and(": " + event.outcome());
    return event.reason().map(reason -> ended.and(": ").andValue(reason)).orElse(ended);
  }

  private static Phrase checks(List<Event.CheckResult> checks) {
    long passed = checks.stream().filter(check -> check.verdict().equals("passed")).count();
    if (checks.isEmpty()) {
      return Phrase.of("no checks");
    }
    return Phrase.of(passed == 0 ? "unverified" : Numbers.of(passed, "check") + " passed");
  }
}
