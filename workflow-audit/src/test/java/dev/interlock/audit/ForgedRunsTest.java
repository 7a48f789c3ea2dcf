package dev.interlock.audit;

import static dev.interlock.audit.Forged.change;
import static dev.interlock.audit.Forged.drop;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.insert;
import static dev.interlock.audit.Forged.later;
import static dev.interlock.audit.Forged.to;
import static dev.interlock.audit.Forged.told;
import static dev.interlock.audit.Forged.twice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Forging.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another log whose chain and head fit is found, if no engine could have written it. */
class ForgedRunsTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.of(
          "gated", Bases::gated,
          "both", Bases::both,
          "denied", Bases::denied,
          "wide", Bases::wide,
          "trouble", Bases::trouble,
          "spoilt", Bases::spoilt,
          "cancelled", Bases::cancelled);

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  static Stream<Forged> ofSteps() {
    return Stream.of(
        drop("a step that was never started", "gated", "step.started", 1, 0, "does not run"),
        drop("a step that never completed", "gated", "step.completed", 1, 0, "'look' is not done"),
        drop("a guarded step without its start", "gated", "step.started", 2, 0, "does not run"),
        drop("a run that never started", "gated", "run.started", 1, 0, "begin with run.started"),
        drop("a result that nobody made", "gated", "step.completed", 3, 0, "'tell' is not done"),
        edit("another path", "gated", "step.started", 1, to("\"look\"", "\"peek\""), "no place"),
        edit("another kind", "gated", "step.started", 1, to("compute", "combine"), "kind"),
        edit("another key", "gated", "step.started", 1, to("\"key\":\"", "\"key\":\"0"), "key"),
        edit("a second attempt first", "gated", "step.started", 1, to(":1,", ":2,"), "attempt"),
        edit("another attempt ends", "gated", "step.completed", 1, to(":1,", ":2,"), "attempt"),
        edit("a check of another name", "gated", "step.completed", 1, to("seen", "saw"), "check"),
        edit("no checks", "gated", "step.completed", 3, to("[],\"ev", "[{}],\"ev"), "checks"),
        edit("a check not passed", "gated", "step.completed", 2, to("passed", "unverified"), "did"),
        edit("no evidence", "gated", "step.completed", 1, to("evidence\":{", "saw\":{"), "seen"),
        edit("no value", "gated", "step.completed", 1, to("\"value\"", "\"worth\""), "'value'"),
        edit(
            "a hidden field", "gated", "step.completed", 1, to("\"path", "\"\\u0070ath"), "escape"),
        edit(
            "another value at the end", "gated", "run.completed", 1, to("closed", "open"), "value"),
        later("a step done out of order", "gated", "step.started", 1, 5, 0, "does not run"),
        twice("gated", "step.started", 1, "is running"),
        twice("gated", "step.completed", 1, "does not run"),
        twice("gated", "run.started", 1, "started twice"),
        twice("gated", "run.completed", 1, "after it has ended"),
        twice("gated", "run.waiting", 1, "said before"),
        edit(
            "it waits for another", "gated", "run.waiting", 1, to("\"gate\"", "\"child\""), "wait"),
        change(
            "rejected by nobody",
            "gated",
            "run.completed",
            1,
            "nothing says no",
            told -> told.named("run.rejected").data("{\"path\":\"approval\",\"reason\":\"no\"}")),
        change(
            "an event of the log",
            "gated",
            "run.waiting",
            1,
            "log itself",
            told -> told.named("record.recovered").data("{\"bytes\":1,\"sha256\":\"\"}")));
  }

  static Stream<Forged> ofGates() {
    return Stream.of(
        drop("a decision left out", "gated", "gate.decided", 1, 0, "without its decisions"),
        drop("a gate left open", "gated", "gate.closed", 1, 0, "gate 'approval' is not approved"),
        drop("a gate never shown", "gated", "gate.requested", 1, 0, "could go on"),
        later("the act before its gate", "gated", "step.started", 2, -3, -3, "not approved"),
        later("decided after it closed", "gated", "gate.decided", 1, 1, 0, "decisions"),
        edit("an ai decides", "gated", "gate.decided", 1, to("alice", "ai:alice"), "no person"),
        edit("a system", "gated", "gate.decided", 1, to("alice", "SYSTEM:a"), "no person"),
        edit("nobody", "gated", "gate.decided", 1, to("alice", "al ice"), "no person"),
        edit("who asked decides", "gated", "gate.decided", 1, to("alice", "rita"), "who asked"),
        edit("a foreign role", "gated", "gate.decided", 1, to("lead", "guest"), "role"),
        edit(
            "another nonce", "gated", "gate.decided", 1, to("nonce\":\"", "nonce\":\"0"), "answer"),
        edit("another attempt", "gated", "gate.decided", 1, to(":1,", ":2,"), "answer"),
        edit("other content", "gated", "gate.decided", 1, to("shown\":\"", "shown\":\"0"), "shown"),
        edit("no grade", "gated", "gate.decided", 1, to("TERMINAL", "PIPE"), "grade"),
        edit("neither way", "gated", "gate.decided", 1, to("approved", "maybe"), "neither"),
        edit("a no turned yes", "denied", "gate.closed", 1, to("denied", "approved"), "decisions"),
        edit("a yes turned no", "gated", "gate.closed", 1, to("approved", "denied"), "nobody"),
        edit(
            "expired though decided",
            "gated",
            "gate.closed",
            1,
            to("approved", "expired"),
            "or was decided"),
        edit(
            "cancelled by nobody",
            "gated",
            "gate.closed",
            1,
            to("approved", "cancelled"),
            "goes on"),
        edit(
            "superseded at once", "gated", "gate.closed", 1, to("approved", "superseded"), "super"),
        edit("no outcome", "gated", "gate.closed", 1, to("approved", "fine"), "no outcome"),
        edit("another close", "gated", "gate.closed", 1, to(":1,", ":2,"), "attempt"),
        edit(
            "a lower quorum",
            "both",
            "gate.requested",
            1,
            to("quorum\":2", "quorum\":1"),
            "quorum"),
        edit("fewer roles", "both", "gate.requested", 1, to(",\"qa\"", ""), "roles"),
        edit("a higher grade", "both", "gate.requested", 1, to("TERMINAL", "KEY"), "grade"),
        edit("another policy", "both", "gate.requested", 1, to("\"both\"", "\"any\""), "policy"),
        edit("no deadline", "gated", "gate.requested", 1, to("notAfter", "after"), "deadline"),
        edit(
            "another subject",
            "gated",
            "gate.requested",
            1,
            to("subject\":\"", "subject\":\"0"),
            "val"),
        edit(
                "another value approved",
                "gated",
                "step.completed",
                1,
                to("looked", "other"),
                "another")
            .lines(1),
        edit("one fills two roles", "both", "gate.decided", 2, to("bob", "alice"), "decisions")
            .lines(1),
        drop("one of two", "both", "gate.decided", 2, 0, "without its decisions"),
        change(
            "decided too late",
            "gated",
            "gate.decided",
            1,
            "deadline",
            told -> told.at(Logs.AT.plusSeconds(60))),
        twice("gated", "gate.decided", 1, "decided already"),
        twice("gated", "gate.closed", 1, "not open"),
        twice("denied", "gate.decided", 1, "decided already"),
        drop("no refusal", "denied", "gate.closed", 1, 0, "nothing says no"),
        insert(
            "goes on after a no",
            "denied",
            "run.rejected",
            1,
            told(
                "step.started",
                "{\"path\":\"close\",\"attempt\":1,\"kind\":\"act\",\"key\":\"0\"}"),
            "must end"),
        drop("cancelled for nothing", "cancelled", "cancel.requested", 1, 0, "goes on"),
        edit("cancelled by another", "cancelled", "run.cancelled", 1, to("bob", "eve"), "else"),
        drop("a gate left open at the end", "cancelled", "gate.closed", 1, 0, "gate is open"));
  }

  static Stream<Forged> ofScopes() {
    return Stream.of(
        drop("a branch left out", "wide", "step.completed", 3, 0, "'sides/two/c' is not done"),
        drop("no join", "wide", "step.completed", 4, 0, "'sides' is not done"),
        edit(
            "an arm that is none", "wide", "choice.made", 1, to("left", "right"), "no arm 'right'"),
        edit("the other arm", "wide", "choice.made", 1, to("left", "otherwise"), "no place")
            .lines(1),
        drop("no choice", "wide", "choice.made", 1, 0, "no place"),
        edit("another turn", "wide", "loop.turned", 1, to(":1,", ":2,"), "this is turn 1"),
        edit("enough too early", "wide", "loop.turned", 1, to("true", "false"), "no place")
            .lines(1),
        edit("one turn more", "wide", "loop.turned", 2, to("false", "true"), "'rounds' is not")
            .lines(1),
        drop("a turn without its step", "wide", "step.completed", 6, 0, "not done"),
        edit(
            "more elements", "wide", "each.started", 1, to("\"y\"]", "\"y\",\"z\"]"), "more turns"),
        edit("a key that is none", "wide", "each.started", 1, to("[\"x\"", "[\"x y\""), "none"),
        edit("a key twice", "wide", "each.started", 1, to("\"y\"]", "\"x\"]"), "twice"),
        edit("fewer elements", "wide", "each.started", 1, to(",{\"text\":\"y\"}", ""), "as many"),
        edit("no such turn", "wide", "step.started", 9, to("each[y]", "each[z]"), "no place"),
        later("a turn too early", "wide", "step.started", 9, -1, -1, "not done"),
        drop("no pause", "wide", "pause.started", 1, 0, "could go on"),
        drop("a pause without end", "wide", "pause.ended", 1, 0, "before what stands before"),
        edit(
            "another check",
            "wide",
            "check.passed",
            1,
            to("\"check\":\"good", "\"check\":\"bad"),
            "name"),
        drop("no check", "wide", "check.passed", 1, 0, "'good' is not done"),
        drop("nobody asked", "wide", "submission.requested", 1, 0, "'word' could go on"),
        edit("another type", "wide", "submission.requested", 1, to("$Text", "$Saw"), "type"),
        edit("another sender", "wide", "submission.received", 1, to("lead", "guest"), "role"),
        edit(
            "another request",
            "wide",
            "submission.received",
            1,
            to("ce\":\"", "ce\":\"0"),
            "request"),
        edit("an unchecked word", "wide", "submission.received", 1, to("fine", "good"), "check"),
        edit("another child", "wide", "child.started", 1, to("run-1.", "run-2."), "another name"),
        drop("nobody asked for it", "wide", "child.started", 1, 0, "ask"),
        edit(
            "another parent",
            "wide",
            "run.started",
            2,
            to("run\":\"run-1", "run\":\"run-2"),
            "not ask"),
        edit("another input", "wide", "run.started", 2, to("word", "work"), "input"),
        edit("another outcome", "wide", "child.ended", 1, to("completed", "failed"), "otherwise"),
        edit("another result", "wide", "child.ended", 1, to("work", "play"), "another value"),
        drop("a child that goes on", "wide", "run.completed", 1, 0, "otherwise"));
  }

  static Stream<String> bases() {
    return BASES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("bases")
  void the_honest_twin_holds(String base) {
    originals.assertHolds(base);
  }

  @ParameterizedTest
  @MethodSource({
    "ofSteps",
    "ofGates",
    "ofScopes",
    "dev.interlock.audit.ForgedTroubles#ofTrouble",
    "dev.interlock.audit.ForgedTroubles#ofWhatIsSpoilt"
  })
  void a_forged_log_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @Test
  void the_reason_names_run_and_path() {
    Forging log = originals.log("gated");
    List<Told> events = new java.util.ArrayList<>(log.events());
    events.remove(log.find("gate.closed", 1));
    log.write(events);
    assertThat(RecordVerifier.verify(originals.dir("gated")).reason())
        .hasValue("run 'run-1': 'close' starts, and gate 'approval' is not approved");
  }
}
