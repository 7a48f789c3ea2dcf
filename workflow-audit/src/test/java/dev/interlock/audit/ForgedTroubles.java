package dev.interlock.audit;

import static dev.interlock.audit.Forged.drop;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.later;
import static dev.interlock.audit.Forged.to;
import static dev.interlock.audit.Forged.twice;

import java.util.stream.Stream;

/** Forgeries of runs in which something went wrong. */
final class ForgedTroubles {
  private ForgedTroubles() {}

  static Stream<Forged> ofTrouble() {
    return Stream.of(
        edit("it ends at once", "trouble", "step.failed", 1, to("\"retry\"", "\"end\""), "'retry'"),
        edit(
            "a retry too many",
            "trouble",
            "step.failed",
            2,
            to("\"waiting\"", "\"retry\""),
            "'wait"),
        edit("no failure", "trouble", "step.failed", 1, to("TRANSIENT", "TIRED"), "no failure"),
        drop("nobody said so", "trouble", "run.resumed", 1, 0, "waiting"),
        edit(
            "resumed elsewhere",
            "trouble",
            "run.resumed",
            1,
            to("again", "last"),
            "nothing failed"),
        drop("passed over in silence", "trouble", "step.skipped", 1, 0, "'maybe' is not done"),
        edit("another reason", "trouble", "step.skipped", 1, to("missing", "there"), "reason"),
        edit("not optional", "trouble", "step.failed", 4, to("\"end\"", "\"skip\""), "'end'"),
        drop("no doubt", "trouble", "step.doubt", 1, 0, "runs"),
        edit(
            "the engine knows",
            "trouble",
            "step.reconciled",
            1,
            to("bob", "system:engine"),
            "asked"),
        edit("it did not", "trouble", "step.reconciled", 1, to("true", "false"), "without a value"),
        drop("nobody knows", "trouble", "step.reconciled", 1, 0, "'doubtful' is not done"),
        later(
            "undone in another order",
            "trouble",
            "compensation.started",
            2,
            -2,
            -2,
            "next to undo"),
        drop("not undone", "trouble", "compensation.completed", 2, 0, "runs"),
        drop("undone by itself", "trouble", "compensation.started", 1, 0, "nothing undoes"),
        drop("undone while it goes on", "trouble", "step.failed", 4, 0, "goes on"),
        edit(
            "failed elsewhere",
            "trouble",
            "run.failed",
            1,
            to("last", "first"),
            "nothing failed so"),
        edit("failed otherwise", "trouble", "run.failed", 1, to("BUSINESS_RULE", "UNKNOWN"), "so"),
        twice("trouble", "step.doubt", 1, "attempt is known"),
        twice("trouble", "step.reconciled", 1, "in doubt"),
        twice("trouble", "compensation.completed", 1, "nothing undoes"));
  }

  static Stream<Forged> ofWhatIsSpoilt() {
    return Stream.of(
        edit(
            "nothing to undo",
            "spoilt",
            "step.failed",
            1,
            to("\"value\"", "\"worth\""),
            "left out"),
        edit(
            "an effect that nothing undoes",
            "trouble",
            "step.failed",
            1,
            to("\"next\"", "\"value\":1,\"next\""),
            "nothing undoes its effect"),
        later("the older one first", "spoilt", "compensation.started", 2, -2, -2, "next to undo"),
        drop("undone by itself", "spoilt", "compensation.started", 1, 0, "nothing undoes"),
        drop("it went well", "spoilt", "step.failed", 1, 0, "goes on"));
  }
}
