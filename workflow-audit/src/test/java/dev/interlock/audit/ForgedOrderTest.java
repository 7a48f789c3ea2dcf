package dev.interlock.audit;

import static dev.interlock.audit.Forged.again;
import static dev.interlock.audit.Forged.at;
import static dev.interlock.audit.Forged.change;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.insert;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Another log is found in which something happens where it cannot, or once too often. */
class ForgedOrderTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.of(
          "gated", Bases::gated,
          "wide", Bases::wide,
          "trouble", Bases::trouble,
          "spoilt", Bases::spoilt,
          "cancelled", Bases::cancelled,
          "signed", GateBases::signed);

  private static final String OF_A_STEP = ",\"type\":\"X\",\"message\":\"m\",\"next\":\"";

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  private static Told resumed(String path) {
    return at(path, "run.resumed", ",\"by\":\"alice\"");
  }

  static Stream<Forged> ofSteps() {
    return Stream.of(
        insert(
            "given up when it is done",
            "gated",
            "gate.requested",
            1,
            at("look", "step.abandoned", ",\"attempt\":1,\"reason\":\"late\""),
            "is given up, and nothing runs there"),
        insert(
            "a check fails when it is done",
            "gated",
            "gate.requested",
            1,
            at("look", "check.failed", ",\"check\":\"seen\",\"reason\":\"no\""),
            "has a check that failed, and nothing runs there"),
        insert(
            "a doubt of what acts nowhere",
            "gated",
            "step.completed",
            1,
            at("look", "step.doubt", ",\"attempt\":1"),
            "may be run again"),
        insert(
            "no answer, and nobody asked",
            "trouble",
            "step.reconciled",
            1,
            at("doubtful", "step.doubt", ",\"attempt\":1,\"reason\":\"who knows\""),
            "nobody was asked"),
        change(
            "it completes all the same",
            "spoilt",
            "step.failed",
            1,
            "though a check of it failed",
            told -> at("spoilt", "step.completed", COMPLETED)),
        edit("another failure", "spoilt", "step.failed", 1, to("VERIFICATION", "UNKNOWN"), "check"),
        edit("a retry at no time", "trouble", "step.failed", 1, to("\"due\"", "\"dew\""), "'due'"),
        edit(
            "an end at a time",
            "spoilt",
            "step.failed",
            1,
            to("\"end\"", "\"end\",\"due\":\"2\""),
            "'due'"),
        twice("spoilt", "check.failed", 1, "a second check that failed"),
        edit(
            "another check fails", "spoilt", "check.failed", 1, to("\"seen\"", "\"saw\""), "'saw'"),
        edit(
            "unverified for another reason",
            "trouble",
            "step.completed",
            1,
            to("a test", "a rest"),
            "unverified as in its outline"),
        edit(
            "below the least grade",
            "signed",
            "gate.decided",
            1,
            to("\"KEY\"", "\"TERMINAL\""),
            "below the least"));
  }

  private static final String COMPLETED =
      ",\"attempt\":1,\"value\":{\"text\":\"spoilt\"},\"checks\":[{\"check\":\"seen\","
          + "\"verdict\":\"passed\",\"evidence\":1}],\"evidence\":[],\"tookMicros\":0";

  static Stream<Forged> ofTheRest() {
    return Stream.of(
        insert("a check tried again", "wide", "check.passed", 1, resumed("good"), "nothing failed"),
        twice("wide", "child.ended", 1, "ends, and it was not asked for"),
        twice("wide", "choice.made", 1, "is chosen twice"),
        twice("wide", "each.started", 1, "begins twice"),
        twice("wide", "pause.started", 1, "begins twice"),
        twice("wide", "submission.requested", 1, "is asked for twice"),
        twice("wide", "submission.received", 1, "it is not asked for"),
        twice("wide", "child.started", 1, "is asked for twice"),
        edit(
            "a child of another name ends",
            "wide",
            "child.ended",
            1,
            to("run\":\"run-1", "run\":\"run-2"),
            "its run is another one"),
        edit(
            "it gives nothing",
            "wide",
            "child.ended",
            1,
            to("\"value\"", "\"worth\""),
            "another value or reason"),
        edit(
            "it gives a reason",
            "wide",
            "child.ended",
            1,
            to("\"value\"", "\"reason\":\"x\",\"value\""),
            "another value or reason"),
        insert(
            "a list refused by another check",
            "wide",
            "each.started",
            1,
            at("each", "check.failed", ",\"check\":\"other\",\"reason\":\"no\""),
            "has a check, which"),
        insert(
            "a rule that throws, and the run waits",
            "wide",
            "choice.made",
            1,
            at(
                "way",
                "step.failed",
                ",\"attempt\":1,\"failure\":\"UNKNOWN\"" + OF_A_STEP + "waiting\""),
            "the run does not end"),
        insert(
            "a rule that throws, and is tried again",
            "wide",
            "choice.made",
            1,
            at(
                "way",
                "step.failed",
                ",\"attempt\":1,\"failure\":\"UNKNOWN\"" + OF_A_STEP + "end\",\"due\":\"2\""),
            "the run does not end"),
        insert(
            "a rule that throws no failure",
            "wide",
            "choice.made",
            1,
            at("way", "step.failed", ",\"attempt\":1,\"failure\":\"TIRED\"" + OF_A_STEP + "end\""),
            "which is no failure"),
        insert(
            "a pause that ends first",
            "wide",
            "pause.started",
            1,
            at("rest", "pause.ended", ""),
            "it did not begin"),
        insert(
            "refused before it was asked",
            "wide",
            "submission.requested",
            1,
            at("word", "submission.refused", ",\"attempt\":1,\"reason\":\"x\""),
            "nothing was asked for"),
        edit(
            "asked for with a deadline",
            "wide",
            "submission.requested",
            1,
            to("\"nonce\"", "\"notAfter\":\"2026-03-01T10:21:00Z\",\"nonce\""),
            "another deadline"),
        insert(
            "out of time without a deadline",
            "wide",
            "submission.received",
            1,
            at("word", "submission.expired", ",\"attempt\":1,\"goesOn\":false"),
            "it has no deadline"),
        insert(
            "answered before it was presented",
            "gated",
            "gate.requested",
            1,
            at("approval", "gate.refused", ",\"attempt\":1,\"reason\":\"x\",\"channel\":\"desk\""),
            "it was never presented"),
        insert(
            "a gate passed over",
            "gated",
            "gate.requested",
            1,
            at("approval", "step.skipped", ",\"reason\":\"rehearsal\""),
            "this run is no rehearsal"),
        insert(
            "a rehearsal too late",
            "gated",
            "step.completed",
            1,
            told("run.rehearsal", "{}"),
            "right after its start"));
  }

  static Stream<Forged> ofEnds() {
    return Stream.of(
        twice("cancelled", "cancel.requested", 1, "called off twice"),
        again("begun after its end", "gated", "run.started", 1, 12, "started twice", told -> told),
        insert(
                "completed though called off",
                "gated",
                "run.completed",
                1,
                told("cancel.requested", "{\"by\":\"bob\"}"),
                "the run must end")
            .lines(1),
        edit(
            "called off by no parent",
            "cancelled",
            "cancel.requested",
            1,
            to("bob", "system:parent"),
            "no parent"),
        change(
            "cancelled by no parent",
            "gated",
            "run.completed",
            1,
            "no parent",
            told -> told("run.cancelled", "{\"by\":\"system:parent\"}")),
        change(
            "a rehearsal that was none",
            "gated",
            "run.completed",
            1,
            "no rehearsal that came to its end",
            told -> told("run.cancelled", "{\"by\":\"system:rehearsal\"}")),
        insert(
            "ended in doubt",
            "trouble",
            "step.reconciled",
            1,
            told("run.cancelled", "{\"by\":\"bob\"}"),
            "'doubtful' is in doubt"),
        insert(
            "ended before its child",
            "wide",
            "child.ended",
            1,
            told("run.cancelled", "{\"by\":\"bob\"}"),
            "a run that it asked for has not ended"),
        insert(
            "ended before all is undone",
            "trouble",
            "compensation.started",
            2,
            at(
                "last",
                "run.failed",
                ",\"failure\":\"BUSINESS_RULE\",\"type\":\"FailureException\",\"message\":\"m\""),
            "the effect of 'first' is not undone"));
  }

  /** Nothing of it begins or ends in a run that was called off. */
  static Stream<Forged> ofWhatWasCalledOff() {
    Told calledOff = told("cancel.requested", "{\"by\":\"bob\"}");
    return Stream.of("pause.ended", "submission.requested", "child.started", "each.started")
        .map(
            event ->
                insert("called off", "wide", event, 1, calledOff, "the run must end").lines(1));
  }

  static Stream<Forged> ofForm() {
    return Stream.of(
        edit("nobody says so", "trouble", "run.resumed", 1, to("\"by\"", "\"buy\""), "has no 'by'"),
        edit(
            "an attempt in words",
            "gated",
            "step.started",
            1,
            to(":1,", ":true,"),
            "has no number 'attempt'"),
        edit("neither yes nor no", "wide", "loop.turned", 1, to("true", "1"), "has no 'again'"),
        edit(
            "no list",
            "gated",
            "step.completed",
            1,
            to("\"evidence\":[]", "\"evidence\":7"),
            "has no list 'evidence'"),
        edit(
            "no object",
            "gated",
            "run.waiting",
            1,
            to("{\"what\":\"gate\",\"path\":\"approval\"}", "7"),
            "holds no object"),
        edit(
            "no text",
            "gated",
            "step.started",
            1,
            to("\"look\"", "7"),
            "where a text should stand"),
        edit(
                "no time",
                "gated",
                "gate.requested",
                1,
                to("After\":\"2026", "After\":\"20x6"),
                "is no time")
            .lines(2));
  }

  @ParameterizedTest
  @MethodSource({"ofSteps", "ofTheRest", "ofEnds", "ofWhatWasCalledOff", "ofForm"})
  void what_cannot_happen_there_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @CsvSource({
    "gated, step.started, 1, look, pause.ended",
    "gated, gate.requested, 1, approval, pause.ended",
    "wide, choice.made, 1, way, pause.ended",
    "wide, loop.turned, 1, rounds, pause.ended",
    "wide, each.started, 1, each, pause.ended",
    "wide, check.passed, 1, good, pause.ended",
    "wide, submission.requested, 1, word, pause.ended",
    "wide, child.started, 1, kid, pause.ended",
    "wide, pause.started, 1, rest, child.ended"
  })
  void no_node_has_events_of_another_kind(
      String base, String before, int nth, String path, String event) {
    String more = event.equals("child.ended") ? ",\"run\":\"x\",\"outcome\":\"failed\"" : "";
    originals.assertFound(
        insert(
            "another kind", base, before, nth, at(path, event, more), "no node of its kind has"));
  }
}
