package dev.interlock.cli;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.People;
import dev.interlock.Run;
import dev.interlock.Workflow;
import dev.interlock.gates.SignatureChannel;
import dev.interlock.record.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a command brings along for its engine. Immutable.
 *
 * @param log the folder of the log
 * @param journal its journal, open for writing; the command closes it
 * @param terminal asks in the person's terminal; for {@code deny} it takes nothing but a no
 * @param progress shows what happens
 * @param executor runs steps on threads that do not keep the program alive
 * @param people who may decide, if a file of them is named
 * @param workflows those that the command knows, so that any run of the log can go on
 */
public record Setup(
    Path log,
    Journal journal,
    Channel terminal,
    Run.Listener progress,
    Executor executor,
    Optional<People> people,
    List<Workflow<?, ?>> workflows) {

  /** Copies the list. */
  public Setup {
    workflows = List.copyOf(workflows);
  }

  /**
   * An engine made of all this, to be added to and built. Where people are known, it takes signed
   * answers as well.
   */
  public Engine.Builder engine() {
    Engine.Builder engine =
        Engine.on(journal).channel(terminal).listener(progress).executor(executor);
    for (Workflow<?, ?> workflow : workflows) {
      engine = engine.workflow(workflow);
    }
    return people.isEmpty() ? engine : engine.people(people.get()).channel(SignatureChannel.of());
  }
}
