package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
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
    List<Run.Standing> standings = log.standings();
    Table table =
        new Table(24, 13, 9, 16, 10).row("RUN", "WORKFLOW", "STATE", "STARTED UTC", "WAITS FOR");
    for (Run.Standing standing : standings) {
      table.row(
          standing.run().value(),
          standing.workflow(),
          Left.word(standing.status()),
          Text.minute(standing.startedAt()),
          waitsFor(standing));
    }
    screen.say(standings.isEmpty() ? List.of("no runs yet") : table.lines());
    screen.answer(Map.of("runs", standings.stream().map(ReadCommands::object).toList()));
    return Exit.COMPLETED;
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
    Left left = new Left(known.standing(), known.entries(), log.next());
    Map<String, Object> object = left.object();
    started(known).ifPresent(started -> object.putAll(header(started)));
    object.put("started", known.standing().startedAt());
    object.put("exit", Exit.COMPLETED);
    object.put("events", known.entries().stream().map(ReadCommands::event).toList());
    screen.say(new RunPage(known, left).lines());
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
