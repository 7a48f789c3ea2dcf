package dev.interlock.audit;

import static dev.interlock.audit.Forged.at;

import dev.interlock.audit.Forging.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run did something and then stands before it, because an approval was taken back or another
 * definition has more to do: what can follow then, and what cannot.
 */
class FellBackTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.of(
          "amid", TakenBackBases::takenBackAmid,
          "calledOff", TakenBackBases::calledOffAmid,
          "unanswered", TakenBackBases::unansweredAmid,
          "asking", TakenBackBases::calledOffAsking,
          "loops", MigratedBases::migratedLoops,
          "asks", MigratedBases::migratedGate,
          "undone", MigratedBases::migratedUndone);

  private static final String GOOD = ",\"check\":\"good\",\"evidence\":{\"what\":\"it\"}";

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  private static List<Told> events(String base) {
    return new ArrayList<>(originals.log(base).events());
  }

  private static int find(String base, String event, int nth) {
    return originals.log(base).find(event, nth);
  }

  private static List<Told> without(String base, Predicate<Told> one) {
    return events(base).stream().filter(one.negate()).toList();
  }

  private static Predicate<Told> of(String path) {
    return told -> told.data().contains("\"path\":\"" + path + "\"");
  }

  private static Predicate<Told> is(String events) {
    return told -> told.event().startsWith(events);
  }

  @Test
  void honestly() {
    BASES.keySet().forEach(originals::assertHolds);
  }

  @Nested
  class WhereAnApprovalWasTakenBack {
    private final int back = find("amid", "gate.closed", 2);
    private final int answer = find("amid", "step.reconciled", 1);

    private List<Told> after(Told fresh) {
      List<Told> events = events("amid");
      events.add(back + 1, fresh);
      return events;
    }

    @Test
    void an_answer_of_the_outside_world_may_come_late() {
      List<Told> events = events("amid");
      events.add(back + 1, events.remove(answer));
      originals.assertHolds("amid", events);
    }

    @Test
    void a_check_may_end_late_that_had_begun() {
      List<Told> events = events("amid");
      Told passed = events.remove(answer + 1);
      events.add(back, events.remove(answer));
      events.add(back + 2, passed);
      originals.assertHolds("amid", events);
    }

    @Test
    void no_check_ends_that_cannot_have_begun() {
      String early = "says something before what stands before it is done";
      originals.assertFound("amid", after(at("sides/acts/good", "check.passed", GOOD)), early);
      originals.assertFound(
          "amid", after(at("after", "check.passed", GOOD.replace("good", "after"))), early);
      List<Told> events = events("amid");
      events.add(back, events.remove(answer));
      events.add(back + 2, at("sides/acts/then", "check.passed", GOOD.replace("good", "then")));
      originals.assertFound("amid", events, early);
    }

    @Test
    void no_body_begins() {
      Told begins = events("amid").get(find("amid", "step.started", 2));
      originals.assertFound("amid", after(begins), "starts, and gate 'ok' is not approved");
    }

    @Test
    void the_run_is_not_over_before_it_is_known_what_became_of_an_effect() {
      originals.assertFound(
          "calledOff",
          without("calledOff", is("step.reconciled").or(is("compensation."))),
          "and 'sides/acts/act' is in doubt");
    }

    @Test
    void the_run_is_not_over_before_its_effects_are_undone() {
      originals.assertFound(
          "calledOff",
          without("calledOff", is("compensation.")),
          "and the effect of 'sides/acts/act' is not undone");
    }

    @Test
    void the_run_is_not_over_before_those_that_it_asked_for() {
      originals.assertFound(
          "asking",
          without("asking", is("child.ended")),
          "and a run that it asked for has not ended");
    }
  }

  @Nested
  class WhereAnotherDefinitionHasMoreToDo {
    private List<Told> swapped(String one, String other) {
      List<Told> events = events("loops");
      List<Told> first = events.stream().filter(of(one)).toList();
      List<Told> second = events.stream().filter(of(other)).toList();
      int at = events.indexOf(first.get(0));
      events.removeAll(first);
      events.removeAll(second);
      events.addAll(at, first);
      events.addAll(at, second);
      return events;
    }

    @Test
    void nothing_of_it_is_left_out() {
      for (String path :
          List.of("rounds[1]/further", "rounds[2]/further", "each[a]/further", "each[b]/further")) {
        originals.assertFound("loops", without("loops", of(path)), "is not done");
      }
    }

    @Test
    void turns_come_one_after_the_other() {
      originals.assertFound(
          "loops", swapped("rounds[1]/further", "rounds[2]/further"), "'rounds' is not done");
      originals.assertFound(
          "loops", swapped("each[a]/further", "each[b]/further"), "'each' is not done");
    }

    @Test
    void what_has_turned_does_not_turn_again() {
      List<Told> events = events("loops");
      int migrated = find("loops", "run.resumed", 1);
      events.add(migrated + 1, events.get(find("loops", "loop.turned", 2)));
      originals.assertFound("loops", events, "'rounds' turns, and");
    }

    @Test
    void a_gate_is_about_what_was_given_before() {
      List<Told> events = events("asks");
      int asked = find("asks", "gate.requested", 2);
      String subject = events.get(asked).data().replaceAll(".*\"subject\":\"(..).*", "$1");
      String other = subject.equals("00") ? "11" : "00";
      events.set(asked, events.get(asked).with("subject\":\"" + subject, "subject\":\"" + other));
      originals.assertFound("asks", events, "about another value");
    }

    @Test
    void an_effect_is_undone_as_the_new_one_says() {
      originals.assertFound(
          "undone", without("undone", is("compensation.")), "the effect of 'act' is not undone");
    }
  }
}
