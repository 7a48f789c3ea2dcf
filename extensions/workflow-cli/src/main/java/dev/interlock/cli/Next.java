package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which command to type next.
 *
 * @param program what the program is called
 * @param log the folder of the log where it was typed
 * @param key the file of the key where it was typed
 */
record Next(String program, Optional<String> log, Optional<String> key) {
  private static final Set<String> READING = Set.of("runs", "show", "verify");

  static Next after(String program, Typed typed) {
    return new Next(program, typed.place().log(), typed.place().key());
  }

  /** A command on a run, as a shell takes it, on one line however long. */
  String command(String name, RunId run) {
    return command(name + " " + run);
  }

  /** A command without a run. */
  String command(String name) {
    return Text.quoted(program)
        + " "
        + name
        + log.map(folder -> " --log " + Text.quoted(folder)).orElse("")
        + key.filter(file -> !READING.contains(name.split(" ", 2)[0]))
            .map(file -> " --key " + Text.quoted(file))
            .orElse("");
  }

  /** What lets this run go on, if anything does. */
  Optional<String> command(Run.Standing standing) {
    return switch (standing.status()) {
      case WAITING -> verb(standing.awaited()).map(verb -> command(verb, standing.run()));
      case RUNNING -> Optional.of(command("resume", standing.run()));
      default -> Optional.empty();
    };
  }

  /** A value from outside is handed in by the host; all else has a command. */
  private static Optional<String> verb(List<Event.Awaited> awaited) {
    Set<String> causes = awaited.stream().map(Event.Awaited::what).collect(Collectors.toSet());
    if (causes.contains("gate")) {
      return Optional.of("approve");
    }
    if (!Collections.disjoint(causes, Set.of("retry", "compensation", "pause", "child"))) {
      return Optional.of("resume");
    }
    return causes.contains("submission") ? Optional.empty() : Optional.of("cancel");
  }
}
