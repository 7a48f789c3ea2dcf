package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands that only read. Each gives the exit code back. */
final class ReadCommands {
  private final Screen screen;
  private final Log log;

  ReadCommands(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** Lists the runs. */
  int runs() {
    List<Told> runs = log.all(Told::of);
    Table table =
        new Table(24, 13, 9, 16, 10).row("RUN", "WORKFLOW", "STATE", "STARTED UTC", "WAITS FOR");
    for (Told told : runs) {
      Run.Standing standing = told.standing();
      table.row(
          standing.run().value(),
          standing.workflow(),
          Left.word(standing.status()),
          Text.minute(standing.startedAt()),
          waitsFor(standing));
      told.besides().forEach(table::line);
    }
    screen.say(runs.isEmpty() ? List.of("no runs yet") : table.lines());
    screen.answer(Map.of("runs", runs.stream().map(Told::object).toList()));
    return Exit.COMPLETED;
  }

  /** What the list says of one run. */
  private record Told(Run.Standing standing, Optional<String> replaces, List<OpenGate> gates) {
    static Told of(Log.Known known) {
      return new Told(
          known.standing(), started(known).flatMap(Event.RunStarted::replaces), Left.gates(known));
    }

    /** What does not fit into the columns. */
    List<String> besides() {
      List<String> lines = new ArrayList<>();
      replaces.ifPresent(old -> lines.addAll(Text.after("  replaces ", old)));
      for (OpenGate gate : gates) {
        if (gate.asked().quorum() > 1 || gate.asksForKey()) {
          String label = "  " + Text.clean(gate.asked().path()) + ": ";
          lines.addAll(Text.after(label, gate.openFor()));
          gate.answers().forEach(said -> lines.addAll(Text.after("    ", said)));
        }
      }
      return lines;
    }

    Map<String, Object> object() {
      Map<String, Object> object = ReadCommands.object(standing);
      object.put("replaces", replaces);
      object.put("gates", gates.stream().map(Told::object).toList());
      return object;
    }

    private static Map<String, Object> object(OpenGate gate) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("path", gate.asked().path());
      gate.into(object);
      return object;
    }
  }

  private static String waitsFor(Run.Standing standing) {
    return standing.awaited().stream()
        .map(Event.Awaited::path)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> object(Run.Standing standing) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", standing.run());
    object.put("workflow", standing.workflow());
    object.put("status", Left.word(standing.status()));
    object.put("started", standing.startedAt());
    object.put("last", standing.lastAt());
    object.put("awaited", standing.awaited().stream().map(ReadCommands::awaited).toList());
    return object;
  }

  private static Map<String, Object> awaited(Event.Awaited awaited) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("what", awaited.what());
    object.put("path", awaited.path());
    return object;
  }

  /** Shows one run. */
  int show(RunId run) {
    Log.Known known = log.known(run);
    Left left = new Left(known, log.next());
    List<RunId> replacedBy = log.replacing(run);
    Map<String, Object> object = left.object();
    started(known).ifPresent(started -> object.putAll(header(started)));
    object.put("started", known.standing().startedAt());
    object.put("exit", Exit.COMPLETED);
    object.put("replacedBy", replacedBy);
    object.put("events", known.entries().stream().map(ReadCommands::event).toList());
    screen.say(new RunPage(known, left, replacedBy).lines());
    screen.answer(object);
    return Exit.COMPLETED;
  }

  static Optional<Event.RunStarted> started(Log.Known known) {
    return known.entries().stream()
        .map(Entry::event)
        .filter(Event.RunStarted.class::isInstance)
        .map(Event.RunStarted.class::cast)
        .findFirst();
  }

  private static Map<String, Object> header(Event.RunStarted started) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", started.version());
    object.put("definition", started.definition());
    object.put("requester", started.requester().principal());
    object.put("proven", started.requester().proven());
    object.put("input", started.input());
    object.put("people", started.people());
    object.put("replaces", started.replaces());
    return object;
  }

  private static Map<String, Object> event(Entry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("seq", entry.seq());
    object.put("at", entry.at());
    object.put("event", entry.name());
    object.put("data", entry.data());
    return object;
  }
}
