package dev.interlock.audit.report;

import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All events of a run in their order, or so many of them that the page can be opened. */
final class Timeline {
  /** How many events are shown: the first of them and the last. */
  private static final int FIRST = 2000;

  private static final int LAST = 500;

  private static final Map<String, Look> LOOKS =
      Map.of(
          "violation", Look.FAILED,
          "gate.refused", Look.FAILED,
          "submission.refused", Look.FAILED,
          "step.doubt", Look.WAITING,
          "step.abandoned", Look.FAILED,
          "run.completed", Look.DONE,
          "run.rejected", Look.FAILED,
          "run.failed", Look.FAILED,
          "run.waiting", Look.WAITING);

  private final RunStory story;
  private final Budget budget;

  Timeline(RunStory story, Budget budget) {
    this.story = story;
    this.budget = budget;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<RunStory.Told> all = story.all();
    blocks.add(new Block.Heading(2, "Timeline", "timeline"));
    blocks.add(
        new Block.Paragraph(
            Phrase.of(
                Numbers.of(all.size(), "event")
                    + ", by their lines in the journal. Times are in UTC, for people: the order is that of"
                    + " the lines.")));
    if (all.size() <= FIRST + LAST) {
      blocks.add(moments(all));
      return blocks;
    }
    blocks.add(moments(all.subList(0, FIRST)));
    int left = all.size() - FIRST - LAST;
    blocks.add(
        new Block.Banner(
            Look.WAITING,
            Numbers.of(left, "event") + " left out here",
            List.of(
                Phrase.of(
                    "This report shows the first "
                        + Numbers.of(FIRST)
                        + " and the last "
                        + Numbers.of(LAST)
                        + ". The journal holds all of them."))));
    blocks.add(moments(all.subList(all.size() - LAST, all.size())));
    return blocks;
  }

  private Block moments(List<RunStory.Told> some) {
    return new Block.Moments(some.stream().map(this::moment).toList());
  }

  private Block.Moment moment(RunStory.Told told) {
    Event event = told.event();
    Phrase words =
        looking(told)
            .and(event instanceof Event.AtPath at ? Phrase.of(" ").andCode(at.path()) : none());
    String data = PrettyJson.of(event, told.entry().data(), story.erased());
    return new Block.Moment(
        told.line(),
        Numbers.exact(told.at()),
        words.and(EventWords.of(event).map(Phrase.of(" ")::and).orElse(none())),
        budget.code(data, Budget.TEXT));
  }

  private static Phrase none() {
    return new Phrase(List.of());
  }

  private static Phrase looking(RunStory.Told told) {
    String name = told.entry().name();
    Look look =
        told.event() instanceof Event.AtPath
            ? EventStates.after(told.event()).map(State::look).orElse(Look.IDLE)
            : Look.IDLE;
    return Phrase.state(new State(LOOKS.getOrDefault(name, look), name));
  }
}
