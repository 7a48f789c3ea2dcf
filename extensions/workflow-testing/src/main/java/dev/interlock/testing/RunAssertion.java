package dev.interlock.testing;

import dev.interlock.Outcome;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a test says of a run, as it stood when it was asked about. Use from one thread. */
public final class RunAssertion {
  private final RunRecord record;
  private final Optional<TestRun<?>> run;

  RunAssertion(RunRecord record, Optional<TestRun<?>> run) {
    this.record = record;
    this.run = run;
  }

  /** It ended with a value. */
  public RunAssertion completed() {
    return ended(Event.RunCompleted.class, "completed");
  }

  /** It ended with this value. */
  public RunAssertion completedWith(Object value) {
    completed();
    Optional<Object> result = run.flatMap(one -> one.outcome().result());
    if (!result.equals(Optional.of(value))) {
      throw facts("the value " + value)
          .and("but it was", result.map(Object::toString).orElse("none"))
          .failure();
    }
    return this;
  }

  /** It ended because a gate or a check at this place said no. */
  public RunAssertion rejectedAt(String path) {
    ended(Event.RunRejected.class, "rejected at '" + path + "'");
    return at(path, record.events(Event.RunRejected.class).map(Event.RunRejected::path));
  }

  /** It ended with a failure of this kind at this place. */
  public RunAssertion failedAt(String path, Failure.Kind kind) {
    ended(Event.RunFailed.class, "failed at '" + path + "'");
    at(path, record.events(Event.RunFailed.class).map(Event.RunFailed::path));
    Failure.Kind was = record.events(Event.RunFailed.class).toList().get(0).failure();
    if (was != kind) {
      throw facts("a failure of kind " + kind).and("but its kind was", was).failure();
    }
    return this;
  }

  private RunAssertion at(String path, Stream<String> places) {
    List<String> all = places.toList();
    if (!all.contains(path)) {
      throw facts("to end at '" + path + "'").and("but it ended at", all).failure();
    }
    return this;
  }

  /** It was called off. */
  public RunAssertion cancelled() {
    return ended(Event.RunCancelled.class, "cancelled");
  }

  /** It has not ended and waits for somebody at exactly these places, in any order. */
  public RunAssertion waitsAt(String... paths) {
    List<String> places = waiting();
    if (!places.equals(Stream.of(paths).sorted().toList())) {
      throw facts("to wait at " + Arrays.asList(paths)).and("but it waits at", places).failure();
    }
    return this;
  }

  private List<String> waiting() {
    return run.map(TestRun::outcome).stream()
        .filter(Outcome.Waiting.class::isInstance)
        .flatMap(outcome -> ((Outcome.Waiting<?>) outcome).causes().stream())
        .map(Outcome.Cause::path)
        .sorted()
        .toList();
  }

  private RunAssertion ended(Class<? extends Event> as, String word) {
    Optional<Event> end = record.end();
    if (end.filter(as::isInstance).isEmpty()) {
      throw facts("to be " + word)
          .and("but it", end.map(event -> "ended: " + event).orElse("has not ended"))
          .andEach("its events", record.story())
          .failure();
    }
    return this;
  }

  /** These steps were finished in this order, others among them or not. */
  public RunAssertion ranInOrder(String... paths) {
    List<String> finished = finished();
    int from = 0;
    for (String path : paths) {
      int found = finished.subList(from, finished.size()).indexOf(path);
      if (found < 0) {
        throw facts("steps in the order " + Arrays.asList(paths))
            .and("not in its place", path)
            .andEach("finished were", finished)
            .failure();
      }
      from += found + 1;
    }
    return this;
  }

  /** No body of this step was ever started. */
  public RunAssertion neverRan(String path) {
    if (record.events(Event.StepStarted.class).anyMatch(step -> step.path().equals(path))) {
      throw facts("step '" + path + "' never to run")
          .andEach("but its events are", record.story())
          .failure();
    }
    return this;
  }

  private List<String> finished() {
    return record.events(Event.StepCompleted.class).map(Event.StepCompleted::path).toList();
  }

  /** A gate of it, which was presented. */
  public GateAssertion gate(String path) {
    return GateAssertion.of(this, record, path);
  }

  /** What was recorded of it. */
  public RecordAssertion recorded() {
    return new RecordAssertion(record);
  }

  Facts facts(String expected) {
    return Facts.of("run", record.run()).and("expected", expected);
  }
}
