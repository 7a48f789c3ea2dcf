package dev.interlock.testing;

import dev.interlock.Engine;
import dev.interlock.Workflow;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A host for tests: an engine on a journal in memory, on the calling thread, with time that is
 * moved by hand and people who answer by script.
 *
 * <p>All that it records is marked as made by a test ({@code profile} is {@code test}), so that no
 * verifier takes it for a run of production. Use from one thread.
 */
public final class TestHost {
  /** Who asks for runs unless a test says otherwise. */
  public static final Principal REQUESTER = Principal.of("test-requester");

  private final Journal journal;
  private final TestPeople people;
  private final TestTime time;
  private final Map<String, Workflow<?, ?>> workflows = new LinkedHashMap<>();
  private final List<UnaryOperator<Engine.Builder>> more = new ArrayList<>();
  private @Nullable Engine engine;

  /** A host with a journal in memory and people at terminals. */
  public TestHost() {
    this(Journal.inMemory(), new TestPeople(), new TestTime());
  }

  /** A host whose people reach this grade of presence. */
  public TestHost(Presence presence) {
    this(Journal.inMemory(), new TestPeople(presence), new TestTime());
  }

  TestHost(Journal journal, TestPeople people, TestTime time) {
    this.journal = marked(journal);
    this.people = people;
    this.time = time;
  }

  /** A host with a journal of the test's, such as one on disk; the test closes it. */
  public static TestHost on(Journal journal) {
    return on(journal, new TestPeople());
  }

  /** The same with people of the test's. */
  public static TestHost on(Journal journal, TestPeople people) {
    return new TestHost(journal, people, new TestTime());
  }

  /**
   * This journal for the tests of a host that builds its engine itself: all that is recorded in it
   * is marked as made by a test, and in return its engine takes any least profile and any grade of
   * presence.
   */
  public static Journal marked(Journal journal) {
    return journal instanceof MarkedJournal ? journal : new MarkedJournal(journal);
  }

  /** Time, to be moved. */
  public TestTime time() {
    return time;
  }

  /** People, to be told what to say. */
  public TestPeople people() {
    return people;
  }

  /** Where runs are recorded. */
  public Journal journal() {
    return journal;
  }

  /** Builds the engine with more, such as {@code engine -> engine.codec(ours)}. */
  public TestHost with(UnaryOperator<Engine.Builder> addition) {
    more.add(addition);
    engine = null;
    return this;
  }

  /** Knows this workflow, so that its runs can be resumed. */
  public TestHost knowing(Workflow<?, ?> workflow) {
    workflows.put(workflow.name(), workflow);
    engine = null;
    return this;
  }

  /** The engine. */
  public Engine engine() {
    if (engine == null) {
      Engine.Builder builder =
          Engine.on(journal).time(time).channel(people).executor(Runnable::run);
      for (Workflow<?, ?> workflow : workflows.values()) {
        builder = builder.workflow(workflow);
      }
      for (UnaryOperator<Engine.Builder> addition : more) {
        builder = addition.apply(builder);
      }
      engine = builder.build();
    }
    return engine;
  }

  /** Goes on with another engine on the same journal, as after a restart of the process. */
  public TestHost restarted() {
    engine = null;
    return this;
  }

  /**
   * Starts a run, named {@code run-1}, {@code run-2} and so on, and follows it as far as it goes.
   */
  public <I, O> TestRun<O> run(Workflow<I, O> workflow, I input) {
    return run(workflow, input, REQUESTER);
  }

  /** The same, asked for by somebody. */
  public <I, O> TestRun<O> run(Workflow<I, O> workflow, I input, Principal requester) {
    workflows.put(workflow.name(), workflow);
    RunId id = RunId.of("run-" + (journal.runs().size() + 1));
    return new TestRun<O>(this, engine().start(workflow, id, input, requester)).goesOn();
  }

  /** Goes on with a run, by another engine on the same journal. */
  public TestRun<?> resumed(RunId run) {
    return new TestRun<>(this, restarted().engine().resume(run)).goesOn();
  }
}
