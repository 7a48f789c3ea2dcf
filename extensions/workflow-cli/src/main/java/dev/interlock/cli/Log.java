package dev.interlock.cli;

import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Run;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The log that a command is about.
 *
 * @param folder where it is
 * @param next how commands on it are typed
 * @param opening how it is opened to write to it
 * @param definitions the workflows of the host, made when they are needed
 */
record Log(Path folder, Next next, Opening opening, Supplier<List<Workflow<?, ?>>> definitions) {
  private static final int NAMED = 5;

  /** One run: where it stands, its events, and its open gates as far as its definition is known. */
  record Known(Run.Standing standing, List<Entry> entries, List<GateRequest> open) {
    /** The last event of this type, if there is one. */
    <E extends Event> Optional<E> last(Class<E> type) {
      return entries.stream()
          .map(Entry::event)
          .filter(type::isInstance)
          .map(type::cast)
          .reduce((first, then) -> then);
    }

    /** The digest of the people that the run goes by, if it goes by any. */
    Optional<String> people() {
      return last(Event.PeopleChanged.class)
          .map(Event.PeopleChanged::to)
          .or(() -> last(Event.RunStarted.class).flatMap(Event.RunStarted::people));
    }
  }

  boolean exists() {
    return Files.exists(folder.resolve("log.json"))
        || Files.exists(folder.resolve("journal.jsonl"));
  }

  /** The journal for writing; a folder without a log gets one. */
  Journal open() {
    return opening.open(folder);
  }

  /**
   * The journal for reading.
   *
   * @throws Mistake if there is no log
   */
  Journal read() {
    refuseIfNone();
    return FileJournal.readOnly(folder);
  }

  /**
   * Makes sure that there is a log.
   *
   * @throws Mistake if there is none
   */
  void refuseIfNone() {
    if (!exists()) {
      throw new Mistake(
          "there is no log in '"
              + folder
              + "'\nstart a run first, or name the folder of a log with --log DIR");
    }
  }

  /** An engine that reads, and knows the host's workflows. */
  Engine.Builder reading(Journal journal) {
    Engine.Builder engine = Engine.on(journal);
    for (Workflow<?, ?> workflow : definitions.get()) {
      engine = engine.workflow(workflow);
    }
    return engine;
  }

  /** What is told of each run, in the order in which they were started. */
  <T> List<T> all(Function<Known, T> told) {
    try (Journal journal = read()) {
      Engine engine = reading(journal).build();
      return engine.runs().stream().flatMap(run -> known(engine, run).map(told).stream()).toList();
    }
  }

  /** The runs that ask again for one. */
  List<RunId> replacing(RunId run) {
    try (Journal journal = read()) {
      return journal.runs().stream()
          .filter(
              other ->
                  journal.entries(other).get(0).event() instanceof Event.RunStarted started
                      && started.replaces().filter(run.value()::equals).isPresent())
          .toList();
    }
  }

  private static Optional<Known> known(Engine engine, RunId run) {
    return engine
        .standing(run)
        .map(standing -> new Known(standing, engine.events(run), engine.pending(run)));
  }

  /**
   * One run.
   *
   * @throws Mistake if there is no log, or no such run in it; it names some that there are
   */
  Known known(RunId run) {
    try (Journal journal = read()) {
      Engine engine = reading(journal).build();
      return known(engine, run).orElseThrow(() -> unknown(run, engine.runs()));
    }
  }

  /** A run, if it has been started and can be read. */
  Optional<Known> find(RunId run) {
    try {
      return Optional.of(known(run));
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  private Mistake unknown(RunId run, List<RunId> runs) {
    List<RunId> last = new ArrayList<>(runs.subList(Math.max(0, runs.size() - NAMED), runs.size()));
    String there =
        last.isEmpty()
            ? "there are no runs in it"
            : "the last ones are:\n"
                + last.stream().map(known -> "  " + known).collect(Collectors.joining("\n"));
    return new Mistake(
        "there is no run '" + run + "' in the log '" + folder + "'; " + there + "\nall of them:",
        next.command("runs"));
  }

  /**
   * Refuses the id of a new run that is used already.
   *
   * @throws Mistake if it is, with the state of that run
   */
  void refuseUsed(RunId run) {
    if (!exists()) {
      return;
    }
    try (Journal journal = read()) {
      Engine engine = Engine.on(journal).build();
      engine.standing(run).ifPresent(this::refuseUsed);
    }
  }

  private void refuseUsed(Run.Standing standing) {
    throw new Mistake(
        "there is a run '"
            + standing.run()
            + "' already, of workflow '"
            + standing.workflow()
            + "', "
            + Left.word(standing.status())
            + "; nothing was started\ntake another id, or see:",
        next.command("show", standing.run()));
  }
}
