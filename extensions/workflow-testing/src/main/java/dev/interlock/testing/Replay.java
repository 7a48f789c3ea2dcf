package dev.interlock.testing;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Run;
import dev.interlock.Workflow;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds a recorded run against today's definition, without running any body of it and without
 * writing to its journal. Immutable.
 */
public final class Replay {
  private final Journal recorded;
  private final RunId run;

  private Replay(Journal recorded, RunId run) {
    this.recorded = recorded;
    this.run = run;
  }

  /** A run as it stands in a journal, such as one that a host keeps for its tests. */
  public static Replay of(Journal recorded, RunId run) {
    return new Replay(recorded, run);
  }

  /**
   * This definition is the one that the run was recorded under, and where the run has ended, an
   * engine comes to the same end from the events before it.
   *
   * @throws AssertionError if it is another definition, with what changed; or if it ends otherwise
   */
  public void isTheSameUnder(Workflow<?, ?> workflow) {
    Run.Migration migration = migration(workflow);
    if (!migration.changes().isEmpty() || !recordedUnder().equals(workflow.digest())) {
      throw facts("to be recorded under this definition of '" + workflow.name() + "'")
          .andEach("but it changed", migration.changes())
          .andEach("in the way of going on", migration.problems())
          .failure();
    }
    endsTheSame(workflow);
  }

  /**
   * The run can go on under this definition, by {@code engine.migrate} where it is another one.
   *
   * @throws AssertionError if it cannot, with all that is in the way
   */
  public void canGoOnUnder(Workflow<?, ?> workflow) {
    Run.Migration migration = migration(workflow);
    boolean same = recordedUnder().equals(workflow.digest());
    if (!same && !migration.problems().isEmpty()) {
      throw facts("to go on under this definition of '" + workflow.name() + "'")
          .andEach("in the way", migration.problems())
          .andEach("changes", migration.changes())
          .failure();
    }
  }

  private Run.Migration migration(Workflow<?, ?> workflow) {
    return Engine.on(recorded).workflow(workflow).build().migration(run, workflow);
  }

  private String recordedUnder() {
    String digest = "";
    for (Entry entry : recorded.entries(run)) {
      Event event = entry.event();
      digest =
          event instanceof Event.RunStarted started
              ? started.definition()
              : event instanceof Event.RunMigrated migrated ? migrated.to() : digest;
    }
    return digest;
  }

  private void endsTheSame(Workflow<?, ?> workflow) {
    List<Entry> entries = recorded.entries(run);
    Entry end = entries.get(entries.size() - 1);
    boolean told = end.event() instanceof Event.Terminal;
    if (!told || end.event() instanceof Event.RunCancelled) {
      return;
    }
    Journal copy = before(end);
    NoBodies none = new NoBodies();
    Engine engine =
        Engine.on(copy).time(new TestTime(end.at())).executor(none).workflow(workflow).build();
    none.begins();
    Outcome<?> outcome = engine.resume(run).settled();
    List<Entry> now = copy.entries(run);
    Entry last = now.get(now.size() - 1);
    if (!last.name().equals(end.name()) || !last.data().equals(end.data())) {
      throw facts("to end with " + end.name() + " " + end.data())
          .and("but an engine leaves it as", outcome)
          .andEach("and records", now.subList(entries.size() - 1, now.size()))
          .failure();
    }
  }

  /** Runs what an engine tries at its building, and then no body. Safe for many threads. */
  private static final class NoBodies implements Executor {
    private final AtomicBoolean begun = new AtomicBoolean();

    void begins() {
      begun.set(true);
    }

    @Override
    public void execute(Runnable body) {
      if (begun.get()) {
        throw new RejectedExecutionException("a replay runs no body");
      }
      body.run();
    }
  }

  /** A copy of the journal without this end of the run. */
  private Journal before(Entry end) {
    Journal copy = TestHost.marked(Journal.inMemory());
    List<Entry> all = new ArrayList<>();
    recorded.runs().forEach(one -> all.addAll(recorded.entries(one)));
    all.stream()
        .sorted(Comparator.comparingLong(Entry::seq))
        .filter(entry -> entry.seq() != end.seq())
        .forEach(
            entry -> {
              keep(entry.event(), copy);
              copy.append(entry.at(), entry.run(), entry.name(), entry.data());
            });
    return copy;
  }

  private void keep(Event event, Journal copy) {
    if (event instanceof Event.RunStarted started) {
      keep(Journal.Side.OUTLINE, started.definition(), copy);
    } else if (event instanceof Event.RunMigrated migrated) {
      keep(Journal.Side.OUTLINE, migrated.to(), copy);
    } else if (event instanceof Event.GateRequested gate) {
      keep(Journal.Side.SHOWN, gate.shown(), copy);
    }
    event.blobs().forEach(blob -> keep(Journal.Side.BLOB, blob.sha256(), copy));
  }

  private void keep(Journal.Side side, String sha256, Journal copy) {
    Optional<byte[]> kept = recorded.kept(side, sha256);
    kept.ifPresent(content -> copy.keep(side, content));
  }

  private Facts facts(String expected) {
    return Facts.of("recorded run", run).and("expected", expected);
  }
}
