package dev.interlock.record;

import static java.util.Map.entry;

import dev.interlock.internal.json.StrictJson;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The names of the events, and their details as JSON. */
final class EventJson {
  private static final StrictJson JSON = StrictJson.ofEvents(Json.class, Json::bytes, Json::of);

  private static final Map<String, Class<? extends Event>> TYPES =
      Map.ofEntries(
          entry("run.started", Event.RunStarted.class),
          entry("run.waiting", Event.RunWaiting.class),
          entry("run.resumed", Event.RunResumed.class),
          entry("run.completed", Event.RunCompleted.class),
          entry("run.rejected", Event.RunRejected.class),
          entry("run.failed", Event.RunFailed.class),
          entry("run.cancelled", Event.RunCancelled.class),
          entry("step.started", Event.StepStarted.class),
          entry("step.completed", Event.StepCompleted.class),
          entry("step.evidence", Event.StepEvidence.class),
          entry("step.failed", Event.StepFailed.class),
          entry("step.doubt", Event.StepDoubt.class),
          entry("step.reconciled", Event.StepReconciled.class),
          entry("run.rehearsal", Event.RunRehearsal.class),
          entry("step.skipped", Event.StepSkipped.class),
          entry("step.abandoned", Event.StepAbandoned.class),
          entry("choice.made", Event.ChoiceMade.class),
          entry("loop.turned", Event.LoopTurned.class),
          entry("each.started", Event.EachStarted.class),
          entry("pause.started", Event.PauseStarted.class),
          entry("pause.ended", Event.PauseEnded.class),
          entry("submission.requested", Event.SubmissionRequested.class),
          entry("submission.received", Event.SubmissionReceived.class),
          entry("submission.refused", Event.SubmissionRefused.class),
          entry("submission.expired", Event.SubmissionExpired.class),
          entry("child.started", Event.ChildStarted.class),
          entry("child.ended", Event.ChildEnded.class),
          entry("compensation.started", Event.CompensationStarted.class),
          entry("compensation.completed", Event.CompensationCompleted.class),
          entry("compensation.failed", Event.CompensationFailed.class),
          entry("run.migrated", Event.RunMigrated.class),
          entry("people.changed", Event.PeopleChanged.class),
          entry("gate.followup", Event.GateFollowUp.class),
          entry("clock.anomaly", Event.ClockAnomaly.class),
          entry("cancel.requested", Event.CancelRequested.class),
          entry("violation", Event.Violation.class),
          entry("blob.erased", Event.BlobErased.class),
          entry("check.passed", Event.CheckPassed.class),
          entry("check.failed", Event.CheckFailed.class),
          entry("gate.requested", Event.GateRequested.class),
          entry("gate.decided", Event.GateDecided.class),
          entry("gate.refused", Event.GateRefused.class),
          entry("gate.closed", Event.GateClosed.class));

  private static final Map<Class<? extends Event>, String> NAMES =
      TYPES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private EventJson() {}

  static String name(Event event) {
    return event instanceof Event.Other other
        ? other.name()
        : Objects.requireNonNull(NAMES.get(event.getClass()));
  }

  static Json write(Event event) {
    return event instanceof Event.Other other
        ? other.data()
        : Json.written(JSON.write(event, event.getClass()));
  }

  static Event read(String name, Json data) {
    Class<? extends Event> type = TYPES.get(name);
    if (type == null) {
      return new Event.Other(name, data);
    }
    try {
      return JSON.read(data.bytes(), type);
    } catch (IllegalArgumentException e) {
      throw new JournalException(
          "an event '" + name + "' of the log cannot be read: " + e.getMessage(), e);
    }
  }
}
