package dev.interlock.cli;

import dev.interlock.People;
import dev.interlock.Workflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host gave, for one log. Immutable.
 *
 * @param people who may decide, if that is known
 */
record Host(EngineFactory engines, List<Host.Known<?>> workflows, Optional<People> people) {

  /** A workflow with its command. */
  record Known<I>(CommandWorkflow<I> command, Workflow<I, ?> workflow) {
    static <I> Known<I> of(CommandWorkflow<I> command, Path log) {
      return new Known<>(command, command.workflowOn(log));
    }
  }

  static Host of(EngineFactory engines, List<CommandWorkflow<?>> commands, Path log) {
    List<Known<?>> known = new ArrayList<>();
    commands.forEach(command -> known.add(Known.of(command, log)));
    return new Host(engines, List.copyOf(known), Optional.empty());
  }

  /** The same where these people may decide. */
  Host with(Optional<People> known) {
    return new Host(engines, workflows, known);
  }

  List<Workflow<?, ?>> definitions() {
    List<Workflow<?, ?>> definitions = new ArrayList<>();
    workflows.forEach(known -> definitions.add(known.workflow()));
    return definitions;
  }

  /** What a command of this name starts. */
  Optional<Known<?>> startedBy(String command) {
    return workflows.stream()
        .filter(known -> known.command().name().equals(command))
        .<Known<?>>map(known -> known)
        .findFirst();
  }

  /** The command that starts runs of the workflow of this name. */
  Optional<CommandWorkflow<?>> commandOf(String workflow) {
    return named(workflow).map(Known::command);
  }

  /** The workflow of this name. */
  Optional<Known<?>> named(String workflow) {
    return workflows.stream()
        .filter(known -> known.workflow().name().equals(workflow))
        .<Known<?>>map(known -> known)
        .findFirst();
  }
}
