package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Ref;
import dev.interlock.Step;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Saw;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Principal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The honest logs that forgeries begin with. */
final class Bases {
  private static final Step.Retry RETRY = Step.Retry.attempts(2).waiting(Shapes.SOON);

  private Bases() {}

  static Verdict seen() {
    return Verdict.passed(new Saw("all of it"));
  }

  /** A log that is told by an engine. */
  static void tell(Path dir, Workflow<Text, Text> workflow, Acts acts) {
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = GateBases.engine(journal, clocks, workflow);
      engine.start(workflow, Telling.RUN, new Text("in"), Telling.RITA);
      acts.happen(engine, clocks);
    }
  }

  /** What happens to a run that was started. */
  @FunctionalInterface
  interface Acts {
    void happen(Engine engine, Clocks clocks);
  }

  private static void say(Engine engine, Principal who, String role, boolean yes) {
    GateRequest request = engine.pending(Telling.RUN).get(0);
    engine.decide(
        yes ? request.approved(who, role, Desk.NAME) : request.denied(who, role, Desk.NAME));
  }

  // --- a gated act ---

  private static Workflow<Text, Text> gated(Approvers approvers) {
    return Workflow.define(
        "gated",
        Text.class,
        (flow, in) -> {
          Ref<Text> look =
              flow.step("look", Text.class)
                  .reading(in)
                  .expecting("it is calm", text -> true)
                  .verifiedBy("seen", (a, b) -> seen())
                  .compute(text -> new Text("looked"));
          var approval = flow.gate("approval", look, approvers);
          Ref<Text> closed =
              flow.step("close", Text.class)
                  .reading(approval)
                  .verifiedBy("read-back", (a, b) -> seen())
                  .act(text -> new Text("closed"));
          return flow.step("tell", Text.class).reading(closed).combine(text -> text);
        });
  }

  /** Look, a gate for four eyes with a deadline, an act, and what it gives. */
  static void gated(Path dir) {
    Workflow<Text, Text> workflow = gated(Approvers.fourEyes("lead").within(Shapes.SOON));
    tell(dir, workflow, (engine, clocks) -> say(engine, Telling.ALICE, "lead", true));
  }

  /** The same with two people under a policy of the host's. */
  static void both(Path dir) {
    tell(
        dir,
        gated(Shapes.both()),
        (engine, clocks) -> {
          say(engine, Telling.ALICE, "lead", true);
          say(engine, Telling.BOB, "qa", true);
        });
  }

  /** The same, where the answer is no. */
  static void denied(Path dir) {
    tell(
        dir,
        gated(Approvers.confirmedBy("lead")),
        (engine, clocks) -> say(engine, Telling.ALICE, "lead", false));
  }

  // --- scopes ---

  private static Ref<Text> plain(dev.interlock.Flow flow, String name, Ref<Text> in) {
    return flow.step(name, Text.class).reading(in).combine(text -> new Text(name));
  }

  private static Workflow<Text, Text> kid() {
    return Workflow.define("kid", Text.class, (flow, in) -> plain(flow, "work", in));
  }

  static Workflow<Text, Text> wide() {
    return Workflow.define(
        "wide",
        Text.class,
        (flow, in) -> {
          Ref<Text> sides =
              flow.parallel("sides", Text.class)
                  .branch("one", f -> plain(f, "a", plain(f, "b", in)))
                  .branch("two", f -> plain(f, "c", in))
                  .join((a, b) -> new Text("joined"));
          Ref<Text> way =
              flow.choose("way")
                  .on(sides)
                  .when("left", "it is left", text -> true, f -> plain(f, "d", sides))
                  .otherwise(f -> plain(f, "e", sides));
          Ref<Text> rounds =
              flow.repeat("rounds", Text.class)
                  .atMost(3)
                  .until("twice", text -> text.text().equals("ff"))
                  .run(
                      (f, before) ->
                          f.step("f", Text.class)
                              .reading(way, before)
                              .combine((a, b) -> new Text(b.isPresent() ? "ff" : "f")));
          Ref<List<Text>> each =
              flow.forEach("each", Text.class)
                  .of(rounds, text -> List.of(new Text("x"), new Text("y")))
                  .keyedBy(Text::text)
                  .atMost(2)
                  .run((f, item) -> plain(f, "g", item));
          Ref<Text> all =
              flow.step("all", Text.class).reading(each).combine(list -> new Text("all"));
          flow.pause("rest", Shapes.SOON);
          var checked = flow.check("good", all, text -> seen());
          Ref<Text> given =
              flow.receive("word", Text.class)
                  .verifiedBy("fine", text -> seen())
                  .after(checked)
                  .from("lead");
          return flow.child("kid", kid(), given);
        });
  }

  /** One of each that holds scopes, a pause, a check, a receive and a child. */
  static void wide(Path dir) {
    tell(
        dir,
        wide(),
        (engine, clocks) -> {
          clocks.pass(Shapes.SOON);
          engine.runDue();
          var word = Codec.json().write(new Text("word"), Text.class);
          engine.submit(engine.requested(Telling.RUN).get(0).answer(Telling.BOB, "lead", word));
        });
  }

  // --- trouble ---

  private static Workflow<Text, Text> trouble() {
    int[] tries = new int[2];
    return Workflow.define(
        "trouble",
        Text.class,
        (flow, in) -> {
          Ref<Text> again =
              flow.step("again", Text.class)
                  .reading(in)
                  .unverified("a test")
                  .retry(RETRY)
                  .compute(text -> thirdTime(tries));
          Ref<Optional<Text>> maybe =
              flow.step("maybe", Text.class)
                  .reading(again)
                  .unverified("a test")
                  .optional("it may be missing")
                  .compute(text -> fails(Failure.Kind.UNKNOWN));
          Ref<Text> first = act(flow, "first", again);
          Ref<Text> doubtful =
              flow.step("doubtful", Text.class)
                  .reading(first)
                  .unverified("a test")
                  .unguarded("a test")
                  .compensatedBy(text -> {})
                  .act(
                      text -> {
                        throw new InterruptedException("cut off");
                      });
          return flow.step("last", Text.class)
              .reading(doubtful, maybe)
              .combine((a, b) -> fails(Failure.Kind.BUSINESS_RULE));
        });
  }

  private static Ref<Text> act(dev.interlock.Flow flow, String name, Ref<Text> in) {
    return flow.step(name, Text.class)
        .reading(in)
        .unverified("a test")
        .unguarded("a test")
        .compensatedBy(text -> {})
        .act(text -> new Text(name));
  }

  private static Text thirdTime(int[] tries) {
    return ++tries[0] < 3 ? fails(Failure.Kind.TRANSIENT) : new Text("at last");
  }

  private static Text fails(Failure.Kind kind) {
    throw new FailureException(kind, "it did not work");
  }

  /** A retry, one that a person lets be tried again, a skip, a doubt, a failure, two undone. */
  static void trouble(Path dir) {
    tell(
        dir,
        trouble(),
        (engine, clocks) -> {
          clocks.pass(Shapes.SOON);
          engine.runDue();
          engine.resume(Telling.RUN, Telling.ALICE);
          var did = Codec.json().write(new Text("did"), Text.class);
          engine.reconcile(Telling.RUN, "doubtful", Optional.of(did), Telling.BOB);
        });
  }

  private static Workflow<Text, Text> spoilt() {
    return Workflow.define(
        "spoilt",
        Text.class,
        (flow, in) ->
            flow.step("spoilt", Text.class)
                .reading(act(flow, "first", in))
                .verifiedBy("seen", (a, b) -> Verdict.failed("it is not there", new Saw("all")))
                .unguarded("a test")
                .compensatedBy(text -> {})
                .act(text -> new Text("spoilt")));
  }

  /** An act that does not pass its check, and two undone. */
  static void spoilt(Path dir) {
    tell(dir, spoilt(), (engine, clocks) -> {});
  }

  /** Called off while a gate is open. */
  static void cancelled(Path dir) {
    tell(
        dir,
        gated(Approvers.confirmedBy("lead")),
        (engine, clocks) -> engine.cancel(Telling.RUN, Telling.BOB));
  }
}
