package dev.interlock.audit;

import static dev.interlock.audit.Forged.again;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.to;

import dev.interlock.audit.Forging.Told;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another log is found whose gates were presented, waited or closed otherwise than they may. */
class ForgedPresentationsTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.ofEntries(
          Map.entry("gated", Bases::gated),
          Map.entry("both", Bases::both),
          Map.entry("cancelled", Bases::cancelled),
          Map.entry("waits", GateBases::waits),
          Map.entry("escalated", GateBases::escalated),
          Map.entry("glass", GateBases::glass),
          Map.entry("twice", GateBases::twice),
          Map.entry("limited", GateBases::limited),
          Map.entry("takenBack", TakenBackBases::takenBack),
          Map.entry("takenBackInArm", TakenBackBases::takenBackInArm),
          Map.entry("underALimit", GateBases::underALimit));

  private static final Instant LATE = Logs.AT.plusSeconds(60);

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  private static Told numbered(Told told, int attempt) {
    return told.data(told.data().replaceFirst("\"attempt\":\\d+", "\"attempt\":" + attempt));
  }

  private static Told withAnotherNonce(Told told) {
    return told.data(
        told.data().replaceFirst("(nonce\":\"[0-9a-f]{16})([0-9a-f]{15})(.)", "$1$3$2"));
  }

  private static Told presentedAnew(Told told, int attempt) {
    return withAnotherNonce(numbered(told, attempt));
  }

  static Stream<Forged> ofPresentations() {
    return Stream.of(
        again(
            "after it was approved",
            "gated",
            "gate.requested",
            1,
            4,
            "is presented, and it was approved",
            told -> presentedAnew(told, 2)),
        again(
            "after what follows",
            "glass",
            "gate.requested",
            1,
            6,
            "it was just opened",
            told -> presentedAnew(told, 2)),
        edit("a presentation too few", "waits", "gate.requested", 2, to(":2,", ":3,"), "attempt"),
        again(
            "with the same nonce",
            "gated",
            "gate.requested",
            1,
            1,
            "the nonce of the presentation before",
            told -> numbered(told, 2)),
        edit(
            "with more time",
            "twice",
            "gate.requested",
            2,
            to("notAfter\":\"2026", "notAfter\":\"2027"),
            "another deadline than before"),
        again(
            "escalated, with time left",
            "escalated",
            "gate.requested",
            2,
            1,
            "has a deadline, and it was escalated",
            told ->
                presentedAnew(told, 3)
                    .with("\"nonce\"", "\"notAfter\":\"2026-03-01T10:21:00Z\",\"nonce\"")));
  }

  static Stream<Forged> ofClosings() {
    return Stream.of(
        again("answered after it closed", "both", "gate.decided", 2, 2, "not open", told -> told),
        edit(
            "expired without a deadline",
            "cancelled",
            "gate.closed",
            1,
            to("cancelled", "expired"),
            "no deadline that ends it"),
        edit(
            "expired too early",
            "limited",
            "gate.closed",
            1,
            to("cancelled", "expired"),
            "before its deadline"),
        edit("another follow-up", "glass", "gate.followup", 1, to(":1,", ":2,"), "attempt"),
        edit(
            "closed once more",
            "takenBack",
            "gate.closed",
            2,
            to("superseded", "denied"),
            "not open"),
        Forged.drop("not in the arm", "takenBackInArm", "gate.closed", 2, 0, "was approved"),
        Forged.drop("arm asked", "takenBackInArm", "gate.requested", 2, 0, "could go on"),
        Forged.drop("it was not taken back", "takenBack", "gate.closed", 2, 0, "was approved"),
        Forged.drop("not asked again", "takenBack", "gate.requested", 2, 0, "could go on"));
  }

  static Stream<Forged> ofWaiting() {
    return Stream.of(
        edit(
            "for another",
            "underALimit",
            "run.waiting",
            1,
            to("\"gate\"", "\"child\""),
            "which is not open"),
        edit(
            "for nothing",
            "underALimit",
            "run.waiting",
            1,
            to("{\"what\":\"gate\",\"path\":\"approval\"}", ""),
            "for nothing"));
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
  @MethodSource("ofPresentations")
  void what_is_presented_otherwise_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @MethodSource("ofClosings")
  void what_closes_otherwise_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @MethodSource("ofWaiting")
  void what_waits_otherwise_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @Test
  void what_was_answered_to_other_content_does_not_count() {
    byte[] other = {'x'};
    String digest = Line.hex(HashTree.sha256().digest(other));
    List<Told> events = new ArrayList<>(originals.log("waits").events());
    Logs.write(originals.dir("waits").resolve("shown/" + digest + ".txt"), other);
    for (int i = originals.log("waits").find("gate.requested", 3); i < events.size(); i++) {
      Told told = events.get(i);
      events.set(i, told.data(told.data().replaceFirst("(shown\":\")[0-9a-f]+", "$1" + digest)));
    }
    originals.assertFound("waits", events, "approved without its decisions");
  }

  // --- time ---

  private static Told resumed(Instant at) {
    return new Told(at, "run-1", "run.resumed", "{}");
  }

  @Test
  void an_answer_is_late_if_what_stands_before_it_is() {
    List<Told> events = new ArrayList<>(originals.log("gated").events());
    int waiting = originals.log("gated").find("run.waiting", 1);
    events.set(waiting, events.get(waiting).at(LATE));
    originals.assertFound("gated", events, "is decided after its deadline");
  }

  @Test
  void the_time_of_another_process_makes_no_answer_late() {
    List<Told> events = new ArrayList<>(originals.log("gated").events());
    events.add(originals.log("gated").find("gate.decided", 1), resumed(LATE));
    originals.assertHolds("gated", events);
  }

  /** A gate expires at the time at which it was presented. */
  private static List<Told> expiredAtOnce() {
    List<Told> events = new ArrayList<>(originals.log("limited").events());
    int closed = originals.log("limited").find("gate.closed", 1);
    events.set(closed, events.get(closed).with("cancelled", "expired"));
    events.set(
        closed + 1,
        events
            .get(closed + 1)
            .named("run.rejected")
            .data("{\"path\":\"approval\",\"reason\":\"the gate was expired\"}"));
    events.remove(originals.log("limited").find("cancel.requested", 1));
    return events;
  }

  @Test
  void a_gate_expires_when_its_time_is_over_or_the_clock_may_have_been_set() {
    List<Told> events = expiredAtOnce();
    int closed = originals.log("limited").find("gate.closed", 1) - 1;
    originals.assertFound("limited", events, "expires before its deadline");
    Told early = events.get(closed);
    for (Instant over : List.of(Logs.AT.plusSeconds(20), Logs.AT.plusSeconds(10))) {
      events.set(closed, early.at(over));
      originals.assertHolds("limited", events);
    }
    events.set(closed, early.at(Logs.AT.plusSeconds(10).minusNanos(1_000)));
    originals.assertFound("limited", events, "expires before its deadline");
    events.set(closed, early.at(Logs.AT.minusSeconds(1)));
    originals.assertHolds("limited", events);
  }

  @Test
  void a_gate_expires_when_the_clock_was_set_or_another_process_may_have_found_another_one() {
    Told set = new Told(Logs.AT, "run-1", "clock.anomaly", "{\"seen\":\"back\",\"by\":\"PT1H\"}");
    for (Told why : List.of(resumed(Logs.AT), set)) {
      List<Told> events = expiredAtOnce();
      events.add(originals.log("limited").find("gate.closed", 1) - 1, why);
      originals.assertHolds("limited", events);
    }
  }
}
