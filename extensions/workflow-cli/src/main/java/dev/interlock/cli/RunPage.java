package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;

/** All that people want to know of one run, on a page. */
final class RunPage {
  private final Log.Known known;
  private final Left left;
  private final List<RunId> replacedBy;

  RunPage(Log.Known known, Left left, List<RunId> replacedBy) {
    this.known = known;
    this.left = left;
    this.replacedBy = replacedBy;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(header());
    lines.add("");
    lines.addAll(steps());
    List<String> answers = answers();
    if (!answers.isEmpty()) {
      lines.add("");
      lines.add("ANSWERS");
      lines.addAll(answers);
    }
    lines.add("");
    lines.addAll(left.lines());
    return lines;
  }

  private List<String> header() {
    Run.Standing standing = known.standing();
    List<String> lines = new ArrayList<>(Text.after("run         ", standing.run().value()));
    ReadCommands.started(known).ifPresent(started -> lines.addAll(origin(started)));
    replacedBy.forEach(again -> lines.addAll(Text.after("replaced by ", again.value())));
    lines.add("started     " + Text.second(standing.startedAt()) + " UTC");
    lines.add("last event  " + Text.second(standing.lastAt()) + " UTC");
    lines.add("state       " + Left.word(standing.status()));
    return lines;
  }

  private static List<String> origin(Event.RunStarted started) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after("workflow    ", started.workflow() + ", version " + started.version()));
    lines.addAll(Text.after("definition  ", started.definition()));
    lines.addAll(Text.after("input       ", started.input().toString()));
    lines.addAll(Text.after("requester   ", requester(started.requester())));
    started.people().ifPresent(file -> lines.addAll(Text.after("people      ", file)));
    started.replaces().ifPresent(old -> lines.addAll(Text.after("replaces    ", old)));
    return lines;
  }

  private static String requester(Event.Requester requester) {
    return requester.principal() + (requester.proven() ? " (proven)" : " (claimed)");
  }

  private List<String> steps() {
    Table table = new Table(30, 10, 20, 5, 7).row("STEP", "STATUS", "CHECKED BY", "TRIES", "TOOK");
    for (Story.Row row : Story.of(known.entries())) {
      table.row(
          row.path(),
          row.status(),
          row.checks(),
          row.tries() == 0 ? "" : String.valueOf(row.tries()),
          row.tookMicros().map(Text::duration).orElse(""));
    }
    return table.lines();
  }

  private List<String> answers() {
    List<String> lines = new ArrayList<>();
    for (Entry entry : known.entries()) {
      Event event = entry.event();
      if (event instanceof Event.GateDecided decided) {
        lines.addAll(
            answer(decided.path(), said(decided) + ", " + Text.second(entry.at()) + " UTC"));
      } else if (event instanceof Event.GateRefused refused) {
        lines.addAll(
            answer(refused.path(), "not counted (" + refused.channel() + "): " + refused.reason()));
      } else if (event instanceof Event.GateFollowUp then) {
        lines.addAll(
            answer(
                then.path(),
                "to be looked at: " + then.what() + "; opened because: " + then.reason()));
      } else if (event instanceof Event.PeopleChanged changed) {
        lines.addAll(answer("the people", "changed by " + changed.by() + ", now " + changed.to()));
      }
    }
    return lines;
  }

  private static String said(Event.GateDecided decided) {
    return decided.decision()
        + " by "
        + OpenGate.by(decided)
        + decided.signed().map(file -> ", signed in " + file).orElse("")
        + decided.comment().map(comment -> ", saying: " + comment).orElse("");
  }

  private static List<String> answer(String path, String text) {
    List<String> lines = new ArrayList<>(Text.after("", path));
    lines.addAll(Text.after("  ", text));
    return lines;
  }
}
