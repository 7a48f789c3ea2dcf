package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Flow;
import dev.interlock.People;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import dev.interlock.record.Presence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Honest logs of runs in which an approval does not hold any more before it is used. */
final class TakenBackBases {
  private TakenBackBases() {}

  private static final Approvers KEY = Approvers.confirmedBy("lead").atLeast(Presence.KEY);

  /** Who approved has another role before the next step begins; somebody else approves. */
  static void takenBack(Path dir) {
    takenBack(dir, GateBases.gated(KEY));
  }

  /** The same, where the gate stands in an arm of a choice, which gives it. */
  static void takenBackInArm(Path dir) {
    takenBack(
        dir,
        Workflow.define(
            "arm",
            Text.class,
            (flow, in) ->
                flow.step("close", Text.class)
                    .reading(
                        flow.choose("way")
                            .on(in)
                            .when("left", "it is left", any -> true, arm -> arm.gate("ok", in, KEY))
                            .otherwise(arm -> arm.gate("ok", in, KEY)))
                    .combine(approved -> new Text("close"))));
  }

  /** The same, where an effect was begun beside the step that reads the approval. */
  static void takenBackAmid(Path dir) {
    takenBack(dir, amid(TakenBackBases::did), "step.started", TakenBackBases::davesYes);
  }

  /** The same, and then it is called off. */
  static void calledOffAmid(Path dir) {
    takenBack(
        dir,
        amid(TakenBackBases::did),
        "step.started",
        engine -> engine.cancel(Telling.RUN, Telling.BOB));
  }

  /** The same, and nobody knows what became of the effect until somebody says it. */
  static void unansweredAmid(Path dir) {
    takenBack(
        dir,
        amid(text -> RareBases.fails(Failure.Kind.TRANSIENT)),
        "step.started",
        engine -> {
          engine.cancel(Telling.RUN, Telling.BOB);
          Json did = Codec.json().write(new Text("did"), Text.class);
          engine.reconcile(Telling.RUN, "sides/acts/act", Optional.of(did), Telling.BOB);
        });
  }

  /** The same, where another run was asked for. */
  static void calledOffAsking(Path dir) {
    Workflow<Text, Text> child =
        Workflow.define(
            "child",
            Text.class,
            (flow, in) -> flow.receive("word", Text.class).unverified("a test").from("lead"));
    takenBack(
        dir,
        Workflow.define(
            "asking",
            Text.class,
            (flow, in) -> {
              var ok = flow.gate("ok", in, KEY);
              return flow.parallel("sides", Text.class)
                  .branch("asks", side -> side.child("sub", child, in))
                  .branch("reads", side -> RareBases.plain(side, "close", ok))
                  .join((a, b) -> new Text("joined"));
            }),
        "child.started",
        engine -> engine.cancel(Telling.RUN, Telling.BOB));
  }

  private static Workflow<Text, Text> amid(UnaryOperator<Text> asked) {
    return Workflow.define(
        "amid",
        Text.class,
        (flow, in) -> {
          var ok = flow.gate("ok", in, KEY);
          Ref<Text> sides =
              flow.parallel("sides", Text.class)
                  .branch("acts", side -> acts(side, in, asked))
                  .branch("reads", side -> RareBases.plain(side, "close", ok))
                  .join((a, b) -> new Text("joined"));
          return RareBases.plain(flow, "last", flow.check("after", sides, text -> Bases.seen()));
        });
  }

  private static Text did(Text text) {
    return new Text("did");
  }

  private static Ref<Text> acts(Flow side, Ref<Text> in, UnaryOperator<Text> asked) {
    Ref<Text> act =
        side.step("act", Text.class)
            .reading(in)
            .reconciledBy(text -> Optional.of(asked.apply(text)))
            .unverified("a test")
            .unguarded("a test")
            .compensatedBy(text -> {})
            .act(TakenBackBases::did);
    var good = side.check("good", act, text -> Bases.seen());
    return RareBases.plain(side, "done", side.check("then", good, text -> Bases.seen()));
  }

  private static void takenBack(Path dir, Workflow<Text, Text> workflow) {
    takenBack(dir, workflow, "gate.closed", TakenBackBases::davesYes);
  }

  private static void davesYes(Engine engine) {
    GateBases.take(engine, Signed.yes(GateBases.asked(engine), Signed.DAVE, "lead"));
  }

  /** Approved, cut off after the first event of a name, and then under other people. */
  private static void takenBack(
      Path dir, Workflow<Text, Text> workflow, String last, Consumer<Engine> then) {
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = GateBases.signing(journal, clocks, workflow);
      engine.start(workflow, Telling.RUN, new Text("in"), Telling.RITA);
      GateBases.take(engine, Signed.yes(GateBases.asked(engine), Telling.ALICE, "lead"));
    }
    Logs.endAfter(dir, last);
    People others = Signed.people("cd".repeat(32), Signed.ALICE_KEY, List.of("qa"));
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = GateBases.engine(journal, clocks, workflow, others);
      engine.adoptPeople(Telling.RUN, Telling.BOB);
      engine.resume(Telling.RUN);
      then.accept(engine);
    }
  }
}
