package dev.interlock.audit.report;

import dev.interlock.record.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is said of a run first. */
final class Heading {
  private Heading() {}

  static List<Block.Fact> facts(RunStory story) {
    List<Block.Fact> facts = new ArrayList<>();
    story.started().ifPresent(start -> facts.add(workflow(start)));
    facts.add(new Block.Fact("State", state(story)));
    story.started().ifPresent(start -> facts.add(new Block.Fact("Asked for by", asked(start))));
    facts.addAll(times(story));
    story.started().ifPresent(start -> facts.add(new Block.Fact("Ran", where(start))));
    story
        .started()
        .flatMap(Event.RunStarted::people)
        .ifPresent(digest -> facts.add(new Block.Fact("People (sha256)", Phrase.code(digest))));
    return facts;
  }

  private static Block.Fact workflow(Event.RunStarted start) {
    Phrase words = Phrase.code(start.workflow()).and(", version ").andValue(start.version());
    return new Block.Fact("Workflow", words);
  }

  private static Phrase state(RunStory story) {
    Phrase words = Phrase.state(story.state());
    if (!story.awaited().isEmpty()) {
      return words.and(" ").and(EventWords.awaited(story.awaited()));
    }
    Event ending = story.ending().map(RunStory.Told::event).orElse(null);
    if (ending instanceof Event.RunRejected rejected) {
      words = words.and(" at ").andCode(rejected.path());
    } else if (ending instanceof Event.RunFailed failed) {
      words = words.and(" at ").andCode(failed.path());
    }
    return ending == null || ending instanceof Event.RunCompleted
        ? words
        : words.and(": ").and(EventWords.of(ending).orElse(Phrase.of("")));
  }

  private static Phrase asked(Event.RunStarted start) {
    Phrase words =
        Phrase.value(start.requester().principal())
            .and(EventWords.proof(start.requester().proven()));
    Phrase whole =
        start.replaces().map(run -> words.and(", in the place of run ").andCode(run)).orElse(words);
    return start
        .parent()
        .map(
            parent ->
                whole.and(", from run ").andCode(parent.run()).and(" at ").andCode(parent.path()))
        .orElse(whole);
  }

  private static List<Block.Fact> times(RunStory story) {
    if (story.all().isEmpty()) {
      return List.of();
    }
    Instant from = story.all().get(0).at();
    Instant last = story.all().get(story.all().size() - 1).at();
    Instant to = story.ending().map(RunStory.Told::at).orElse(last);
    String ended = story.ending().isPresent() ? "Ended" : "Last event";
    return List.of(
        new Block.Fact("Started", Phrase.of(Numbers.second(from))),
        new Block.Fact(
            ended,
            Phrase.of(Numbers.second(to) + ", " + Numbers.span(from, to) + " after the start")));
  }

  private static Phrase where(Event.RunStarted start) {
    Event.Environment at = start.environment();
    return Phrase.of("under profile ")
        .andValue(start.profile())
        .and(", on Java ")
        .andValue(at.jdk())
        .and(at.modulePath() ? ", on the module path" : ", on the class path")
        .and(", as user ")
        .andValue(at.uid());
  }
}
