package dev.interlock.testing;

import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stops a run after each of its events, before and after what follows from the event was done, goes
 * on in another process, and looks whether it comes to the same end:
 *
 * <pre>{@code
 * CrashPoints.of(effects -> publishing(new FakeSite(effects)), note)
 *     .people(people -> people.approves("2-approval", "alice"))
 *     .check();
 * }</pre>
 *
 * <p>A step in doubt is settled by a person who says what happened. Immutable.
 *
 * @param <I> the type of the workflow's input
 */
public final class CrashPoints<I> {
  private static final RunId RUN = RunId.of("run-1");
  private static final Principal OPERATOR = Principal.of("test-operator");

  private final Function<RecordedEffects, Workflow<I, ?>> workflow;
  private final I input;
  private final Consumer<TestPeople> script;
  private final Set<String> mayRepeat;

  private CrashPoints(
      Function<RecordedEffects, Workflow<I, ?>> workflow,
      I input,
      Consumer<TestPeople> script,
      Set<String> mayRepeat) {
    this.workflow = workflow;
    this.input = input;
    this.script = script;
    this.mayRepeat = mayRepeat;
  }

  /**
   * The crash points of a workflow.
   *
   * @param workflow gives the workflow on a world of its own, which writes down its effects here
   */
  public static <I> CrashPoints<I> of(Function<RecordedEffects, Workflow<I, ?>> workflow, I input) {
    return new CrashPoints<>(workflow, input, people -> {}, Set.of());
  }

  /** The same with people who answer. */
  public CrashPoints<I> people(Consumer<TestPeople> says) {
    return new CrashPoints<>(workflow, input, says, mayRepeat);
  }

  /** The same where these effects may be done twice, because doing them again changes nothing. */
  public CrashPoints<I> mayRepeat(String... effects) {
    return new CrashPoints<>(workflow, input, script, Set.of(effects));
  }

  /**
   * Looks at all of them.
   *
   * @return at how many places the run was stopped
   * @throws AssertionError at the first place after which the run does not come to the same end,
   *     finishes a step twice, or does an effect more or less often
   */
  public int check() {
    Journal whole = Journal.inMemory();
    RecordedEffects effects = new RecordedEffects();
    Workflow<I, ?> here = workflow.apply(effects);
    Outcome<?> expected = host(whole, new TestTime()).run(here, input).passingWaits().outcome();
    int events = whole.runs().stream().mapToInt(run -> whole.entries(run).size()).sum();
    int places = 0;
    for (int after = 1; after < events; after++) {
      for (boolean forced : List.of(false, true)) {
        stoppedAt(new CrashingJournal.CrashPoint(after, forced), expected, effects);
        places++;
      }
    }
    return places;
  }

  private TestHost host(Journal journal, TestTime time) {
    TestPeople people = new TestPeople(Presence.HARDWARE);
    script.accept(people);
    return new TestHost(journal, people, time);
  }

  private void stoppedAt(
      CrashingJournal.CrashPoint point, Outcome<?> expected, RecordedEffects wanted) {
    Journal journal = Journal.inMemory();
    RecordedEffects effects = new RecordedEffects();
    CrashingJournal crashing = new CrashingJournal(journal, point);
    Workflow<I, ?> here = workflow.apply(effects);
    TestHost first = host(crashing, new TestTime());
    try {
      first.run(here, input).passingWaits(crashing::isStopped);
    } catch (WorkflowException stopped) {
      // What is asked of an engine that was stopped finds no journal.
    }
    List<Entry> before = journal.entries(RUN);
    Outcome<?> outcome =
        goneOn(crashing, host(journal, new TestTime(first.time().now())).knowing(here));
    String place = place(before, point);
    if (!outcome.equals(expected)) {
      throw Facts.of("stopped", place)
          .and("expected to end as", expected)
          .and("but it was left as", outcome)
          .andEach("its events", RunRecord.of(journal, RUN).story())
          .failure();
    }
    finishedOnce(journal, place);
    sameEffects(effects, wanted, place);
  }

  private static Outcome<?> goneOn(CrashingJournal crashed, TestHost host) {
    TestRun<?> run = host.resumed(RUN).passingWaits();
    Outcome<?> outcome = run.outcome();
    while (outcome instanceof Outcome.Waiting<?> waiting && doubt(waiting).isPresent()) {
      String path = doubt(waiting).orElseThrow();
      host.engine().reconcile(RUN, path, happened(crashed, path), OPERATOR);
      outcome = run.passingWaits().outcome();
    }
    return outcome;
  }

  private static Optional<String> doubt(Outcome.Waiting<?> waiting) {
    return waiting.causes().stream()
        .filter(Outcome.Cause.StepInDoubt.class::isInstance)
        .map(Outcome.Cause::path)
        .findFirst();
  }

  /** What a step gave whose end came too late. */
  private static Optional<Json> happened(CrashingJournal journal, String path) {
    return journal
        .refused()
        .filter(Event.StepCompleted.class::isInstance)
        .map(Event.StepCompleted.class::cast)
        .filter(step -> step.path().equals(path))
        .map(Event.StepCompleted::value);
  }

  private static String place(List<Entry> before, CrashingJournal.CrashPoint point) {
    String last = before.isEmpty() ? "nothing" : before.get(before.size() - 1).name();
    return "after event "
        + point.after()
        + " ("
        + last
        + "), "
        + (point.forced() ? "once what follows from it was done" : "before anything followed");
  }

  private static void finishedOnce(Journal journal, String place) {
    Set<String> seen = new HashSet<>();
    RunRecord.of(journal, RUN)
        .events(Event.StepCompleted.class)
        .filter(step -> !seen.add(step.path()))
        .forEach(
            step -> {
              throw Facts.of("stopped", place)
                  .and("finished twice", step.path())
                  .andEach("its events", RunRecord.of(journal, RUN).story())
                  .failure();
            });
  }

  private void sameEffects(RecordedEffects effects, RecordedEffects wanted, String place) {
    List<RecordedEffects.Done> did = new ArrayList<>(effects.all());
    List<RecordedEffects.Done> missing = new ArrayList<>();
    wanted.all().stream().filter(done -> !did.remove(done)).forEach(missing::add);
    did.removeIf(done -> mayRepeat.contains(done.name()) && wanted.all().contains(done));
    if (!missing.isEmpty() || !did.isEmpty()) {
      throw Facts.of("stopped", place)
          .andEach("expected effects", wanted.all())
          .andEach("not done", missing)
          .andEach("done once too often", did)
          .failure();
    }
  }
}
