package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Forging.Told;
import dev.interlock.audit.Verification.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events of honest logs are left out or told twice, and all is chained anew: it is found, unless it
 * is a record that an engine could have written as well.
 */
@Tag("generated")
class MutatedRunsTest {
  /**
   * What may be missing: answers that did not count and the say that a run waits, which another
   * moment would not have needed; that a process was another one, where nothing ran; the word that
   * a run is called off, where it could end at once; the ends of runs, which then have not ended; a
   * check that failed, since a body can fail the same way by itself; and what something began with
   * that the run's end cut short.
   */
  private static final Set<String> MAY_BE_MISSING =
      Set.of(
          "gate.refused",
          "submission.refused",
          "run.waiting",
          "run.resumed",
          "run.migrated",
          "cancel.requested",
          "check.failed",
          "pause.started",
          "submission.requested",
          "step.failed",
          "run.completed",
          "run.rejected",
          "run.failed",
          "run.cancelled",
          "violation");

  /** An answer that did not count can come twice; a process can die twice. */
  private static final Set<String> MAY_COME_TWICE =
      Set.of("gate.refused", "submission.refused", "run.resumed", "violation");

  @TempDir Path dir;
  private int found;

  private void look(Forging log, List<Told> changed, boolean may, String what) {
    log.write(changed);
    Verdict verdict = RecordVerifier.verify(dir.resolve("log")).verdict();
    found += verdict == Verdict.TAMPERED ? 1 : 0;
    assertThat(may || verdict == Verdict.TAMPERED).as("%s: %s", what, changed).isTrue();
  }

  private void mutate(Forging log, int at, String what) {
    Told told = log.events().get(at);
    List<Told> without = new ArrayList<>(log.events());
    without.remove(at);
    boolean last =
        without.stream()
            .skip(at)
            .filter(later -> later.run().equals(told.run()))
            .findFirst()
            .map(next -> next.event().equals("run.resumed") || next.event().equals("run.migrated"))
            .orElse(true); // a process can die before it writes what it wrote last
    String event = told.event();
    boolean may = last || MAY_BE_MISSING.contains(event) || isCutOff(told, log.events(), at);
    look(log, without, may, what + " left out");
    List<Told> doubled = new ArrayList<>(log.events());
    doubled.add(at, told);
    boolean again = MAY_COME_TWICE.contains(event) || isUnderAHostsPolicy(log, told);
    look(log, doubled, again, what + " twice");
  }

  /** Whether it is the last of its branch: it may have gone on there until its process died. */
  private static boolean isCutOff(Told told, List<Told> events, int at) {
    String scope = told.data().replaceAll("^\\{(\"path\":\"[^\"]*/)?.*", "$1");
    List<Told> later = events.subList(at + 1, events.size());
    return !scope.isEmpty()
        && later.stream().noneMatch(one -> one.data().startsWith("{" + scope))
        && later.stream().anyMatch(one -> one.event().equals("run.resumed"));
  }

  /** Whether somebody may say a thing twice is a host's to say; one person counts once. */
  private static boolean isUnderAHostsPolicy(Forging log, Told told) {
    return told.event().equals("gate.decided")
        && log.events().stream()
            .filter(one -> one.event().equals("gate.requested"))
            .filter(one -> one.data().contains("\"approval\":\"both\""))
            .anyMatch(one -> told.data().contains(one.data().replaceAll(".*(\"nonce.*)}", "$1")));
  }

  @Test
  void whatever_is_left_out_or_told_twice_is_found_or_possible() {
    for (long seed = 0; seed < 60; seed++) {
      Path path = dir.resolve("log");
      Telling.write(path, seed);
      Forging log = Forging.of(path);
      for (int at = 0; at < log.events().size(); at++) {
        mutate(log, at, "seed " + seed + ", line " + (at + 1));
      }
      Forging.delete(path);
    }
    assertThat(found).isGreaterThan(1_500);
  }

  /** The step or gate that an event is about, as far as its order matters. */
  private static boolean mayChangePlaces(Told one, Told other) {
    Set<String> anyTime =
        Set.of("gate.refused", "submission.refused", "run.waiting", "run.resumed");
    return !one.run().equals(other.run())
        || anyTime.contains(one.event())
        || anyTime.contains(other.event());
  }

  @Test
  void two_events_of_a_run_without_parallels_do_not_change_places() {
    for (var base :
        List.<java.util.function.Consumer<Path>>of(
            Bases::gated, Bases::both, Bases::denied, Bases::trouble)) {
      Path path = dir.resolve("log");
      base.accept(path);
      Forging log = Forging.of(path);
      for (int at = 0; at + 1 < log.events().size(); at++) {
        List<Told> swapped = new ArrayList<>(log.events());
        Collections.swap(swapped, at, at + 1);
        look(log, swapped, mayChangePlaces(swapped.get(at), swapped.get(at + 1)), "line " + at);
      }
      Forging.delete(path);
    }
  }
}
