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
 * @param key the file of the key of the heads where it was typed
 * @param people the file of the people where it was typed
 */
record Next(String program, Optional<String> log, Optional<String> key, Optional<String> people) {
  private static final Set<String> READING = Set.of("runs", "show", "verify");

  /** Those of which {@code --key} is the key of a person. */
  private static final Set<String> ANSWERING = Set.of("approve", "deny");

  static Next after(String program, Typed typed) {
    Typed.Place place = typed.place();
    return new Next(program, place.log(), place.key(), place.people());
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
        + key(name.split(" ", 2)[0])
        + people
            .filter(file -> !READING.contains(name.split(" ", 2)[0]))
            .map(file -> " --people " + Text.quoted(file))
            .orElse("");
  }

  private String key(String verb) {
    if (READING.contains(verb) || verb.equals("request")) {
      return "";
    }
    String option = ANSWERING.contains(verb) ? " --head-key " : " --key ";
    return key.map(file -> option + Text.quoted(file)).orElse("");
  }

  /**
   * What lets this run go on, if anything does.
   *
   * @param signed whether its gates ask for signatures
   */
  Optional<String> command(Run.Standing standing, boolean signed) {
    return switch (standing.status()) {
      case WAITING ->
          verb(standing.awaited())
              .map(
                  verb ->
                      signed && verb.equals("approve")
                          ? command("request " + standing.run() + " --as NAME")
                          : command(verb, standing.run()));
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
