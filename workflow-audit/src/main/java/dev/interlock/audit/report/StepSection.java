package dev.interlock.audit.report;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What became of each place, and the evidence of it as it is recorded. */
final class StepSection {
  private static final int MOST = 500;

  private final List<Place> places;
  private final Optional<Json> input;
  private final Set<String> erased;
  private final Budget budget;

  StepSection(RunStory story, Budget budget) {
    this.places = List.copyOf(story.places());
    this.input = story.started().map(Event.RunStarted::input);
    this.erased = story.erased();
    this.budget = budget;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<Place> shown = places.subList(0, Math.min(MOST, places.size()));
    blocks.add(new Block.Heading(2, "Steps", "steps"));
    blocks.add(
        new Block.Table(
            "Every place that the run came to, in its order",
            List.of("Path", "State", "Kind", "Tries", "Took", "Checks"),
            shown.stream().map(StepSection::row).toList()));
    blocks.addAll(left());
    blocks.add(new Block.Heading(2, "Evidence", "evidence"));
    blocks.add(
        new Block.Paragraph(
            Phrase.of(
                "Values and evidence as they are recorded. What is sensitive or large stands in a blob of"
                    + " its own, of which only the size and the digest are shown.")));
    input.ifPresent(
        json -> blocks.add(new Block.Fold(Phrase.of("Input of the run"), List.of(code(json)))));
    shown.stream().filter(StepSection::hasEvidence).map(this::evidence).forEach(blocks::add);
    blocks.addAll(left());
    return blocks;
  }

  private List<Block> left() {
    return places.size() <= MOST
        ? List.of()
        : List.of(
            new Block.Paragraph(
                Phrase.of("Left out: " + Numbers.of(places.size() - MOST, "place") + " more")));
  }

  private static List<Phrase> row(Place place) {
    return List.of(
        Phrase.code(place.path()),
        Phrase.state(place.state()),
        Phrase.of(place.kind().isEmpty() ? "\u2013" : place.kind()),
        Phrase.of(place.attempts() == 0 ? "\u2013" : Integer.toString(place.attempts())),
        Phrase.of(
            place.tookMicros().isPresent()
                ? Numbers.micros(place.tookMicros().getAsLong())
                : "\u2013"),
        checks(place));
  }

  private static Phrase checks(Place place) {
    Phrase words = Phrase.of(place.seen().isEmpty() ? "\u2013" : "");
    String between = "";
    for (Place.Seen seen : place.seen().stream().limit(10).toList()) {
      words = words.and(between).and(check(seen));
      between = " ";
    }
    return words;
  }

  private static Phrase check(Place.Seen seen) {
    return switch (seen.verdict()) {
      case "passed" -> Phrase.state(State.done(seen.check()));
      case "failed" -> Phrase.state(State.failed(seen.check()));
      default -> Phrase.state(State.skipped(seen.verdict()));
    };
  }

  private static boolean hasEvidence(Place place) {
    return place.value().isPresent() || !place.seen().isEmpty() || !place.evidence().isEmpty();
  }

  private Block evidence(Place place) {
    List<Block> inner = new ArrayList<>();
    for (Place.Seen seen : place.seen().stream().limit(Summary.MOST).toList()) {
      Phrase reason = seen.reason().map(Phrase.of(" ")::andValue).orElse(Phrase.of(""));
      inner.add(new Block.Paragraph(Phrase.of("Check: ").and(check(seen)).and(reason)));
      seen.evidence().ifPresent(saw -> inner.add(code(saw)));
    }
    place.value().ifPresent(value -> add("Value", value, inner));
    place.evidence().stream()
        .limit(Summary.MOST)
        .forEach(one -> add("Evidence that the step wrote", one, inner));
    return new Block.Fold(
        Phrase.code(place.path()).and(" ").and(Phrase.state(place.state())), inner);
  }

  private void add(String name, Json json, List<Block> inner) {
    inner.add(new Block.Paragraph(Phrase.of(name)));
    inner.add(code(json));
  }

  private Block code(Json json) {
    return budget.code(PrettyJson.of(json, erased), Budget.TEXT);
  }
}
