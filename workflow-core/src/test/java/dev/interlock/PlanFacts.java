package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was recorded of each place of one run. */
abstract sealed class PlanFacts permits PlanModel {
  /** The number of the last arm of a choice. */
  static final int OTHERWISE = -1;

  private final Plan.Whole plan;
  private final RunId run;
  private final Map<String, Fact> facts = new LinkedHashMap<>();
  final Map<String, Undoing> undoings = new LinkedHashMap<>();
  final List<String> gave = new ArrayList<>();
  private final Set<String> running = new HashSet<>();
  private String input = "";
  private Instant startedAt = Instant.MIN;
  private @Nullable String cancelled;
  private Event.@Nullable Terminal ending;
  private Event.@Nullable RunWaiting waiting;

  PlanFacts(Plan.Whole plan, RunId run) {
    this.plan = plan;
    this.run = run;
  }

  /** How something stands. */
  enum Is {
    STARTED,
    DONE,
    RETRY,
    WAITING,
    AGAIN,
    CLEAR,
    FAILED,
    SKIPPED,
    DOUBT,
    UNANSWERED,
    OPEN,
    DECIDED,
    CANCELLED,
    NO
  }

  /** What was recorded of one place. */
  static final class Fact {
    Is is;
    int attempt;
    int tries;
    String value = "";
    String nonce = "";
    boolean gate;

    /** Whether it gave something that does not count, and that is to be undone. */
    boolean effect;

    @Nullable Instant due;

    Fact(Is is) {
      this.is = is;
    }
  }

  /** What was recorded of the undoing of one step. */
  record Undoing(Is is, int attempt) {}

  Plan.Whole plan() {
    return plan;
  }

  String place(String path) {
    return PlanWorld.place(run, path);
  }

  String input() {
    return input;
  }

  Instant startedAt() {
    return startedAt;
  }

  @Nullable Fact fact(String path) {
    return facts.get(path);
  }

  Map<String, Fact> facts() {
    return facts;
  }

  /** What was begun in this process. */
  Set<String> running() {
    return running;
  }

  Optional<Undoing> undoing(String path) {
    return Optional.ofNullable(undoings.get(path));
  }

  Optional<Event.Terminal> ending() {
    return Optional.ofNullable(ending);
  }

  Optional<Event.RunWaiting> waiting() {
    return Optional.ofNullable(waiting);
  }

  Optional<String> cancelled() {
    return Optional.ofNullable(cancelled);
  }

  void cancel(String by) {
    cancelled = cancelled == null ? by : cancelled;
  }

  private Fact at(String path) {
    return Objects.requireNonNull(facts.get(path), path);
  }

  private Fact put(String path, Is is) {
    Fact fact = new Fact(is);
    facts.put(path, fact);
    return fact;
  }

  static String text(Json value) {
    return value.toString().equals("{}")
        ? "done"
        : Codec.json().read(value, Sample.Text.class).text();
  }

  void apply(Instant at, Event event) {
    if (event instanceof Event.AtPath atPath) {
      boolean refused =
          event instanceof Event.GateRefused || event instanceof Event.SubmissionRefused;
      waiting = refused ? waiting : null;
      if (!steps(atPath) && !outside(atPath)) {
        scopes(atPath);
      }
    } else {
      run(at, event);
    }
  }

  private void run(Instant at, Event event) {
    waiting = event instanceof Event.RunWaiting now ? now : null;
    if (event instanceof Event.RunStarted started) {
      input = text(started.input());
      startedAt = at;
    } else if (event instanceof Event.CancelRequested cancel) {
      cancel(cancel.by());
    } else if (event instanceof Event.RunResumed resumed && resumed.path().isPresent()) {
      again(resumed.path().get());
    } else if (event instanceof Event.Terminal terminal) {
      ending = terminal;
    }
  }

  private void again(String path) {
    Undoing undoing = undoings.get(path);
    if (undoing != null && undoing.is() == Is.FAILED) {
      undoings.put(path, new Undoing(Is.STARTED, undoing.attempt()));
      return;
    }
    Fact fact = at(path);
    fact.tries = 0;
    fact.is = fact.is == Is.UNANSWERED ? Is.DOUBT : Is.AGAIN;
  }

  private boolean steps(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.StepStarted started) {
      Fact fact = facts.computeIfAbsent(path, one -> new Fact(Is.STARTED));
      fact.is = Is.STARTED;
      fact.attempt = started.attempt();
      fact.tries++;
      fact.effect = false;
      running.add(path);
      return true;
    }
    if (event instanceof Event.StepCompleted done) {
      completed(path, text(done.value()));
    } else if (event instanceof Event.StepFailed failed) {
      Fact fact = facts.computeIfAbsent(path, one -> new Fact(Is.FAILED));
      fact.is =
          switch (failed.next()) {
            case "retry" -> Is.RETRY;
            case "waiting" -> Is.WAITING;
            default -> Is.FAILED;
          };
      fact.due = failed.due().orElse(null);
      fact.effect = failed.value().isPresent();
      failed.value().ifPresent(value -> gave.add(path));
    } else if (event instanceof Event.StepDoubt doubt) {
      at(path).effect = false;
      at(path).is = doubt.reason().isPresent() ? Is.UNANSWERED : Is.DOUBT;
    } else if (event instanceof Event.StepReconciled word) {
      word.value().ifPresentOrElse(v -> completed(path, text(v)), () -> at(path).is = Is.CLEAR);
    } else if (event instanceof Event.StepSkipped) {
      at(path).is = Is.SKIPPED;
    } else {
      return false;
    }
    running.remove(path);
    return true;
  }

  private void completed(String path, String value) {
    at(path).is = Is.DONE;
    at(path).value = value;
    gave.add(path);
  }

  private boolean outside(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.GateRequested asked) {
      Fact fact = put(path, Is.OPEN);
      fact.gate = true;
      fact.attempt = asked.attempt();
      fact.nonce = asked.nonce();
      fact.due = asked.notAfter().orElse(null);
    } else if (event instanceof Event.GateDecided decided) {
      at(path).is = Is.DECIDED;
      at(path).value = decided.decision();
    } else if (event instanceof Event.GateClosed closed) {
      at(path).is =
          switch (closed.outcome()) {
            case "approved" -> Is.DONE;
            case "cancelled" -> Is.CANCELLED;
            default -> Is.NO;
          };
      at(path).value = closed.outcome();
    } else if (event instanceof Event.SubmissionRequested asked) {
      Fact fact = put(path, Is.OPEN);
      fact.nonce = asked.nonce();
      fact.due = asked.notAfter().orElse(null);
    } else if (event instanceof Event.SubmissionReceived received) {
      put(path, Is.DONE).value = text(received.value());
    } else if (event instanceof Event.SubmissionExpired expired) {
      put(path, expired.goesOn() ? Is.DONE : Is.NO).value = "nothing";
    } else if (event instanceof Event.PauseStarted pause) {
      put(path, Is.OPEN).due = pause.due();
    } else if (event instanceof Event.PauseEnded) {
      put(path, Is.DONE);
    } else {
      return false;
    }
    return true;
  }

  private void scopes(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.ChildStarted) {
      put(path, Is.OPEN);
    } else if (event instanceof Event.ChildEnded ended) {
      switch (ended.outcome()) {
        case "completed" -> put(path, Is.DONE).value = text(ended.value().orElseThrow());
        case "failed" -> put(path, Is.FAILED);
        default -> put(path, Is.NO);
      }
    } else if (event instanceof Event.CheckPassed) {
      put(path, Is.DONE);
    } else if (event instanceof Event.CheckFailed && !running.contains(path)) {
      checkFailed(path);
    } else if (event instanceof Event.ChoiceMade made) {
      put(path, Is.OPEN).attempt = number(made.arm());
    } else if (event instanceof Event.LoopTurned turned) {
      put(path, turned.again() ? Is.OPEN : Is.DONE).attempt = turned.turn();
    } else if (event instanceof Event.EachStarted) {
      put(path, Is.OPEN);
    } else if (event instanceof Event.CompensationStarted started) {
      undoings.put(path, new Undoing(Is.STARTED, started.attempt()));
      running.add(path);
    } else if (event instanceof Event.CompensationCompleted done) {
      undoings.put(path, new Undoing(Is.DONE, done.attempt()));
      running.remove(path);
    } else if (event instanceof Event.CompensationFailed failed) {
      undoings.put(path, new Undoing(Is.FAILED, failed.attempt()));
      running.remove(path);
    }
  }

  /** A check that failed in a doubt about a step is told once more by the step's failure. */
  private void checkFailed(String path) {
    Fact known = facts.get(path);
    if (known == null || known.is != Is.DOUBT) {
      put(path, Is.NO);
    }
  }

  private static int number(String arm) {
    return arm.equals("otherwise") ? OTHERWISE : Integer.parseInt(arm.substring(1));
  }
}
