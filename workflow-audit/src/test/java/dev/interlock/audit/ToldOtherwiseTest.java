package dev.interlock.audit;

import static dev.interlock.audit.Forged.at;
import static dev.interlock.audit.Forged.told;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlock.audit.Forging.Told;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an engine could have told as well holds; what stands close to it and it could not does not.
 */
class ToldOtherwiseTest {
  private static final Map<String, Consumer<Path>> BASES =
      Map.ofEntries(
          Map.entry("gated", Bases::gated),
          Map.entry("trouble", Bases::trouble),
          Map.entry("reconciled", EffectBases::reconciled),
          Map.entry("unseen", EffectBases::unseen),
          Map.entry("notOwedAgain", EffectBases::notOwedAgain),
          Map.entry("notOwedInDoubt", EffectBases::notOwedInDoubt),
          Map.entry("checkWaits", RareBases::checkWaits),
          Map.entry("checkWaitsTwice", RareBases::checkWaitsTwice),
          Map.entry("childGives", RareBases::childGives),
          Map.entry("undoneLate", EffectBases::undoneLate),
          Map.entry("rehearsed", RareBases::rehearsed),
          Map.entry("sideFails", RareBases::sideFails),
          Map.entry("aboutNothing", RareBases::aboutNothing),
          Map.entry("migrated", MigratedBases::migrated),
          Map.entry("childFails", RareBases::childFails),
          Map.entry("outOfTimeUndone", EffectBases::outOfTimeUndone),
          Map.entry("childSigns", GateBases::childSigns),
          Map.entry("childDoesNotSign", GateBases::childDoesNotSign));

  private static final Told ANOTHER_PROCESS = told("run.resumed", "{}");

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

  /** The log with something before the n-th event of a name. */
  private static List<Told> with(String base, String event, int nth, Told... fresh) {
    List<Told> events = events(base);
    events.addAll(find(base, event, nth), List.of(fresh));
    return events;
  }

  @Test
  void honestly() {
    BASES.keySet().forEach(originals::assertHolds);
  }

  // --- bodies ---

  @Test
  void a_body_that_runs_may_be_given_up() {
    for (int attempt = 1; attempt <= 2; attempt++) {
      Told late = at("look", "step.abandoned", ",\"attempt\":" + attempt + ",\"reason\":\"late\"");
      List<Told> events = with("gated", "step.completed", 1, late);
      if (attempt == 1) {
        originals.assertHolds("gated", events);
      } else {
        originals.assertFound("gated", events, "attempt");
      }
    }
  }

  @Test
  void what_undoes_may_be_given_up_by_its_own_attempt() {
    String late = ",\"reason\":\"late\"";
    Told second = at("first", "step.abandoned", ",\"attempt\":2" + late);
    originals.assertHolds("undoneLate", with("undoneLate", "compensation.completed", 1, second));
    Told first = at("first", "step.abandoned", ",\"attempt\":1" + late);
    originals.assertFound(
        "undoneLate", with("undoneLate", "compensation.completed", 1, first), "attempt");
  }

  @Test
  void a_check_may_be_given_up_by_the_attempt_that_looks() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      Told late = at("good", "step.abandoned", ",\"attempt\":" + attempt + ",\"reason\":\"late\"");
      for (String looks : List.of("step.failed", "check.passed")) {
        List<Told> events = with("checkWaits", looks, 1, late);
        if (attempt == (looks.equals("step.failed") ? 1 : 2)) {
          originals.assertHolds("checkWaits", events);
        } else {
          originals.assertFound("checkWaits", events, "attempt");
        }
      }
    }
  }

  @Test
  void a_body_writes_evidence_while_it_runs() {
    Told wrote = at("look", "step.evidence", ",\"attempt\":1,\"evidence\":[]");
    originals.assertHolds("gated", with("gated", "step.completed", 1, wrote));
    originals.assertFound(
        "gated", with("gated", "gate.requested", 1, wrote), "writes, and it does not run");
    Told none = at("look", "step.evidence", ",\"attempt\":1,\"evidence\":7");
    originals.assertFound("gated", with("gated", "step.completed", 1, none), "has no list");
  }

  @Test
  void a_body_fails_while_it_runs() {
    Told failed =
        at(
            "look",
            "step.failed",
            ",\"attempt\":1,\"failure\":\"UNKNOWN\",\"type\":\"X\",\"message\":\"m\",\"next\":\"end\"");
    originals.assertFound(
        "gated", with("gated", "gate.requested", 1, failed), "fails, and it does not run");
  }

  // --- another process ---

  @Test
  void another_process_asks_the_outside_world_once_more() {
    List<Told> asksAnew = with("reconciled", "step.doubt", 2, ANOTHER_PROCESS);
    originals.assertHolds("reconciled", asksAnew);
  }

  @Test
  void another_process_asks_nobody_where_nobody_can_be_asked() {
    List<Told> events = events("trouble");
    int reconciled = find("trouble", "step.reconciled", 1);
    events.set(reconciled, events.get(reconciled).with("bob", "system:engine"));
    events.add(reconciled, ANOTHER_PROCESS);
    originals.assertFound("trouble", events, "nobody was asked");
  }

  @Test
  void a_run_does_not_end_while_nobody_knows_what_became_of_an_effect() {
    Told cancelled = told("run.cancelled", "{\"by\":\"bob\"}");
    originals.assertFound(
        "trouble",
        with("trouble", "step.doubt", 1, ANOTHER_PROCESS, cancelled),
        "'doubtful' is in doubt");
    originals.assertFound(
        "trouble", with("trouble", "step.doubt", 1, cancelled), "'doubtful' runs");
  }

  @Test
  void another_process_begins_to_undo_anew() {
    List<Told> events = with("undoneLate", "compensation.completed", 1, ANOTHER_PROCESS);
    int completed = find("undoneLate", "compensation.completed", 1) + 1;
    events.set(completed, events.get(completed).with(":2", ":3"));
    originals.assertFound("undoneLate", events, "nothing undoes it");
    events.add(completed, at("first", "compensation.started", ",\"attempt\":3"));
    originals.assertHolds("undoneLate", events);
  }

  // --- checks ---

  @Test
  void what_the_outside_world_says_is_checked_in_the_same_attempt() {
    List<Told> events = events("unseen");
    int failed = find("unseen", "step.failed", 1);
    events.set(failed, events.get(failed).with(":1,", ":2,"));
    originals.assertFound("unseen", events, "attempt");
    List<Told> unchecked = events("unseen");
    unchecked.remove(find("unseen", "check.failed", 1));
    originals.assertFound("unseen", unchecked, "fails, and it does not run");
    originals.assertFound(
        "unseen", with("unseen", "step.failed", 1, ANOTHER_PROCESS), "fails, and it does not run");
  }

  /** The other branch fails before the check looks; so much of what it saw is told. */
  private static List<Told> failedFirst(String... checks) {
    List<Told> events = events("sideFails");
    List<Told> told = new ArrayList<>(events.subList(0, find("sideFails", "check.passed", 1)));
    told.add(events.get(find("sideFails", "step.failed", 1)));
    for (String check : checks) {
      told.add(events.get(find("sideFails", "check.passed", check.equals("good") ? 1 : 2)));
    }
    told.add(events.get(find("sideFails", "run.failed", 1)));
    return told;
  }

  @Test
  void a_check_that_looks_already_may_say_what_it_saw_when_the_run_must_end() {
    originals.assertHolds("sideFails", failedFirst());
    originals.assertHolds("sideFails", failedFirst("good"));
    originals.assertFound("sideFails", failedFirst("then"), "before what stands before it is done");
  }

  // --- order ---

  @Test
  void nothing_in_a_parallel_begins_before_the_parallel() {
    List<Told> events = events("sideFails");
    events.add(
        find("sideFails", "step.completed", 1),
        events.remove(find("sideFails", "step.started", 2)));
    originals.assertFound("sideFails", events, "'first' is not done");
    List<Told> checked = events("sideFails");
    checked.add(
        find("sideFails", "step.completed", 1),
        checked.remove(find("sideFails", "check.passed", 1)));
    originals.assertFound("sideFails", checked, "before what stands before it is done");
  }

  @Test
  void what_is_optional_is_passed_over_only_after_it_failed_and_while_the_run_goes_on() {
    Told skipped = at("maybe", "step.skipped", ",\"reason\":\"it may be missing\"");
    originals.assertFound(
        "aboutNothing", with("aboutNothing", "step.started", 1, skipped), "it did not fail");
    Told calledOff = told("cancel.requested", "{\"by\":\"bob\"}");
    originals.assertFound(
        "aboutNothing", with("aboutNothing", "step.skipped", 1, calledOff), "the run must end");
    originals.assertFound(
        "rehearsed", with("rehearsed", "step.skipped", 2, calledOff), "the run must end");
  }

  @Test
  void what_ran_when_the_definition_changed_runs_no_more() {
    List<Told> events = events("migrated");
    Told migration = events.remove(find("migrated", "run.migrated", 1));
    events.add(find("migrated", "step.completed", 1), migration);
    originals.assertFound("migrated", events, "completes, and it does not run");
  }

  // --- ends ---

  @Test
  void a_run_fails_by_a_violation_that_this_process_saw() {
    Told violation = told("violation", "{\"what\":\"it was reached into\"}");
    Told elsewhere = at("look", "violation", ",\"what\":\"it was reached into\"");
    Told failed =
        at("-", "run.failed", ",\"failure\":\"UNKNOWN\",\"type\":\"Violation\",\"message\":\"m\"");
    originals.assertHolds("gated", endingIn(violation, failed));
    String none = "nothing failed so";
    originals.assertFound("gated", endingIn(failed), none);
    originals.assertFound("gated", endingIn(elsewhere, failed), none);
    originals.assertFound("gated", endingIn(violation, ANOTHER_PROCESS, failed), none);
  }

  /** The gated run, which ends otherwise. */
  private static List<Told> endingIn(Told... last) {
    List<Told> events = with("gated", "run.completed", 1, last);
    events.remove(events.size() - 1);
    return events;
  }

  @Test
  void an_answer_to_nothing_is_refused_at_no_place() {
    Told refused = at("-", "gate.refused", ",\"attempt\":1,\"reason\":\"x\",\"channel\":\"desk\"");
    originals.assertHolds("gated", with("gated", "gate.closed", 1, refused));
    Told closed = at("-", "gate.closed", ",\"attempt\":1,\"outcome\":\"approved\"");
    originals.assertFound("gated", with("gated", "gate.closed", 1, closed), "no place '-'");
  }

  /** The run is out of time and undoes; then somebody hands in what it waited for. */
  private static List<Told> goesOnAfter(Told... between) {
    String base = "outOfTimeUndone";
    List<Told> events = events(base).subList(0, find(base, "compensation.started", 1) + 1);
    Told asked = events.get(find(base, "submission.requested", 1));
    String nonce = asked.data().replaceFirst(".*(\"nonce\":\"[0-9a-f]+\").*", "$1");
    Told received =
        at(
            "word",
            "submission.received",
            ",\"attempt\":1,"
                + nonce
                + ",\"principal\":\"bob\",\"proven\":false,\"role\":\"lead\",\"value\":{\"text\":\"w\"},"
                + "\"checks\":[{\"check\":\"none\",\"verdict\":\"unverified\",\"reason\":\"a test\"}]");
    List<Told> told = new ArrayList<>(events);
    told.addAll(List.of(between));
    told.add(received);
    told.add(
        at(
            "close",
            "step.started",
            ",\"attempt\":1,\"kind\":\"combine\",\"key\":\"" + key(base, "close") + "\""));
    return told;
  }

  private static String key(String base, String path) {
    String place = new LogFolder(originals.dir(base)).originOrRefuse() + "\nrun-1\n" + path;
    return Line.hex(HashTree.sha256().digest(place.getBytes(UTF_8))).substring(0, 32);
  }

  @Test
  void a_run_that_another_process_finds_in_time_goes_on() {
    String base = "outOfTimeUndone";
    originals.assertHolds(base, goesOnAfter(ANOTHER_PROCESS));
    originals.assertFound(base, goesOnAfter(), "the run must end");
    Told calledOff = told("cancel.requested", "{\"by\":\"bob\"}");
    originals.assertFound(base, goesOnAfter(calledOff, ANOTHER_PROCESS), "the run must end");
    Told undoes = at("first", "compensation.started", ",\"attempt\":2");
    originals.assertFound(base, goesOnAfter(ANOTHER_PROCESS, undoes), "the run must end");
  }

  @Test
  void a_child_that_never_began_failed_or_was_called_off() {
    for (String outcome : List.of("failed", "cancelled", "rejected", "completed")) {
      List<Told> events = events("childFails");
      int ended = find("childFails", "child.ended", 1);
      Told end = events.get(ended).with("\"failed\"", "\"" + outcome + "\"");
      List<Told> told =
          new ArrayList<>(events.subList(0, find("childFails", "child.started", 1) + 1));
      told.add(end);
      if (outcome.equals("failed") || outcome.equals("cancelled")) {
        originals.assertHolds("childFails", told);
      } else {
        originals.assertFound("childFails", told, "ends otherwise than its run");
      }
    }
  }

  @Test
  void a_run_promises_signed_answers_only_if_its_children_ask_for_them() {
    for (String base : List.of("childSigns", "childDoesNotSign")) {
      List<Told> events = events(base);
      events.set(0, events.get(0).with("\"P0\"", "\"P1\""));
      if (base.equals("childSigns")) {
        originals.assertHolds(base, events);
      } else {
        originals.assertFound(base, events, "promises signed answers");
      }
    }
  }
}
