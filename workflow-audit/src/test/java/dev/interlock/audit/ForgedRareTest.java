package dev.interlock.audit;

import static dev.interlock.audit.Forged.at;
import static dev.interlock.audit.Forged.change;
import static dev.interlock.audit.Forged.drop;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.insert;
import static dev.interlock.audit.Forged.later;
import static dev.interlock.audit.Forged.to;
import static dev.interlock.audit.Forged.told;
import static dev.interlock.audit.Forged.twice;

import dev.interlock.audit.Forging.Told;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another log is found in which something rare happened otherwise than it can. */
class ForgedRareTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.ofEntries(
          Map.entry("checkWaits", RareBases::checkWaits),
          Map.entry("checkFails", RareBases::checkFails),
          Map.entry("goesOn", RareBases::goesOn),
          Map.entry("expires", RareBases::expires),
          Map.entry("childFails", RareBases::childFails),
          Map.entry("ruleThrows", RareBases::ruleThrows),
          Map.entry("listThrows", RareBases::listThrows),
          Map.entry("untilThrows", RareBases::untilThrows),
          Map.entry("listRefused", RareBases::listRefused),
          Map.entry("neverEnough", RareBases::neverEnough),
          Map.entry("turns", RareBases::turns),
          Map.entry("about", RareBases::about),
          Map.entry("rehearsedTurns", RareBases::rehearsedTurns),
          Map.entry("reconciled", EffectBases::reconciled),
          Map.entry("undoneLate", EffectBases::undoneLate),
          Map.entry("rehearsed", RareBases::rehearsed),
          Map.entry("undoneAfterNo", EffectBases::undoneAfterNo),
          Map.entry("migrated", MigratedBases::migrated),
          Map.entry("migratedWide", MigratedBases::migratedWide),
          Map.entry("outOfTime", RareBases::outOfTime));

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  private static Told skipped(String path) {
    return at(path, "step.skipped", ",\"reason\":\"rehearsal\"");
  }

  static Stream<Forged> ofChecks() {
    String passed = ",\"check\":\"good\",\"evidence\":1";
    return Stream.of(
        drop("nobody let it look again", "checkWaits", "run.resumed", 1, 0, "nothing looks there"),
        twice("checkWaits", "run.resumed", 1, "nothing failed there"),
        twice("checkWaits", "check.passed", 1, "before what stands before it is done"),
        edit("it ends", "checkWaits", "step.failed", 1, to("waiting", "end"), "does not wait"),
        edit("for good", "checkWaits", "step.failed", 1, to("TRANSIENT", "BUSINESS_RULE"), "wait"),
        edit("again", "checkWaits", "step.failed", 1, to(":1,", ":2,"), "attempt"),
        edit("given up", "checkWaits", "check.passed", 1, to("k\":\"good", "k\":\"bad"), "name"),
        edit("not good", "checkFails", "check.failed", 1, to("k\":\"good", "k\":\"bad"), "name"),
        insert(
            "it passes as well",
            "checkFails",
            "run.rejected",
            1,
            at("good", "check.passed", passed),
            "nothing looks there"),
        insert(
            "given up later",
            "checkWaits",
            "step.failed",
            1,
            at("good", "step.abandoned", ",\"attempt\":2,\"reason\":\"late\""),
            "attempt"),
        edit("another place", "checkFails", "run.rejected", 1, to("good", "bad"), "says no there"));
  }

  static Stream<Forged> ofSubmissions() {
    return Stream.of(
        edit("it ends", "goesOn", "submission.expired", 1, to("true", "false"), "otherwise"),
        edit("with nothing", "goesOn", "submission.expired", 1, to("\"val", "\"vol"), "a value"),
        edit("again", "goesOn", "submission.expired", 1, to(":1,", ":2,"), "attempt"),
        edit("no limit", "goesOn", "submission.requested", 1, to("notA", "notB"), "deadline"),
        edit("asked twice", "goesOn", "submission.requested", 1, to(":1,", ":2,"), "attempt"),
        insert(
            "given up later",
            "goesOn",
            "submission.expired",
            1,
            at("word", "step.abandoned", ",\"attempt\":2,\"reason\":\"late\""),
            "attempt"),
        insert(
                "called off",
                "goesOn",
                "submission.expired",
                1,
                told("cancel.requested", "{\"by\":\"bob\"}"),
                "the run must end")
            .lines(1),
        edit("it goes on", "expires", "submission.expired", 1, to("false", "true"), "otherwise"),
        edit("a value", "expires", "submission.expired", 1, to("se", "se,\"value\":1"), "a value"),
        twice("expires", "submission.expired", 1, "is not asked for"));
  }

  static Stream<Forged> ofScopes() {
    return Stream.of(
        edit("another end", "childFails", "child.ended", 1, to("failed", "cancelled"), "otherwise"),
        insert(
            "it is waited for",
            "childFails",
            "run.failed",
            2,
            told("run.waiting", "{\"awaited\":[{\"what\":\"child\",\"path\":\"kid\"}]}"),
            "which is not open"),
        edit("no reason", "childFails", "child.ended", 1, to("reason", "raisin"), "or reason"),
        edit("a value", "childFails", "child.ended", 1, to("reason", "value"), "or reason"),
        edit("as another", "childFails", "run.failed", 2, to("Child", "Kid"), "nothing failed so"),
        later("three at once", "turns", "gate.requested", 3, -6, -6, "'each' is not done"),
        edit("another element", "turns", "each.started", 1, to("t\":\"y", "t\":\"q"), "another")
            .lines(2),
        edit("another turn", "turns", "step.completed", 4, to("first", "second"), "another value")
            .lines(2),
        edit("another further out", "about", "each.started", 1, to("t\":\"x", "t\":\"q"), "another")
            .lines(1),
        drop("a turn too early", "turns", "loop.turned", 1, 0, "there is no place"),
        edit("again", "ruleThrows", "step.failed", 1, to(":1,", ":2,"), "attempt"),
        insert(
            "it chooses all the same",
            "ruleThrows",
            "run.failed",
            1,
            at("way", "choice.made", ",\"arm\":\"left\""),
            "the run must end"),
        insert(
            "it begins all the same",
            "listRefused",
            "run.rejected",
            1,
            at("each", "each.started", ",\"keys\":[],\"items\":[]"),
            "the run must end"),
        insert(
            "one turn more",
            "neverEnough",
            "run.rejected",
            1,
            at("rounds", "loop.turned", ",\"turn\":3,\"again\":false"),
            "the run must end"),
        insert(
            "a step of one more",
            "neverEnough",
            "run.rejected",
            1,
            at("rounds[3]/f", "step.started", ",\"attempt\":1,\"kind\":\"combine\",\"key\":\"0\""),
            "there is no place"),
        edit("it was enough", "neverEnough", "loop.turned", 2, to("true", "false"), "says no there")
            .lines(1));
  }

  static Stream<Forged> ofDoubts() {
    return Stream.of(
        drop("nobody asked again", "reconciled", "run.resumed", 1, 0, "nobody was asked"),
        drop("an answer at once", "reconciled", "step.doubt", 1, 0, "nobody was asked"),
        twice("reconciled", "step.doubt", 2, "nobody was asked"),
        edit("again", "reconciled", "step.doubt", 1, to(":1", ":2"), "attempt"),
        edit("and again", "reconciled", "step.reconciled", 1, to(":1,", ":2,"), "attempt"),
        edit("it did not", "reconciled", "step.reconciled", 1, to("true", "false"), "a value"),
        edit("nothing", "reconciled", "step.reconciled", 1, to("\"val", "\"vol"), "a value"),
        edit("unseen", "reconciled", "step.reconciled", 1, to("\"seen", "\"saw"), "not pass"),
        edit("failed", "reconciled", "step.reconciled", 1, to("passed", "failed"), "not pass"),
        edit(
            "a person saw it",
            "reconciled",
            "step.reconciled",
            1,
            to("system:engine", "alice"),
            "other checks"),
        insert(
                "though a check failed",
                "reconciled",
                "step.reconciled",
                1,
                at("act", "check.failed", ",\"check\":\"seen\",\"reason\":\"no\""),
                "though a check of it failed")
            .lines(1),
        drop("not undone", "undoneAfterNo", "compensation.completed", 1, 0, "runs"),
        insert(
            "rejected before it is undone",
            "undoneAfterNo",
            "compensation.started",
            1,
            at("ok", "run.rejected", ",\"reason\":\"no\""),
            "the effect of 'first' is not undone"),
        drop("undone by itself", "undoneLate", "run.resumed", 1, 0, "a person must say so"),
        twice("undoneLate", "run.resumed", 1, "nothing failed there"),
        edit("tired", "undoneLate", "compensation.failed", 1, to("UNKNOWN", "TIRED"), "no failure"),
        edit("again", "undoneLate", "compensation.failed", 1, to(":1,", ":2,"), "attempt"),
        edit("a third", "undoneLate", "compensation.started", 2, to(":2", ":3"), "attempt"),
        edit("another", "undoneLate", "run.waiting", 1, to("compensation", "retry"), "not open"),
        edit("there", "undoneLate", "run.resumed", 1, to("first", "last"), "nothing failed there"),
        twice("undoneLate", "compensation.started", 1, "runs"));
  }

  static Stream<Forged> ofRehearsals() {
    return Stream.of(
        edit("another reason", "rehearsed", "step.skipped", 1, to("rehearsal", "x"), "rehearsal"),
        drop("none", "rehearsed", "run.rehearsal", 1, 24, "this run is no rehearsal"),
        change(
            "it rests",
            "rehearsed",
            "step.skipped",
            1,
            "a rehearsal passes it over",
            told -> at("rest", "pause.started", ",\"due\":\"2026-03-01T10:21:00Z\"")),
        insert("a check", "rehearsed", "check.passed", 1, skipped("good"), "without a reason"),
        insert("a step", "rehearsed", "step.started", 7, skipped("rounds[2]/f"), "a reason"),
        insert("too early", "rehearsed", "step.skipped", 1, skipped("word"), "not its turn"),
        twice("rehearsed", "step.skipped", 1, "not its turn"),
        insert("a parallel", "rehearsed", "step.completed", 1, skipped("sides"), "a branch of it"),
        insert("a join", "rehearsed", "step.started", 4, skipped("sides"), "without a reason"),
        change(
            "it completes",
            "rehearsed",
            "run.cancelled",
            1,
            "its result was passed over",
            told -> told("run.completed", "{\"value\":1}")),
        insert(
            "its end too early",
            "rehearsed",
            "step.skipped",
            3,
            told("run.cancelled", "{\"by\":\"system:rehearsal\"}"),
            "came to its end"));
  }

  static Stream<Forged> ofWholeRuns() {
    return Stream.of(
        edit("from another", "migrated", "run.migrated", 1, to("m\":\"", "m\":\"0"), "another def"),
        edit("to nothing", "migrated", "run.migrated", 1, to("to\":\"", "to\":\"0"), "is missing"),
        edit("paths", "migrated", "run.migrated", 1, to("{}", "{\"a\":\"b\"}"), "other paths"),
        edit("by an ai", "migrated", "run.migrated", 1, to("\"alice", "\"ai:a"), "no person's"),
        twice("migrated", "run.migrated", 1, "from another definition"),
        later("closed later", "migrated", "gate.closed", 1, 1, 1, "was not approved"),
        edit("in time", "outOfTime", "run.failed", 1, to("RunTimeout", "Timeout"), "failed so"),
        edit("otherwise", "outOfTime", "run.failed", 1, to("BUSINESS_RULE", "UNKNOWN"), "so"));
  }

  @ParameterizedTest
  @MethodSource("bases")
  void the_honest_twin_holds(String base) {
    originals.assertHolds(base);
  }

  static Stream<String> bases() {
    return BASES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource({
    "ofChecks",
    "ofSubmissions",
    "ofScopes",
    "ofDoubts",
    "ofRehearsals",
    "ofWholeRuns"
  })
  void what_is_told_otherwise_is_found(Forged forged) {
    originals.assertFound(forged);
  }
}
