package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Has what is too much for a line put into blobs, the largest first. Immutable. */
final class Fitting {
  /** How many bytes of values and evidence one line holds; the rest is for what names them. */
  private static final int ROOM = 48 * 1024;

  /** A reference is hardly shorter than this. */
  private static final int SMALL = 128;

  private final RecordedForm form;

  Fitting(RecordedForm form) {
    this.form = form;
  }

  /** The event with nothing in it that has to be shorter. */
  Event of(Event event) {
    if (event instanceof Event.StepCompleted step) {
      return step.checks().isEmpty() && step.evidence().isEmpty() ? step : completed(step);
    }
    if (event instanceof Event.StepReconciled step) {
      return reconciled(step);
    }
    if (event instanceof Event.SubmissionReceived got) {
      return new Event.SubmissionReceived(
          got.path(),
          got.attempt(),
          got.nonce(),
          got.principal(),
          got.proven(),
          got.role(),
          got.value(),
          checks(got.checks(), ROOM - got.value().size()));
    }
    return lists(event);
  }

  private Event lists(Event event) {
    if (event instanceof Event.StepEvidence step) {
      return new Event.StepEvidence(step.path(), step.attempt(), fitting(step.evidence(), ROOM));
    }
    return event instanceof Event.EachStarted each
        ? new Event.EachStarted(each.path(), each.keys(), fitting(each.items(), ROOM / 2))
        : event;
  }

  private Event reconciled(Event.StepReconciled step) {
    int room = ROOM - step.value().map(Json::size).orElse(0);
    return new Event.StepReconciled(
        step.path(),
        step.attempt(),
        step.by(),
        step.happened(),
        step.value(),
        checks(step.checks(), room));
  }

  private Event completed(Event.StepCompleted step) {
    int room = ROOM - step.value().size();
    List<Json> seen = seen(step.checks());
    List<Json> all = new ArrayList<>(seen);
    all.addAll(step.evidence());
    List<Json> fitting = fitting(all, room);
    return fitting == all
        ? step
        : new Event.StepCompleted(
            step.path(),
            step.attempt(),
            step.value(),
            checks(step.checks(), fitting.subList(0, seen.size())),
            fitting.subList(seen.size(), all.size()),
            step.tookMicros());
  }

  private static List<Json> seen(List<Event.CheckResult> checks) {
    return checks.stream().flatMap(check -> check.evidence().stream()).toList();
  }

  private List<Event.CheckResult> checks(List<Event.CheckResult> checks, int room) {
    return checks(checks, fitting(seen(checks), room));
  }

  private static List<Event.CheckResult> checks(List<Event.CheckResult> checks, List<Json> seen) {
    List<Event.CheckResult> all = new ArrayList<>();
    int next = 0;
    for (Event.CheckResult check : checks) {
      Optional<Json> evidence =
          check.evidence().isPresent() ? Optional.of(seen.get(next++)) : Optional.empty();
      all.add(new Event.CheckResult(check.check(), check.verdict(), evidence, check.reason()));
    }
    return all;
  }

  private List<Json> fitting(List<Json> all, int room) {
    int size = all.stream().mapToInt(Json::size).sum();
    if (size <= room) {
      return all;
    }
    List<Json> fitting = new ArrayList<>(all);
    List<Integer> largestFirst =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> all.get(i).size()).reversed())
            .toList();
    for (int i : largestFirst) {
      if (size <= room || all.get(i).size() < SMALL) {
        break;
      }
      fitting.set(i, form.blob(all.get(i)));
      size += fitting.get(i).size() - all.get(i).size();
    }
    return fitting;
  }
}
