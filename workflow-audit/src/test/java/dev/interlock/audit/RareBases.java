package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Saw;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Honest logs of runs in which something happens that most runs never see. */
final class RareBases {
  static final Approvers LEAD = Approvers.confirmedBy("lead");

  private RareBases() {}

  static void soon(Engine engine, Clocks clocks) {
    clocks.pass(Shapes.SOON);
    engine.runDue();
  }

  static Ref<Text> plain(Flow flow, String name, Ref<?> in) {
    return flow.step(name, Text.class).reading(in).combine(any -> new Text(name));
  }

  static FailureException failure(Failure.Kind kind) {
    return new FailureException(kind, "it did not work");
  }

  static Text fails(Failure.Kind kind) {
    throw failure(kind);
  }

  // --- checks ---

  private static Workflow<Text, Text> checked(Verdict... verdicts) {
    AtomicInteger looks = new AtomicInteger();
    return Workflow.define(
        "checked",
        Text.class,
        (flow, in) -> {
          var good =
              flow.check(
                  "good",
                  in,
                  text -> {
                    int look = looks.getAndIncrement();
                    return look == 0 ? cannotLook() : verdicts[look - 1];
                  });
          return plain(flow, "close", good);
        });
  }

  /** A check that cannot look at first, and passes when a person lets it look again. */
  static void checkWaits(Path dir) {
    Bases.tell(
        dir,
        checked(Verdict.passed(new Saw("all"))),
        (engine, clocks) -> engine.resume(Telling.RUN, Telling.ALICE));
  }

  /** A check that cannot look twice. */
  static void checkWaitsTwice(Path dir) {
    AtomicInteger looks = new AtomicInteger();
    Bases.tell(
        dir,
        Workflow.define(
            "checked",
            Text.class,
            (flow, in) ->
                plain(
                    flow,
                    "close",
                    flow.check(
                        "good",
                        in,
                        text -> looks.getAndIncrement() < 2 ? cannotLook() : Bases.seen()))),
        (engine, clocks) -> {
          engine.resume(Telling.RUN, Telling.ALICE);
          engine.resume(Telling.RUN, Telling.ALICE);
        });
  }

  private static Verdict cannotLook() {
    throw failure(Failure.Kind.TRANSIENT);
  }

  /** The same, where it does not pass. */
  static void checkFails(Path dir) {
    Bases.tell(
        dir,
        checked(Verdict.failed("it is not there", new Saw("all"))),
        (engine, clocks) -> engine.resume(Telling.RUN, Telling.ALICE));
  }

  // --- what nobody hands in ---

  private static Workflow<Text, Text> asked(Optional<Text> otherwise) {
    return Workflow.define(
        "asked",
        Text.class,
        (flow, in) -> {
          var receipt = flow.receive("word", Text.class).unverified("a test").within(Shapes.SOON);
          receipt = otherwise.isPresent() ? receipt.otherwise(otherwise.get()) : receipt;
          return plain(flow, "close", receipt.from("lead"));
        });
  }

  /** Nobody hands it in, and the run goes on with something else. */
  static void goesOn(Path dir) {
    Bases.tell(dir, asked(Optional.of(new Text("nothing"))), RareBases::soon);
  }

  /** Nobody hands it in, and the run ends. */
  static void expires(Path dir) {
    Bases.tell(dir, asked(Optional.empty()), RareBases::soon);
  }

  // --- scopes ---

  /** A run of another workflow fails. */
  static void childFails(Path dir) {
    Workflow<Text, Text> child =
        Workflow.define(
            "kid",
            Text.class,
            (flow, in) ->
                flow.step("work", Text.class)
                    .reading(in)
                    .combine(text -> fails(Failure.Kind.BUSINESS_RULE)));
    Bases.tell(
        dir,
        Workflow.define("asking", Text.class, (flow, in) -> flow.child("kid", child, in)),
        (engine, clocks) -> {});
  }

  /** What a run of another workflow gave is taken apart. */
  static void childGives(Path dir) {
    Workflow<Text, Text> child =
        Workflow.define("kid", Text.class, (flow, in) -> plain(flow, "work", in));
    Bases.tell(
        dir,
        Workflow.define(
            "asking",
            Text.class,
            (flow, in) ->
                plain(
                    flow,
                    "close",
                    flow.forEach("each", Text.class)
                        .of(flow.child("kid", child, in), text -> List.of(text))
                        .keyedBy(Text::text)
                        .atMost(1)
                        .run((turn, item) -> plain(turn, "use", item)))),
        (engine, clocks) -> {});
  }

  private static boolean throwing(Text text) {
    throw failure(Failure.Kind.UNKNOWN);
  }

  /** The rule of a choice throws. */
  static void ruleThrows(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "chosen",
            Text.class,
            (flow, in) ->
                flow.choose("way")
                    .on(in)
                    .when("left", "it is left", RareBases::throwing, f -> in)
                    .otherwise(f -> in)),
        (engine, clocks) -> {});
  }

  /** The rule throws that makes a list. */
  static void listThrows(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "each",
            Text.class,
            (flow, in) -> {
              Ref<List<Text>> all =
                  flow.forEach("each", Text.class)
                      .of(in, text -> List.of(fails(Failure.Kind.UNKNOWN)))
                      .keyedBy(Text::text)
                      .atMost(1)
                      .run((turn, item) -> plain(turn, "g", item));
              return plain(flow, "close", all);
            }),
        (engine, clocks) -> {});
  }

  /** The rule throws that says whether it is enough. */
  static void untilThrows(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "rounds",
            Text.class,
            (flow, in) ->
                flow.repeat("rounds", Text.class)
                    .atMost(2)
                    .until("never", RareBases::throwing)
                    .run((turn, before) -> plain(turn, "f", in))),
        (engine, clocks) -> {});
  }

  /** A list has more elements than turns are allowed. */
  static void listRefused(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "each",
            Text.class,
            (flow, in) -> {
              Ref<List<Text>> all =
                  flow.forEach("each", Text.class)
                      .of(in, text -> List.of(new Text("x"), new Text("y")))
                      .keyedBy(Text::text)
                      .atMost(1)
                      .run((turn, item) -> plain(turn, "g", item));
              return plain(flow, "close", all);
            }),
        (engine, clocks) -> {});
  }

  /** A repeat is never enough. */
  static void neverEnough(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "rounds",
            Text.class,
            (flow, in) ->
                flow.repeat("rounds", Text.class)
                    .atMost(2)
                    .until("never", text -> false)
                    .run((turn, before) -> plain(turn, "f", in))),
        (engine, clocks) -> {});
  }

  /** A step of one branch fails for good before the check of the other looks. */
  static void sideFails(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "sides",
            Text.class,
            (flow, in) -> {
              Ref<Text> first = plain(flow, "first", in);
              return flow.parallel("sides", Text.class)
                  .branch(
                      "one",
                      side ->
                          side.step("bad", Text.class)
                              .reading(first)
                              .combine(text -> fails(Failure.Kind.BUSINESS_RULE)))
                  .branch(
                      "two",
                      side -> {
                        var good = side.check("good", first, text -> Verdict.passed(new Saw("it")));
                        var then = side.check("then", first, text -> Verdict.passed(new Saw("it")));
                        return side.step("last", Text.class)
                            .reading(good, then)
                            .combine((a, b) -> new Text("last"));
                      })
                  .join((a, b) -> new Text("joined"));
            }),
        (engine, clocks) -> {});
  }

  /** People decide on what is missing. */
  static void aboutNothing(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "nothing",
            Text.class,
            (flow, in) -> plain(flow, "close", flow.gate("ok", missing(flow, in), LEAD))),
        RareBases::approveAll);
  }

  static Ref<Optional<Text>> missing(Flow flow, Ref<Text> in) {
    return flow.step("maybe", Text.class)
        .reading(in)
        .unverified("a test")
        .optional("it may be missing")
        .compute(text -> fails(Failure.Kind.UNKNOWN));
  }

  private static Workflow<Text, Text> turning() {
    return Workflow.define(
        "turns",
        Text.class,
        (flow, in) -> {
          Ref<List<Text>> each =
              flow.forEach("each", Text.class)
                  .of(in, text -> List.of(new Text("x"), new Text("y"), new Text("z")))
                  .keyedBy(Text::text)
                  .atMost(3)
                  .atOnce(2)
                  .run((turn, item) -> plain(turn, "g", turn.gate("ok", item, LEAD)));
          Ref<Text> rounds =
              flow.repeat("rounds", Text.class)
                  .atMost(3)
                  .until("twice", text -> text.text().equals("second"))
                  .run(
                      (turn, before) ->
                          turn.step("f", Text.class)
                              .reading(turn.gate("fine", before, LEAD))
                              .combine(
                                  sure -> new Text(sure.value().isPresent() ? "second" : "first")));
          Ref<Text> way =
              flow.choose("way")
                  .on(in)
                  .when("left", "it is left", text -> true, arm -> plain(arm, "d", in))
                  .otherwise(arm -> in);
          return flow.step("close", Text.class)
              .reading(
                  flow.gate("all", each, LEAD),
                  flow.gate("last", rounds, LEAD),
                  flow.gate("taken", way, LEAD))
              .combine((a, b, c) -> new Text("close"));
        });
  }

  static void approveAll(Engine engine, Clocks clocks) {
    while (!engine.pending(Telling.RUN).isEmpty()) {
      GateBases.take(engine, GateBases.asked(engine).approved(Telling.BOB, "lead", Desk.NAME));
    }
  }

  /**
   * Gates in turns, of a list two of whose elements are at work at once and of a repeat, and about
   * what scopes give.
   */
  static void turns(Path dir) {
    Bases.tell(dir, turning(), RareBases::approveAll);
  }

  /** Gates about what stands further out, about a constant, and about a check and a gate. */
  static void about(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "about",
            Text.class,
            (flow, in) -> {
              Ref<List<Text>> outer =
                  flow.forEach("outer", Text.class)
                      .of(in, text -> List.of(new Text("x"), new Text("y")))
                      .keyedBy(Text::text)
                      .atMost(2)
                      .run(
                          (turn, item) ->
                              turn.repeat("inner", Text.class)
                                  .atMost(2)
                                  .until("at once", text -> true)
                                  .run(
                                      (round, before) ->
                                          plain(round, "f", round.gate("ok", item, LEAD))));
              Ref<Text> constant = flow.given("constant", new Text("always"));
              return flow.step("close", Text.class)
                  .reading(
                      flow.gate("all", outer, LEAD),
                      flow.gate("given", constant, LEAD),
                      flow.gate(
                          "checked",
                          flow.check("good", in, text -> Verdict.passed(new Saw("all"))),
                          LEAD),
                      flow.gate("again", flow.gate("first", in, LEAD), LEAD))
                  .combine((a, b, c, d) -> new Text("close"));
            }),
        RareBases::approveAll);
  }

  /** A rehearsal in which no scope gives anything. */
  static void rehearsedTurns(Path dir) {
    rehearse(
        dir,
        Workflow.define(
            "nothing",
            Text.class,
            (flow, in) -> {
              Ref<List<Text>> each =
                  flow.forEach("each", Text.class)
                      .of(in, text -> List.of(new Text("x"), new Text("y")))
                      .keyedBy(Text::text)
                      .atMost(2)
                      .run((turn, item) -> plain(turn, "g", turn.gate("ok", item, LEAD)));
              Ref<Text> rounds =
                  flow.repeat("rounds", Text.class)
                      .atMost(2)
                      .until("at once", text -> true)
                      .run((turn, before) -> plain(turn, "f", turn.gate("fine", in, LEAD)));
              Ref<Text> way =
                  flow.choose("way")
                      .on(in)
                      .when("left", "it is left", text -> true, arm -> asked(arm, in))
                      .otherwise(arm -> in);
              Ref<Text> sides =
                  flow.parallel("sides", Text.class)
                      .branch("one", side -> plain(side, "a", in))
                      .branch("two", side -> asked(side, in))
                      .join((a, b) -> a);
              return flow.step("close", Text.class)
                  .reading(each, rounds, way, sides)
                  .combine((a, b, c, d) -> d);
            }));
  }

  private static Ref<Text> asked(Flow flow, Ref<Text> in) {
    return plain(flow, "then", flow.gate("sure", in, LEAD));
  }

  // --- whole runs ---

  /** A rehearsal of a workflow with a scope of each kind. */
  static void rehearsed(Path dir) {
    rehearse(dir, Bases.wide());
  }

  private static void rehearse(Path dir, Workflow<Text, Text> workflow) {
    try (FileJournal journal = Logs.open(dir)) {
      GateBases.engine(journal, new Clocks(), workflow)
          .rehearse(workflow, Telling.RUN, new Text("in"));
    }
  }

  /** A run is out of time at its gate. */
  static void outOfTime(Path dir) {
    Bases.tell(dir, GateBases.gated(LEAD).timeout(Shapes.SOON), RareBases::soon);
  }
}
