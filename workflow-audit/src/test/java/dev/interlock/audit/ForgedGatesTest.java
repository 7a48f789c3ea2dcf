package dev.interlock.audit;

import static dev.interlock.audit.Forged.change;
import static dev.interlock.audit.Forged.drop;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.insert;
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

/** Another log is found whose gates were opened otherwise than they ask for. */
class ForgedGatesTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.ofEntries(
          Map.entry("needs", GateBases::needs),
          Map.entry("unmoved", GateBases::unmoved),
          Map.entry("vetoed", GateBases::vetoed),
          Map.entry("waits", GateBases::waits),
          Map.entry("escalated", GateBases::escalated),
          Map.entry("named", GateBases::named),
          Map.entry("glass", GateBases::glass),
          Map.entry("signed", GateBases::signed),
          Map.entry("touched", GateBases::touched),
          Map.entry("changed", GateBases::changed),
          Map.entry("again", GateBases::again));

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  private static String[] to(String from, String to) {
    return new String[] {from, to};
  }

  private static Told by(String principal) {
    return new Told(
        Logs.AT,
        "run-1",
        "people.changed",
        "{\"from\":\"" + "cd".repeat(32) + "\",\"to\":\"" + principal + "\",\"by\":\"alice\"}");
  }

  static Stream<Forged> ofPeople() {
    return Stream.of(
        edit("one fills two places", "needs", "gate.decided", 2, to("bob", "alice"), "twice by"),
        edit("a need without its role", "needs", "gate.decided", 2, to("qa", "lead"), "without its")
            .lines(1),
        drop("a need without its person", "needs", "gate.decided", 2, 0, "without its decisions"),
        edit(
            "a no without a veto",
            "unmoved",
            "gate.closed",
            1,
            to("approved", "denied"),
            "who may"),
        edit("a veto passed over", "vetoed", "gate.closed", 1, to("denied", "approved"), "without"),
        edit("a veto of anybody", "vetoed", "gate.decided", 2, to("boss", "lead"), "who may")
            .lines(1),
        edit("not named", "named", "gate.decided", 1, to("alice", "bob"), "does not name"),
        edit("another is named", "named", "gate.requested", 1, to("carol", "bob"), "other people"),
        edit("nobody is named", "named", "gate.requested", 1, to("named", "nambd"), "otherwise"),
        edit(
            "an answer for nobody",
            "needs",
            "gate.decided",
            1,
            to("\"role", onBehalfOf("bob")),
            "knows no"),
        edit(
            "for who asked", "signed", "gate.decided", 1, to("\"alice\"", "\"rita\""), "who asked"),
        edit(
            "for oneself", "signed", "gate.decided", 1, to("\"alice\"", "\"carol\""), "themselves"),
        edit("for an ai", "signed", "gate.decided", 1, to("\"alice\"", "\"ai:a\""), "no person"),
        edit(
            "one in two places",
            "signed",
            "gate.decided",
            2,
            to("\"role", onBehalfOf("alice")),
            "twice by"));
  }

  private static String onBehalfOf(String whom) {
    return "\"onBehalfOf\":\"" + whom + "\",\"role";
  }

  static Stream<Forged> ofTime() {
    return Stream.of(
        change("late", "waits", "gate.decided", 1, "deadline", told -> told.at(after(told, 20))),
        edit("no new time", "waits", "gate.requested", 2, to("notAfter", "nctAfter"), "deadline"),
        change(
            "too early", "escalated", "gate.requested", 2, "before its", told -> told.at(Logs.AT)),
        edit(
            "with a chief at once",
            "escalated",
            "gate.requested",
            1,
            to("\"qa\"]", "\"qa\",\"chief\"]"),
            "other roles"),
        edit(
            "without the chief",
            "escalated",
            "gate.requested",
            2,
            to(",\"chief\"", ""),
            "other roles"),
        edit("a chief too early", "escalated", "gate.decided", 1, to("lead", "chief"), "role"),
        drop("it was not asked again", "escalated", "gate.requested", 2, 0, "said before"),
        edit("a word of another asking", "waits", "gate.decided", 1, to(":2,", ":1,"), "another"),
        drop("one of two askings", "waits", "gate.decided", 2, 0, "without its"));
  }

  private static java.time.Instant after(Told told, long seconds) {
    return told.at().plusSeconds(seconds);
  }

  static Stream<Forged> ofProof() {
    return Stream.of(
        edit(
            "a claim made proof",
            "needs",
            "gate.decided",
            1,
            to("\"proven\":false", "\"proven\":true"),
            "proven"),
        edit(
            "a proof made claim",
            "signed",
            "gate.decided",
            1,
            to("\"proven\":true", "\"proven\":false"),
            "proven"),
        edit(
            "a key that nobody used",
            "needs",
            "gate.decided",
            1,
            to(
                "false,\"role\":\"lead\",\"presence\":\"TERMINAL",
                "true,\"role\":\"lead\",\"presence\":\"KEY"),
            "signature"),
        edit(
            "without its signature",
            "signed",
            "gate.decided",
            1,
            to("\"signed\"", "\"sealed\""),
            "signature"),
        edit(
            "a signature of nothing",
            "signed",
            "gate.decided",
            1,
            to(".1.txt", ".9.txt"),
            "missing"),
        edit(
            "a key made a device",
            "signed",
            "gate.decided",
            1,
            to("KEY", "HARDWARE"),
            "another grade"),
        edit(
            "signed by another",
            "signed",
            "gate.decided",
            2,
            to("\"bob\"", "\"dave\""),
            "principal"),
        edit("signed otherwise", "signed", "gate.decided", 2, to("approved", "denied"), "decision"),
        edit(
            "promised and not asked for",
            "needs",
            "run.started",
            1,
            to("\"P0\"", "\"P1\""),
            "promises"),
        edit(
                "a key of nobody's",
                "touched",
                "run.started",
                1,
                to("\"people\"", "\"pupils\""),
                "knows no people")
            .lines(5),
        edit("no people", "signed", "run.started", 1, to("\"people\"", "\"pupils\""), "knows no")
            .lines(5));
  }

  static Stream<Forged> ofTheRest() {
    return Stream.of(
        drop("nothing follows", "glass", "gate.followup", 1, 0, "what follows"),
        twice("glass", "gate.followup", 1, "once more"),
        edit(
            "something else follows", "glass", "gate.followup", 1, to("look", "leap"), "otherwise"),
        edit(
            "another reason",
            "glass",
            "gate.followup",
            1,
            to("burns / so", "is fine / so"),
            "reason"),
        edit("no reason", "glass", "gate.decided", 1, to("it burns", " "), "without a reason"),
        insert(
            "other people before",
            "changed",
            "gate.decided",
            1,
            by("ef".repeat(32)),
            "other people"),
        edit("people of no digest", "changed", "people.changed", 1, to("abab", "xx"), "digest"),
        drop("the people did not change", "changed", "people.changed", 1, 0, "said before"),
        edit(
            "in the place of nothing",
            "again",
            "run.started",
            2,
            to("replaces\":\"run-1", "replaces\":\"run-7"),
            "has not ended"));
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
  @MethodSource("ofPeople")
  void who_may_not_open_a_gate_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @MethodSource("ofTime")
  void what_comes_too_early_or_too_late_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @MethodSource("ofProof")
  void what_is_proven_otherwise_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @MethodSource("ofTheRest")
  void what_follows_or_went_before_otherwise_is_found(Forged forged) {
    originals.assertFound(forged);
  }
}
