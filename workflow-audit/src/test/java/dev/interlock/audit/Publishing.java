package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small workflow that publishes a text once somebody has said yes, and who says so. */
public final class Publishing {
  static final RunId RUN = RunId.of("run-1");
  static final Text INPUT = new Text("hello");

  /** The bodies that began, by name. */
  final List<String> began = new CopyOnWriteArrayList<>();

  Publishing() {}

  /** A text. */
  public record Text(String text) {}

  /** What somebody saw outside. */
  public record Saw(String what) {}

  private Text did(String name, Text text) {
    began.add(name);
    return new Text(text.text() + " " + name);
  }

  Workflow<Text, Text> workflow() {
    return Workflow.define(
        "publish",
        Text.class,
        (flow, text) -> {
          var read =
              flow.step("1-read", Text.class)
                  .reading(text)
                  .verifiedBy("reader", (in, out) -> Verdict.passed(new Saw(out.text())))
                  .compute(in -> did("read", in));
          var sound = flow.step("2-clean", Text.class).reading(read).combine(in -> in);
          var approval = flow.gate("3-approval", sound, Approvers.confirmedBy("editor"));
          return flow.step("4-publish", Text.class)
              .reading(approval)
              .verifiedBy("reader", (in, out) -> Verdict.passed(new Saw(out.text())))
              .act(approved -> did("published", approved.value()));
        });
  }

  Engine engine(Journal journal) {
    return Engine.on(journal).workflow(workflow()).channel(new Desk()).build();
  }

  /** Says yes to everything, as alice in the first role that is asked for. */
  record Desk() implements Channel {
    @Override
    public String name() {
      return "desk";
    }

    @Override
    public Presence presence() {
      return Presence.TERMINAL;
    }

    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      String role = request.roles().get(0);
      answers.decide(request.approved(Principal.of("alice"), role, "desk"));
    }
  }
}
