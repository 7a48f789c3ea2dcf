package dev.interlock;

import dev.interlock.record.Event;
import java.util.Optional;

/** Takes known secrets out of the texts of events. Immutable. */
final class Redaction {
  private final RecordedForm form;

  Redaction(RecordedForm form) {
    this.form = form;
  }

  /** The event as it is written. */
  Event of(Event event) {
    if (event instanceof Event.StepStarted
        || event instanceof Event.StepCompleted
        || event instanceof Event.StepEvidence) {
      return event; // what they hold is recorded already
    }
    if (event instanceof Event.Terminal ending) {
      return ending(ending);
    }
    return event instanceof Event.AtPath at ? atPath(at) : whole(event);
  }

  private Event ending(Event.Terminal event) {
    if (event instanceof Event.RunRejected rejected) {
      return new Event.RunRejected(rejected.path(), text(rejected.reason()));
    }
    return event instanceof Event.RunFailed failed
        ? new Event.RunFailed(
            failed.path(), failed.failure(), text(failed.type()), text(failed.message()))
        : event;
  }

  private Event whole(Event event) {
    return event instanceof Event.Violation violation
        ? new Event.Violation(violation.path(), text(violation.what()))
        : event;
  }

  private Event atPath(Event.AtPath event) {
    if (event instanceof Event.StepFailed failed) {
      return failed(failed);
    }
    if (event instanceof Event.CompensationFailed failed) {
      return new Event.CompensationFailed(
          failed.path(),
          failed.attempt(),
          failed.failure(),
          text(failed.type()),
          text(failed.message()));
    }
    if (event instanceof Event.GateDecided decided) {
      return decided.comment().isEmpty() ? decided : commented(decided);
    }
    if (event instanceof Event.CheckFailed check) {
      return new Event.CheckFailed(
          check.path(), check.check(), text(check.reason()), check.evidence());
    }
    return reasoned(event);
  }

  private Event reasoned(Event.AtPath event) {
    if (event instanceof Event.StepDoubt doubt) {
      return new Event.StepDoubt(doubt.path(), doubt.attempt(), text(doubt.reason()));
    }
    if (event instanceof Event.SubmissionRefused refused) {
      return new Event.SubmissionRefused(refused.path(), refused.attempt(), text(refused.reason()));
    }
    if (event instanceof Event.GateRefused refused) {
      return new Event.GateRefused(
          refused.path(), refused.attempt(), text(refused.reason()), text(refused.channel()));
    }
    if (event instanceof Event.GateFollowUp opened) {
      return new Event.GateFollowUp(
          opened.path(), opened.attempt(), opened.what(), text(opened.reason()));
    }
    return event instanceof Event.ChildEnded child
        ? new Event.ChildEnded(
            child.path(), child.run(), child.outcome(), child.value(), text(child.reason()))
        : event;
  }

  private Event failed(Event.StepFailed failed) {
    return new Event.StepFailed(
        failed.path(),
        failed.attempt(),
        failed.failure(),
        text(failed.type()),
        text(failed.message()),
        failed.next(),
        failed.due(),
        text(failed.toCheck()),
        text(failed.toRecover()),
        failed.value());
  }

  private Event commented(Event.GateDecided decided) {
    return new Event.GateDecided(
        decided.path(),
        decided.attempt(),
        decided.nonce(),
        decided.decision(),
        decided.principal(),
        decided.proven(),
        decided.role(),
        decided.presence(),
        decided.channel(),
        decided.shown(),
        decided.comment().map(form.secrets()::text),
        decided.onBehalfOf(),
        decided.signed());
  }

  private String text(String text) {
    return form.text(text);
  }

  private Optional<String> text(Optional<String> text) {
    return text.map(this::text);
  }
}
