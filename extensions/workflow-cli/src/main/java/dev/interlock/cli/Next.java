package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Optional;

/**
 * Which command to type next.
 *
 * @param program what the program is called
 * @param log the folder of the log where it was typed
 */
record Next(String program, Optional<String> log) {

  static Next after(String program, Typed typed) {
    return new Next(program, typed.log());
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
        + log.map(folder -> " --log " + Text.quoted(folder)).orElse("");
  }

  /** What lets this run go on, if anything does. */
  Optional<String> command(Run.Standing standing) {
    return switch (standing.status()) {
      case WAITING -> Optional.of(command(verb(standing.awaited()), standing.run()));
      case RUNNING -> Optional.of(command("resume", standing.run()));
      default -> Optional.empty();
    };
  }

  private static String verb(List<Event.Awaited> awaited) {
    if (awaited.stream().anyMatch(cause -> cause.what().equals("gate"))) {
      return "approve";
    }
    return awaited.stream().anyMatch(cause -> cause.what().equals("retry")) ? "resume" : "cancel";
  }
}
