package dev.interlock.audit.report;

import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run comes to, in numbers and in what somebody should look at. */
final class Summary {
  /** How many of a kind are listed. */
  static final int MOST = 100;

  private static final Set<String> NOTABLE =
      Set.of(
          "violation",
          "gate.refused",
          "submission.refused",
          "submission.expired",
          "check.failed",
          "step.failed",
          "step.doubt",
          "step.reconciled",
          "step.skipped",
          "step.abandoned",
          "compensation.completed",
          "compensation.failed",
          "gate.followup",
          "run.migrated",
          "people.changed",
          "cancel.requested",
          "blob.erased");

  private final RunStory story;
  private final Plan plan;

  Summary(RunStory story, Plan plan) {
    this.story = story;
    this.plan = plan;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Summary", "summary"));
    blocks.add(
        new Block.Facts(
            List.of(
                fact("Steps", steps()),
                fact("Checks", checks()),
                fact("Gates", gates()),
                fact("Tried again", Numbers.of(retries(), "time")),
                fact("In doubt", Numbers.of(doubts(), "time")),
                fact("Undone", undone()),
                fact("Answers that did not count", Numbers.of(refused())),
                fact("Violations", Numbers.of(story.count(Event.Violation.class))))));
    blocks.add(new Block.Heading(3, "What the definition takes on trust", "trust"));
    blocks.addAll(listed(plan.reasons(), "It declares nothing unverified, unguarded or optional."));
    blocks.add(new Block.Heading(3, "What to look at", "notable"));
    blocks.addAll(listed(notable(), "Nothing went another way than the straight one."));
    return blocks;
  }

  private static Block.Fact fact(String name, String words) {
    return new Block.Fact(name, Phrase.of(words));
  }

  private String steps() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Look look : Look.values()) {
      plan.steps().stream()
          .filter(state -> state.is(look))
          .forEach(state -> counts.merge(look.words(), 1L, Long::sum));
    }
    String all =
        counts.entrySet().stream()
            .map(one -> one.getValue() + " " + one.getKey())
            .collect(Collectors.joining(", "));
    return all
        + " of "
        + plan.steps().size()
        + " in the definition; with joins and turns of loops, "
        + Numbers.of(ran())
        + " ran";
  }

  private long ran() {
    return story.places().stream().filter(place -> !place.kind().isEmpty()).count();
  }

  private String checks() {
    Collection<Place> places = story.places();
    return verdicts(places, "passed")
        + " passed, "
        + verdicts(places, "failed")
        + " failed, "
        + verdicts(places, "unverified")
        + " unverified";
  }

  private static long verdicts(Collection<Place> places, String verdict) {
    return places.stream()
        .flatMap(place -> place.seen().stream())
        .filter(seen -> seen.verdict().equals(verdict))
        .count();
  }

  private String gates() {
    return closed("approved")
        + " approved, "
        + closed("denied")
        + " denied, "
        + closed("expired")
        + " expired, "
        + closed("cancelled")
        + " cancelled";
  }

  private long closed(String outcome) {
    return story.all().stream()
        .filter(
            told -> told.event() instanceof Event.GateClosed gate && gate.outcome().equals(outcome))
        .count();
  }

  private long retries() {
    return story.all().stream()
        .filter(told -> told.event() instanceof Event.StepStarted step && step.attempt() > 1)
        .count();
  }

  /** One that was said again with a reason is one. */
  private long doubts() {
    return story.all().stream()
        .filter(told -> told.event() instanceof Event.StepDoubt doubt && doubt.reason().isEmpty())
        .count();
  }

  private String undone() {
    return Numbers.of(story.count(Event.CompensationCompleted.class), "step")
        + ", "
        + story.count(Event.CompensationFailed.class)
        + " could not be";
  }

  private long refused() {
    return story.count(Event.GateRefused.class) + story.count(Event.SubmissionRefused.class);
  }

  private List<Phrase> notable() {
    return story.all().stream()
        .filter(told -> NOTABLE.contains(told.entry().name()))
        .map(Summary::notable)
        .toList();
  }

  private static Phrase notable(RunStory.Told told) {
    Event event = told.event();
    Phrase words = Phrase.of("").andStrong(told.entry().name());
    words = event instanceof Event.AtPath at ? words.and(" at ").andCode(at.path()) : words;
    Phrase where = Phrase.of(" (line " + told.line() + ", " + Numbers.second(told.at()) + ")");
    return words
        .and(EventWords.of(event).map(Phrase.of(": ")::and).orElse(Phrase.of("")))
        .and(where);
  }

  /** A list that ends somewhere. */
  static List<Block> listed(List<Phrase> all, String none) {
    if (all.isEmpty()) {
      return List.of(new Block.Paragraph(Phrase.of(none)));
    }
    List<Phrase> shown = new ArrayList<>(all.subList(0, Math.min(MOST, all.size())));
    if (all.size() > MOST) {
      shown.add(Phrase.of("and " + Numbers.of(all.size() - MOST) + " more, in the journal"));
    }
    return List.of(new Block.Items(shown));
  }
}
