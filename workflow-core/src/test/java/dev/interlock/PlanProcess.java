package dev.interlock;

import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The processes in which a run is worked at, one after the other; a referee looks at its record.
 */
abstract class PlanProcess {
  private final Plan.Whole plan;
  final PlanWorld world;
  private final Workflow<Text, Text> workflow;
  final Random order;
  final Map<RunId, PlanReferee> referees = new LinkedHashMap<>();
  final Set<RunId> touched = new HashSet<>();
  final Set<RunId> moved = new HashSet<>();
  private final boolean disturbed;
  TestJournal journal = new TestJournal();
  Engine engine;
  private int seen;
  private boolean alive;

  /**
   * Of a seed.
   *
   * @param trouble how many of a thousand attempts do not work; if none, nothing in it does not
   */
  PlanProcess(long seed, int trouble) {
    this.plan = new Plans(seed, trouble == 0).workflow();
    this.world = new PlanWorld(seed, trouble);
    this.workflow = PlanFlow.of(plan, world);
    this.order = new Random(seed);
    this.disturbed = trouble > 0;
    this.engine = process(ManualTime.START);
  }

  Workflow<Text, Text> workflow() {
    return workflow;
  }

  TestJournal journal() {
    return journal;
  }

  PlanWorld world() {
    return world;
  }

  /** Something is done by somebody while bodies are about to run. */
  abstract void between();

  /** Whoever is asked for something may answer later. */
  abstract void remember(RunId run, PlanReferee referee);

  final Engine process(Instant now) {
    alive = false;
    ManualTime time = new ManualTime();
    time.setWall(now);
    world.reborn(journal, time);
    touched.clear();
    Engine next =
        Engine.on(journal)
            .time(time)
            .channel(new DeskChannel())
            .executor(new AnyOrder(order, this::disturb))
            .workflow(workflow)
            .build();
    alive = true;
    return next;
  }

  /** Runs everything on the calling thread before it returns, in whatever order. */
  private static final class AnyOrder implements Executor {
    private final Random order;
    private final Runnable between;
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean busy;

    AnyOrder(Random order, Runnable between) {
      this.order = order;
      this.between = between;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (!busy) {
        busy = true;
        while (!tasks.isEmpty()) {
          if (order.nextInt(100) == 0) {
            between.run();
          }
          tasks.remove(order.nextInt(tasks.size())).run();
        }
        busy = false;
      }
    }
  }

  /** The acts of a run that may be run again. */
  Set<String> repeatable(RunId run) {
    Set<String> all = new HashSet<>();
    referee(run)
        .view(now())
        .nodes
        .forEach(
            (path, node) -> {
              if (node instanceof Plan.Do step && step.mayRepeat()) {
                all.add(PlanWorld.place(run, path));
              }
            });
    return all;
  }

  final PlanReferee referee(RunId run) {
    return Objects.requireNonNull(referees.get(run));
  }

  final Instant now() {
    return world.time().now();
  }

  final void moves(RunId run, Runnable action) {
    moved.add(run);
    touched.add(run);
    action.run();
  }

  final void crash(int kept) {
    engine = died(journal.cutAfter(kept), now());
  }

  /** Goes back to where a record was cut, at the time of its last entry. */
  void goBack(TestJournal cut, List<PlanWorld.Call> calls) {
    world.calls().clear();
    world.calls().addAll(calls);
    engine = died(cut, cut.all().get(cut.size() - 1).at());
  }

  final Engine died(TestJournal cut, Instant at) {
    journal = cut;
    referees.clear();
    List<Entry> all = journal.all();
    all.forEach(entry -> of(entry).model().apply(entry.at(), entry.event()));
    referees.values().forEach(one -> one.model().running().clear());
    seen = all.size();
    moved.clear();
    return process(at);
  }

  // --- what is recorded ---

  final PlanReferee of(Entry entry) {
    PlanReferee known = referees.get(entry.run());
    if (known != null) {
      return known;
    }
    Event.RunStarted started = (Event.RunStarted) entry.event();
    Optional<PlanReferee> parent = started.parent().map(one -> referee(RunId.of(one.run())));
    Plan.Whole of =
        parent
            .map(
                one -> {
                  String path = started.parent().get().path();
                  return ((Plan.Kid) Objects.requireNonNull(one.view(entry.at()).nodes.get(path)))
                      .workflow();
                })
            .orElse(plan);
    PlanReferee referee = new PlanReferee(of, entry.run(), world, parent, entry);
    referees.put(entry.run(), referee);
    return referee;
  }

  final void see() {
    List<Entry> all = journal.all();
    for (; seen < all.size(); seen++) {
      Entry entry = all.get(seen);
      of(entry).see(entry);
      moved.add(entry.run());
      touched.add(entry.run());
    }
  }

  final void settle() {
    see();
    if (journal.isLost()) {
      int left = journal.size() - journal.durable();
      crash(Math.max(1, journal.durable() + (left == 0 ? 0 : order.nextInt(left + 1))));
      return;
    }
    for (RunId run : moved) {
      PlanReferee referee = referees.get(run);
      if (referee != null) {
        referee.rest(now());
        remember(run, referee);
      }
    }
    moved.clear();
  }

  private void disturb() {
    if (alive && disturbed && !referees.isEmpty()) {
      see();
      between();
    }
  }
}
