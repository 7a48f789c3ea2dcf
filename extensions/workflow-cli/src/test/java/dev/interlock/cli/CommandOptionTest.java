package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Workflow;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that options of a workflow's command may have. */
class CommandOptionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"run", "log", "key", "head-key", "people", "json", "help", "a b", "X"})
  void areNotThoseThatEveryCommandHas(String name) {
    assertThatThrownBy(() -> CommandOption.optional(name, "X", "x"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void mayBeVersionWhichIsTheProgramsOnlyWithoutACommand() {
    Workflow<Greeting.Guest, Greeting.Said> saying =
        Workflow.define(
            "saying",
            Greeting.Guest.class,
            (flow, guest) ->
                flow.step("say", Greeting.Said.class)
                    .reading(guest)
                    .combine(who -> new Greeting.Said("saying " + who.name())));
    CommandWorkflow<Greeting.Guest> command =
        CommandWorkflow.of("say", "Says.", saying, r -> new Greeting.Guest(r.value("version")))
            .option(CommandOption.optional("version", "V", "What"));
    Shell shell = new Shell(folder, setup -> setup.engine().build(), command);
    assertThat(shell.on("say", "--version", "1.2").out()).contains("saying 1.2");
    assertThat(shell.type("--version").out()).startsWith("interlock ");
  }
}
