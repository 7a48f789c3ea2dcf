package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import java.time.Instant;
import java.util.Optional;

/** The part of a walk that is about what comes from outside or with time. Use from one thread. */
final class WaitWalk {
  private final RunFacts facts;
  private final Walk.Clock deadlines;
  private final Found found;

  WaitWalk(RunFacts facts, Walk.Clock deadlines, Found found) {
    this.facts = facts;
    this.deadlines = deadlines;
    this.found = found;
  }

  /** Walks a receive, a child or a pause, and says whether it is done. */
  boolean node(Node node, Frame frame, String path) {
    if (node instanceof Node.Receipt receipt) {
      return receipt(receipt, path);
    }
    return node instanceof Node.Child child
        ? child(child, frame, path)
        : pause((Node.Pause) node, path);
  }

  private boolean receipt(Node.Receipt receipt, String path) {
    if (facts.last(Event.SubmissionReceived.class, path).isPresent()) {
      return true;
    }
    Optional<Event.SubmissionExpired> expired = facts.last(Event.SubmissionExpired.class, path);
    if (expired.isPresent()) {
      if (!expired.get().goesOn()) {
        found.rejected(path, "nothing was handed in in time");
      }
      return expired.get().goesOn();
    }
    Optional<Event.SubmissionRequested> asked = facts.last(Event.SubmissionRequested.class, path);
    if (asked.isEmpty()) {
      found.readyFor(new Ready.ToRequest(receipt, path));
      return false;
    }
    Optional<Instant> end = asked.get().notAfter();
    if (end.isPresent() && deadlines.passed(path, end.get())) {
      found.readyFor(new Ready.ToDecide(path, (values, now) -> expired(receipt, path, values)));
    } else {
      end.ifPresent(at -> found.timer(path, at));
      found.openReceipt(new Ready.ToRequest(receipt, path));
      found.awaited("submission", path);
    }
    return false;
  }

  private static Event expired(Node.Receipt receipt, String path, Values values) {
    Class<?> type = receipt.gives();
    Optional<Json> instead =
        receipt
            .options()
            .otherwise()
            .map(
                value ->
                    values.write(
                        path, Codec.json().read(value, type), type, receipt.options().sensitive()));
    return new Event.SubmissionExpired(path, 1, instead.isPresent(), instead);
  }

  private boolean child(Node.Child child, Frame frame, String path) {
    Optional<Event.ChildEnded> ended = facts.last(Event.ChildEnded.class, path);
    Ready.ToFollow follow = new Ready.ToFollow(child, frame, path);
    if (ended.isPresent()) {
      return ended(ended.get());
    }
    if (facts.last(Event.ChildStarted.class, path).isEmpty()) {
      found.readyFor(follow);
    } else {
      found.child(follow);
      found.awaited("child", path);
    }
    return false;
  }

  private boolean ended(Event.ChildEnded ended) {
    String reason = ended.reason().orElse("");
    String of = "its run '" + ended.run() + "' was " + ended.outcome() + ": " + reason;
    switch (ended.outcome()) {
      case "completed" -> {
        return true;
      }
      case "failed" ->
          found.failed(
              ended.path(), Failure.of(Failure.Kind.UNKNOWN, "Child", FailureWords.raw(of)));
      default -> found.rejected(ended.path(), FailureWords.raw(of));
    }
    return false;
  }

  private boolean pause(Node.Pause pause, String path) {
    Optional<Event.PauseStarted> started = facts.last(Event.PauseStarted.class, path);
    if (facts.last(Event.PauseEnded.class, path).isPresent()) {
      return true;
    }
    if (started.isEmpty()) {
      found.readyFor(
          new Ready.ToDecide(
              path, (values, now) -> new Event.PauseStarted(path, now.plus(pause.time()))));
    } else if (deadlines.passed(path, started.get().due())) {
      found.readyFor(new Ready.ToDecide(path, (values, now) -> new Event.PauseEnded(path)));
    } else {
      found.timer(path, started.get().due());
      found.awaited("pause", path);
    }
    return false;
  }
}
