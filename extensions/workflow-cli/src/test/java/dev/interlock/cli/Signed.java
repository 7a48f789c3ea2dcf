package dev.interlock.cli;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

/** A workflow that publishes what people let through at one gate. */
public final class Signed {
  /** What is to be published. */
  public record Release(String version) {}

  /** What was published. */
  public record Live(String version) {}

  private Signed() {}

  /** A command of this name, whose gate these people open. */
  static CommandWorkflow<Release> command(String name, Approvers approvers) {
    return command(name, "sign-off", approvers);
  }

  /** The same with a gate of this name. */
  static CommandWorkflow<Release> command(String name, String gate, Approvers approvers) {
    Workflow<Release, Live> workflow =
        Workflow.define(
            name,
            Release.class,
            (flow, release) -> {
              Ref<Approved<Release>> approved = flow.gate(gate, release, approvers);
              return flow.step("publish", Live.class)
                  .reading(approved)
                  .unverified("an example")
                  .act(yes -> new Live(yes.value().version()));
            });
    return CommandWorkflow.of(
            name, "Publishes.", workflow, request -> new Release(request.value("sprint")))
        .option(CommandOption.optional("sprint", "V", "What").standard("1.2"));
  }
}
