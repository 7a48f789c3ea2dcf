package dev.interlock;

import dev.interlock.Plan.Say;
import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The world outside: it says what comes of each attempt, which only the seed, the path and the
 * attempt decide, and remembers which bodies were called.
 */
final class PlanWorld {
  static final String BAD = "bad";

  private final long seed;
  private final int trouble;
  private final Map<String, String> paths = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private TestJournal journal = new TestJournal();
  private ManualTime time = new ManualTime();
  private int read;
  private boolean storm;

  /**
   * A world.
   *
   * @param trouble how many of a thousand attempts do not work
   */
  PlanWorld(long seed, int trouble) {
    this.seed = seed;
    this.trouble = trouble;
  }

  /** What comes of an attempt. */
  enum Fate {
    WELL,
    TRANSIENT,
    PERMISSION,
    CONFIGURATION,
    BUSINESS_RULE,
    UNKNOWN,
    MUTE,
    IMPLAUSIBLE,
    UNSEEN,
    BLIND,
    LATE,
    INTERRUPTED;

    Failure.Kind kind() {
      return switch (this) {
        case PERMISSION -> Failure.Kind.PERMISSION;
        case CONFIGURATION -> Failure.Kind.CONFIGURATION;
        case BUSINESS_RULE -> Failure.Kind.BUSINESS_RULE;
        case UNKNOWN -> Failure.Kind.UNKNOWN;
        case MUTE, IMPLAUSIBLE, UNSEEN -> Failure.Kind.VERIFICATION;
        default -> Failure.Kind.TRANSIENT;
      };
    }
  }

  /**
   * A body was called.
   *
   * @param undoing whether to undo what it did before
   * @param at how many entries the journal had
   */
  record Call(String path, int attempt, boolean undoing, int at) {}

  /** A path in whatever run. */
  static String place(RunId run, String path) {
    return run + "/" + path;
  }

  List<Call> calls() {
    return calls;
  }

  ManualTime time() {
    return time;
  }

  /** Another process begins; what was called after its record ends has not happened. */
  void reborn(TestJournal with, ManualTime clocks) {
    journal = with;
    time = clocks;
    read = 0;
    calls.removeIf(call -> call.at() > with.size());
  }

  /** In a storm nothing outside can be reached: no check, no undoing, no question. */
  void storm(boolean now) {
    storm = now;
  }

  boolean isStorm() {
    return storm;
  }

  int roll(Object... of) {
    long mixed = seed;
    for (Object one : of) {
      mixed = (mixed ^ one.hashCode()) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
    }
    return (int) Math.floorMod((mixed * 0xBF58476D1CE4E5B9L) >>> 20, 1_000L);
  }

  Fate fate(Plan.Do step, String path, int attempt) {
    if (step.kind() == Node.Kind.COMBINE && roll("combine", path) > 100) {
      return Fate.WELL;
    }
    if (roll("fate", path, attempt) >= trouble) {
      return Fate.WELL;
    }
    Fate[] all = Fate.values();
    Fate fate = all[1 + roll("which", path, attempt) % (all.length - 1)];
    boolean possible =
        switch (fate) {
          case MUTE -> !step.is(Say.EFFECT);
          case IMPLAUSIBLE -> step.is(Say.EXPECTING);
          case UNSEEN, BLIND -> step.is(Say.VERIFIED);
          case LATE -> step.is(Say.TIMEOUT);
          default -> true;
        };
    return possible ? fate : Fate.TRANSIENT;
  }

  /** The value that a step gives; the path is in it, so that whoever sees it knows the step. */
  static String value(Plan.Do step, String path, List<String> in) {
    String number = step.is(Say.COUNTING) ? (1 + turn(in.get(1))) + ":" : "";
    return number + path + "~" + Integer.toHexString(String.join("|", in).hashCode());
  }

  /** Which turn gave this. */
  static int turn(String text) {
    int end = text.indexOf(':');
    return end < 0 ? 0 : Integer.parseInt(text.substring(0, end));
  }

  static String joined(Plan.Side side, List<String> in) {
    return side.name() + "~" + Integer.toHexString(String.join("|", in).hashCode());
  }

  static int arm(Plan.Choose choose, String on) {
    return Math.floorMod(on.hashCode(), choose.arms().size());
  }

  static String element(Plan.Every each, int number) {
    return each.name() + "." + number;
  }

  /** What a reader makes of what it is handed. */
  static String text(Object read) {
    if (read instanceof Text text) {
      return text.text();
    }
    if (read instanceof Optional<?> perhaps) {
      return perhaps.map(PlanWorld::text).orElse("-");
    }
    if (read instanceof Approved<?> approved) {
      return text(Objects.requireNonNull(approved.value()));
    }
    if (read instanceof Checked<?> checked) {
      return text(Objects.requireNonNull(checked.value()));
    }
    return ((List<?>) read)
        .stream().map(PlanWorld::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static List<String> texts(Plan.Do step, Object... in) {
    return Arrays.stream(in).limit(step.reads().size()).map(PlanWorld::text).toList();
  }

  private String path(Attempt attempt) {
    List<Entry> all = journal.all();
    for (; read < all.size(); read++) {
      if (all.get(read).name().equals("step.started")) {
        Event.StepStarted started = (Event.StepStarted) all.get(read).event();
        paths.put(started.key(), place(all.get(read).run(), started.path()));
      }
    }
    return Objects.requireNonNull(paths.get(attempt.key()));
  }

  /** The body of a step. */
  Text does(Plan.Do step, Attempt attempt, Object... in) throws Exception {
    String path = path(attempt);
    calls.add(new Call(path, attempt.number(), false, journal.size()));
    Fate fate = fate(step, path, attempt.number());
    Text value = new Text(value(step, path, texts(step, in)));
    switch (fate) {
      case WELL, UNSEEN, BLIND -> {
        return value;
      }
      case IMPLAUSIBLE -> {
        return value.and("!");
      }
      case MUTE -> {
        return nothing();
      }
      case LATE -> {
        time.pass(Plan.TIMEOUT);
        time.fire();
        return value;
      }
      case INTERRUPTED -> throw new InterruptedException("somebody else's");
      default -> throw new FailureException(fate.kind(), "it did not work");
    }
  }

  @SuppressWarnings("NullAway") // a body that gives null is what this is about
  private static Text nothing() {
    return null;
  }

  /** The check of a step. */
  Verdict looks(Plan.Do step, Attempt attempt) {
    Fate fate = fate(step, path(attempt), attempt.number());
    if (fate == Fate.BLIND) {
      throw new FailureException(Failure.Kind.TRANSIENT, "it is dark");
    }
    return Verdict.of(fate != Fate.UNSEEN, "it is not there", new Sample.Saw("all of it"));
  }

  /** Whether the effect of an attempt happened, when the world is asked. */
  boolean happened(String path, int attempt) {
    return roll("happened", path, attempt) < 500;
  }

  Optional<Text> asked(Plan.Do step, Attempt attempt, Object... in) {
    weather();
    String path = path(attempt);
    return happened(path, attempt.number())
        ? Optional.of(new Text(value(step, path, texts(step, in))))
        : Optional.empty();
  }

  private void weather() {
    if (storm) {
      throw new FailureException(Failure.Kind.TRANSIENT, "there is a storm");
    }
  }

  /** Undoes what gave this value. */
  void undoes(String value) {
    undo(value.substring(0, value.indexOf('~')), 0);
  }

  void undoes(Attempt attempt) {
    undo(path(attempt), attempt.number());
  }

  private void undo(String path, int attempt) {
    calls.add(new Call(path, attempt, true, journal.size()));
    weather();
  }

  /** How a check of its own goes: it passes, fails, or throws. */
  Fate examined(Plan.Look look, String subject) {
    if (storm) {
      return Fate.TRANSIENT;
    }
    boolean well = roll("look", look.name(), subject) * 3 >= trouble;
    return well ? Fate.WELL : roll("how", look.name()) < 500 ? Fate.UNSEEN : Fate.UNKNOWN;
  }

  Verdict examines(Plan.Look look, Object subject) {
    Fate fate = examined(look, text(subject));
    if (fate == Fate.TRANSIENT || fate == Fate.UNKNOWN) {
      throw new FailureException(fate.kind(), "it cannot be seen");
    }
    return Verdict.of(fate == Fate.WELL, "it is not so", new Sample.Saw("all of it"));
  }

  Text joins(Plan.Side side, Object... in) {
    weather();
    return new Text(joined(side, Arrays.stream(in).map(PlanWorld::text).toList()));
  }

  /** The check of what is handed in. */
  static Verdict receives(Text value) {
    return Verdict.of(!value.text().equals(BAD), "it is bad", new Sample.Saw("all of it"));
  }
}
