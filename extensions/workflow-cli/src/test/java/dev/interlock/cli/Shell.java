package dev.interlock.cli;

import dev.interlock.record.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Types commands on one log and keeps what came of them. */
final class Shell {
  private final Path log;
  private final EngineFactory engines;
  private final List<CommandWorkflow<?>> workflows;
  private final UnaryOperator<InterlockCommand> host;

  Shell(Path log, EngineFactory engines, CommandWorkflow<?>... workflows) {
    this(log, engines, List.of(workflows), command -> command.in(Map.of()));
  }

  private Shell(
      Path log,
      EngineFactory engines,
      List<CommandWorkflow<?>> workflows,
      UnaryOperator<InterlockCommand> host) {
    this.log = log;
    this.engines = engines;
    this.workflows = workflows;
    this.host = host;
  }

  /** The same in which the command is made otherwise. */
  Shell with(UnaryOperator<InterlockCommand> other) {
    return new Shell(log, engines, workflows, other);
  }

  /** What came of a command. */
  record Answer(int exit, String out, String err) {
    List<String> lines() {
      return (out + err).lines().toList();
    }

    /** All that was said, however it was broken into lines. */
    String said() {
      return (out + " " + err).replaceAll("\\s+", " ");
    }

    String lastLine() {
      List<String> lines = out.lines().toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** The one JSON object that was answered. */
    String json() {
      return Json.of(out.strip().getBytes(StandardCharsets.UTF_8)).toString();
    }
  }

  /** Types a command, and the folder of the log after it. */
  Answer on(String... args) {
    List<String> typed = new ArrayList<>(List.of(args));
    typed.add("--log=" + log);
    return type(typed.toArray(String[]::new));
  }

  /** Types exactly this. */
  Answer type(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        host.apply(InterlockCommand.of(engines, workflows))
            .named("./interlock")
            .writingTo(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .execute(args);
    return new Answer(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
