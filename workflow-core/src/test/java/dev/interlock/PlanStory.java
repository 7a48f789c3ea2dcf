package dev.interlock;

import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;

import dev.interlock.PlanJudge.Said;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** What happens to one run and the runs that it asks for, with a referee who looks at all of it. */
final class PlanStory extends PlanPeople {
  /**
   * Of a seed.
   *
   * @param trouble how many of a thousand attempts do not work; if none, nothing in it does not
   */
  PlanStory(long seed, int trouble) {
    super(seed, trouble);
  }

  /** What can happen, each with a number that says to what and how. */
  enum Op {
    HELP(36),
    RESUME(6),
    TRY_AGAIN(6),
    PRESENT(4),
    DECIDE(10),
    SUBMIT(8),
    RECONCILE(5),
    CANCEL(2),
    PASS(8),
    WEATHER(3),
    CRASH(8),
    LOSE(4);

    private static final int ALL = Arrays.stream(values()).mapToInt(op -> op.weight).sum();
    private final int weight;

    Op(int weight) {
      this.weight = weight;
    }

    /** One of them; some are drawn more often than others. */
    static Op drawn(Random random) {
      int left = random.nextInt(ALL);
      for (Op op : values()) {
        if (left < op.weight) {
          return op;
        }
        left -= op.weight;
      }
      throw new IllegalStateException("the weights do not add up");
    }
  }

  /** One thing that happens. */
  record Act(Op op, int n) {
    @Override
    public String toString() {
      return op + ":" + n;
    }
  }

  /** Starts the run. */
  void start() {
    moves(RUN, () -> engine.start(workflow(), RUN, Sample.INPUT, REQUESTER));
    settle();
  }

  Optional<Event.Terminal> ending() {
    return referee(RUN).model().ending();
  }

  // --- what happens ---

  /** Something happens. */
  void happens(Act act) {
    try {
      happens(act.op(), act.n());
    } catch (JournalException e) {
      if (!journal.isLost()) {
        throw e;
      }
    }
    settle();
    referees.values().forEach(one -> one.said(Said.NOTHING));
  }

  private void happens(Op op, int n) {
    RunId run = new ArrayList<>(referees.keySet()).get(n % referees.size());
    switch (op) {
      case HELP -> help(RUN, n);
      case RESUME -> moves(run, () -> engine.resume(run));
      case TRY_AGAIN -> tryAgain(run);
      case PRESENT -> {
        referee(run).said(Said.presenting());
        moves(run, () -> engine.present(run));
      }
      case DECIDE -> decide(n);
      case SUBMIT -> submit(n);
      case RECONCILE -> reconcile(run, n);
      case CANCEL -> cancel(run, n);
      case PASS -> pass(n);
      case WEATHER -> world.storm(!world.isStorm());
      case CRASH -> crash(1 + n % journal.size());
      case LOSE -> lose(n);
    }
  }

  private void lose(int n) {
    if (n % 2 == 0) {
      journal.failAtAppend(1 + n / 2 % 10, true);
    } else {
      journal.failAtForce(1 + n / 2 % 5, true);
    }
  }

  // --- time ---

  private Optional<Instant> due() {
    return referees.values().stream()
        .filter(one -> one.model().ending().isEmpty())
        .flatMap(one -> one.view(now()).dues.stream())
        .min(Instant::compareTo);
  }

  private void pass(int n) {
    Duration left = due().map(due -> Duration.between(now(), due)).orElse(Duration.ofSeconds(7));
    Duration time =
        switch (n % 5) {
          case 0 -> Duration.ofSeconds(1);
          case 1 -> left.minusMillis(1);
          case 2 -> left;
          case 3 -> left.plusSeconds(1);
          default -> left.plusSeconds(40);
        };
    world.time().pass(time);
    switch (n / 5 % 4) {
      case 0 -> {}
      case 1 -> runDue();
      default -> fire();
    }
  }

  private void fire() {
    moved.addAll(touched);
    world.time().fire();
  }

  private void runDue() {
    referees.forEach(
        (run, referee) -> {
          if (referee.model().ending().isEmpty() && isDue(referee)) {
            moved.add(run);
          }
        });
    engine.runDue();
  }

  private boolean isDue(PlanReferee referee) {
    PlanView view = referee.view(now());
    return view.ready.containsValue("over") || view.endings.contains("failed -");
  }

  // --- somebody helps the run to go on ---

  private void help(RunId run, int n) {
    PlanReferee referee = referee(run);
    PlanModel model = referee.model();
    PlanView view = referee.view(now());
    List<String> awaited = model.awaited(view);
    if (model.ending().isPresent()) {
      return;
    }
    if (!touched.contains(run) || (awaited.isEmpty() && !view.retrying)) {
      moves(run, () -> engine.resume(run));
    } else if (awaited.isEmpty()) {
      due().ifPresent(due -> world.time().pass(Duration.between(now(), due)));
      fire();
    } else {
      String what = awaited.get(n % awaited.size());
      help(run, what.substring(0, what.indexOf(' ')), what.substring(what.indexOf(' ') + 1), n);
    }
  }

  private void help(RunId run, String what, String path, int n) {
    switch (what) {
      case "gate" ->
          engine.pending(run).stream()
              .filter(one -> one.gate().equals(path))
              .forEach(one -> decide(one, 0));
      case "submission" ->
          engine.requested(run).stream()
              .filter(one -> one.path().equals(path))
              .forEach(one -> submit(one, 0));
      case "doubt" -> reconcile(run, n);
      case "pause" -> {
        Instant due =
            Objects.requireNonNull(Objects.requireNonNull(referee(run).model().fact(path)).due);
        world.time().pass(Duration.between(now(), due));
        fire();
      }
      case "child" -> child(run, path).ifPresentOrElse(one -> help(one, n), () -> tryAgain(run));
      default -> {
        world.storm(false);
        tryAgain(run);
      }
    }
  }

  private Optional<RunId> child(RunId parent, String path) {
    return referees.keySet().stream()
        .filter(run -> !run.equals(parent))
        .filter(
            run ->
                started(run)
                    .parent()
                    .filter(one -> one.equals(new Event.Parent(parent.value(), path)))
                    .isPresent())
        .findFirst();
  }

  private Event.RunStarted started(RunId run) {
    return (Event.RunStarted) journal.entries(run).get(0).event();
  }
}
