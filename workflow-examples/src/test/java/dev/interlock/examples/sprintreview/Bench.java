package dev.interlock.examples.sprintreview;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** One prepared run in a folder of its own, whose files a test may spoil, and an engine for it. */
final class Bench {
  static final RunId RUN = RunId.of("run-1");
  static final Instant NOW = Instant.parse("2026-03-13T15:00:00Z");

  private final Path log;
  private final SprintToReview input;

  private Bench(Path log, SprintToReview input) {
    this.log = log;
    this.input = input;
  }

  /** A run on the sample data. */
  static Bench of(Path log, String sprint) {
    return new Bench(log, SprintReviewRun.prepare(log, RUN, Map.of("sprint", sprint)));
  }

  /** A run on a sprint of so many tasks, of which so many are done, with the sample reports. */
  static Bench ofTasks(Path log, int total, int done) {
    Bench bench = of(log, "Sprint 7");
    for (String folder : ItemType.FOLDERS) {
      bench
          .files()
          .names("runs/run-1/items/" + folder)
          .forEach(name -> bench.delete("items/" + folder + "/" + name));
    }
    for (int i = 0; i < total; i++) {
      bench.item("TASK-" + (1000 + i), "Task", i < done ? "Done" : "Active", "");
    }
    return bench;
  }

  SprintToReview input() {
    return input;
  }

  Path log() {
    return log;
  }

  RunFiles files() {
    return new RunFiles(log);
  }

  Path path(String file) {
    return log.resolve(input.folder()).resolve(file);
  }

  String text(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bench write(String file, String text) {
    try {
      Files.writeString(path(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Bench edit(String file, String from, String to) {
    String before = text(file);
    if (!before.contains(from)) {
      throw new IllegalArgumentException(file + " does not hold " + from);
    }
    return write(file, before.replace(from, to));
  }

  Bench delete(String file) {
    try {
      Files.delete(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Bench deleteFolder(String folder) {
    try {
      Copying.remove(path(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes an item of the sprint; more fields begin with a comma. */
  Bench item(String id, String type, String state, String more) {
    String folder = ItemType.of(type).orElseThrow().folder();
    return write(
        "items/" + folder + "/" + id + ".json",
        """
        {"id": "%s", "type": "%s", "title": "A title", "description": "", "state": "%s",
         "iteration": "%s", "created_at": "2026-03-01T08:00:00Z",
         "updated_at": "2026-03-01T08:00:00Z"%s}
        """
            .formatted(id, type, state, input.sprint(), more));
  }

  WorkItem read(String file) {
    return RunFiles.json(file, files().bytes(input.folder() + "/" + file), WorkItem.class);
  }

  Workflow<SprintToReview, Closure> workflow() {
    return SprintReview.workflow(log, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  Engine engine(Journal journal, Channel... channels) {
    Engine.Builder engine = Engine.on(journal).workflow(workflow());
    for (Channel channel : channels) {
      engine = engine.channel(channel);
    }
    return engine.build();
  }

  /** Runs in a journal in memory. */
  Ran run(Channel... channels) {
    Journal journal = Journal.inMemory();
    Outcome<Closure> outcome = engine(journal, channels).start(workflow(), RUN, input).settled();
    return new Ran(outcome, journal);
  }

  /** How it went. */
  record Ran(Outcome<Closure> outcome, Journal journal) {
    List<Entry> entries() {
      return journal.entries(RUN);
    }

    <E extends Event> List<E> events(Class<E> type) {
      return entries().stream().map(Entry::event).filter(type::isInstance).map(type::cast).toList();
    }

    /** The paths of the steps that were started, in order. */
    List<String> started() {
      return events(Event.StepStarted.class).stream().map(Event.StepStarted::path).toList();
    }
  }
}
