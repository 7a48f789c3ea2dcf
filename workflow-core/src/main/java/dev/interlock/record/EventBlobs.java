package dev.interlock.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The references to blobs that stand in events. */
final class EventBlobs {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\"blob\":\"([0-9a-f]{64})\",\"size\":(0|[1-9][0-9]{0,17})}");
  private static final int SHORTEST = "{'blob':'','size':0}".length() + 64;
  private static final int LONGEST = SHORTEST + 17;

  private EventBlobs() {}

  static Optional<Event.Blob> reference(Json json) {
    if (json.size() < SHORTEST || json.size() > LONGEST) {
      return Optional.empty();
    }
    Matcher found = REFERENCE.matcher(json.toString());
    return found.matches()
        ? Optional.of(new Event.Blob(found.group(1), Long.parseLong(found.group(2))))
        : Optional.empty();
  }

  static Json json(Event.Blob blob) {
    String text = "{\"blob\":\"" + blob.sha256() + "\",\"size\":" + blob.size() + "}";
    return Json.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  static List<Event.Blob> of(Event event) {
    List<Json> all = new ArrayList<>();
    if (event instanceof Event.StepCompleted step) {
      all.add(step.value());
      seen(step.checks(), all);
      all.addAll(step.evidence());
    } else if (event instanceof Event.StepEvidence step) {
      all.addAll(step.evidence());
    } else if (event instanceof Event.StepReconciled step) {
      step.value().ifPresent(all::add);
      seen(step.checks(), all);
    } else if (event instanceof Event.SubmissionReceived received) {
      all.add(received.value());
      seen(received.checks(), all);
    } else if (event instanceof Event.EachStarted each) {
      all.addAll(each.items());
    } else {
      single(event).ifPresent(all::add);
    }
    return all.stream().flatMap(json -> reference(json).stream()).toList();
  }

  private static void seen(List<Event.CheckResult> checks, List<Json> all) {
    checks.forEach(check -> check.evidence().ifPresent(all::add));
  }

  private static Optional<Json> single(Event event) {
    if (event instanceof Event.RunStarted started) {
      return Optional.of(started.input());
    }
    if (event instanceof Event.RunCompleted completed) {
      return Optional.of(completed.value());
    }
    if (event instanceof Event.CheckPassed check) {
      return Optional.of(check.evidence());
    }
    if (event instanceof Event.CheckFailed check) {
      return check.evidence();
    }
    if (event instanceof Event.StepFailed step) {
      return step.value();
    }
    if (event instanceof Event.ChildEnded child) {
      return child.value();
    }
    return event instanceof Event.SubmissionExpired expired ? expired.value() : Optional.empty();
  }
}
