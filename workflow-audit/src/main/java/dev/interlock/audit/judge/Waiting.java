package dev.interlock.audit.judge;

import java.util.ArrayList;
import java.util.List;

/** Whether a run waits for what it says. Use from one thread. */
final class Waiting {
  private final RunJudge run;
  private final List<String> awaited = new ArrayList<>();

  private Waiting(RunJudge run) {
    this.run = run;
  }

  static void see(RunJudge run, Seen seen) {
    new Waiting(run).look(seen);
  }

  private void look(Seen seen) {
    if (!run.running().isEmpty()) {
      throw new Impossible("it waits, and '" + run.running().get(0).path() + "' runs");
    }
    List<String> said =
        seen.fields().list("awaited").stream().map(Fields::object).map(Waiting::words).toList();
    if (run.ending().isEnding() || run.definition().limited()) { // out of time is not recorded
      said.forEach(this::isAwaited);
    } else {
      walk(run.root());
      Impossible.unless(
          said.equals(awaited), "it waits for " + said + " and should for " + awaited);
    }
    Impossible.unless(!said.isEmpty(), "it waits for nothing");
    run.waits(said);
  }

  private static String words(Fields one) {
    return one.text("what") + " " + one.text("path");
  }

  private void isAwaited(String said) {
    String path = said.substring(said.indexOf(' ') + 1);
    Place place = run.find(path);
    boolean undoing = place instanceof StepPlace step && step.undoing().hasFailed();
    Impossible.unless(
        said.equals((undoing ? "compensation" : place.awaits()) + " " + path),
        "it waits for " + said + ", which is not open");
  }

  private void walk(Frame frame) {
    if (frame.isDone()) {
      return;
    }
    Place place = frame.current();
    int before = awaited.size();
    if (!place.awaits().isEmpty()) {
      awaited.add(place.awaits() + " " + place.path());
    }
    place.frames().stream().filter(one -> !one.isDone() && place.lets(one)).forEach(this::walk);
    if (awaited.size() == before) {
      throw new Impossible("it waits, and '" + place.path() + "' could go on");
    }
  }
}
