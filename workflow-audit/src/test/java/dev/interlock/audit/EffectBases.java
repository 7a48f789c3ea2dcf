package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Step;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Saw;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.record.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Honest logs of runs in which an effect is in doubt, or is undone. */
final class EffectBases {
  private EffectBases() {}

  private static Workflow<Text, Text> doubtful(AtomicInteger looks) {
    return Workflow.define(
        "doubtful",
        Text.class,
        (flow, in) ->
            flow.step("act", Text.class)
                .reading(in)
                .reconciledBy(
                    text ->
                        Optional.of(
                            looks.getAndIncrement() == 0
                                ? RareBases.fails(Failure.Kind.TRANSIENT)
                                : new Text("did")))
                .verifiedBy("seen", (a, b) -> Verdict.passed(new Saw("all")))
                .unguarded("a test")
                .act(
                    text -> {
                      throw new InterruptedException("cut off");
                    }));
  }

  /** Nobody knows whether it happened; the outside world has no answer first, and then says yes. */
  static void reconciled(Path dir) {
    Bases.tell(
        dir,
        doubtful(new AtomicInteger()),
        (engine, clocks) -> engine.resume(Telling.RUN, Telling.ALICE));
  }

  private static Ref<Text> undoable(Flow flow, Ref<Text> in) {
    return flow.step("first", Text.class)
        .reading(in)
        .unverified("a test")
        .unguarded("a test")
        .compensatedBy(text -> {})
        .act(text -> new Text("first"));
  }

  /** An effect is there, its check cannot look, it is repeated, and then it cannot be done. */
  static void notOwedAgain(Path dir) {
    notOwed(dir, Step.Of1::repeatable);
  }

  /** The same, where the outside world is asked in between, and says that it did not happen. */
  static void notOwedInDoubt(Path dir) {
    notOwed(dir, act -> act.reconciledBy(text -> Optional.empty()));
  }

  private static void notOwed(Path dir, UnaryOperator<Step.Of1<Text, Text, Text>> again) {
    AtomicInteger times = new AtomicInteger();
    Bases.tell(
        dir,
        Workflow.define(
            "again",
            Text.class,
            (flow, in) ->
                again
                    .apply(flow.step("act", Text.class).reading(in))
                    .retry(Step.Retry.attempts(2))
                    .compensatedBy(text -> {})
                    .verifiedBy("seen", (a, b) -> cannotLook())
                    .unguarded("a test")
                    .act(text -> times.getAndIncrement() == 0 ? new Text("did") : refused())),
        RareBases::soon);
  }

  private static Verdict cannotLook() {
    throw RareBases.failure(Failure.Kind.TRANSIENT);
  }

  private static Text refused() {
    return RareBases.fails(Failure.Kind.BUSINESS_RULE);
  }

  /** What was done before a gate is undone, because somebody says no. */
  static void undoneAfterNo(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "denied",
            Text.class,
            (flow, in) -> {
              Ref<Text> first = undoable(flow, in);
              return RareBases.plain(
                  flow, "close", flow.gate("ok", first, Approvers.confirmedBy("lead")));
            }),
        (engine, clocks) ->
            GateBases.take(engine, GateBases.asked(engine).denied(Telling.BOB, "lead", Desk.NAME)));
  }

  /** What was done in a run with a limit is undone, because nothing is handed in in time. */
  static void outOfTimeUndone(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
                "late",
                Text.class,
                (flow, in) -> {
                  Ref<Text> first = undoable(flow, in);
                  var receipt = flow.receive("word", Text.class).unverified("a test");
                  return flow.step("close", Text.class)
                      .reading(first, receipt.from("lead"))
                      .combine((a, b) -> new Text("close"));
                })
            .timeout(Shapes.SOON),
        RareBases::soon);
  }

  /** The outside world says that it happened, and a check does not see it. */
  static void unseen(Path dir) {
    Bases.tell(
        dir,
        Workflow.define(
            "unseen",
            Text.class,
            (flow, in) ->
                flow.step("act", Text.class)
                    .reading(in)
                    .reconciledBy(text -> Optional.of(new Text("did")))
                    .verifiedBy("seen", (a, b) -> Verdict.failed("it is not there", new Saw("all")))
                    .unguarded("a test")
                    .act(
                        text -> {
                          throw new InterruptedException("cut off");
                        })),
        (engine, clocks) -> {});
  }

  /** What cannot be undone at first is when a person says to try again. */
  static void undoneLate(Path dir) {
    AtomicInteger tries = new AtomicInteger();
    Bases.tell(
        dir,
        Workflow.define(
            "undone",
            Text.class,
            (flow, in) -> {
              Ref<Text> first =
                  flow.step("first", Text.class)
                      .reading(in)
                      .unverified("a test")
                      .unguarded("a test")
                      .compensatedBy(
                          text -> {
                            if (tries.getAndIncrement() == 0) {
                              RareBases.fails(Failure.Kind.UNKNOWN);
                            }
                          })
                      .act(text -> new Text("first"));
              return flow.step("last", Text.class)
                  .reading(first)
                  .combine(text -> RareBases.fails(Failure.Kind.BUSINESS_RULE));
            }),
        (engine, clocks) -> engine.resume(Telling.RUN, Telling.ALICE));
  }
}
