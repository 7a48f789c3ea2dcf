package dev.interlock.audit.report;

import dev.interlock.record.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who decided, on what they were shown. */
final class GateSection {
  private final Map<String, List<RunStory.Told>> gates = new LinkedHashMap<>();
  private final Plan plan;
  private final Map<String, byte[]> files;
  private final Budget budget;

  GateSection(RunStory story, Plan plan, Map<String, byte[]> files, Budget budget) {
    this.plan = plan;
    this.files = files;
    this.budget = budget;
    for (RunStory.Told told : story.all()) {
      if (told.event() instanceof Event.AtPath at && told.entry().name().startsWith("gate.")) {
        gates.computeIfAbsent(at.path(), path -> new ArrayList<>()).add(told);
      }
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Gates", "gates"));
    if (gates.isEmpty()) {
      blocks.add(new Block.Paragraph(Phrase.of("Nobody was asked to decide anything.")));
    }
    int number = 0;
    for (Map.Entry<String, List<RunStory.Told>> gate : gates.entrySet()) {
      if (number++ == Summary.MOST) {
        blocks.add(
            new Block.Paragraph(
                Phrase.of(
                    "Left out: " + Numbers.of(gates.size() - Summary.MOST, "gate") + " more")));
        break;
      }
      blocks.add(new Block.Heading(3, "Gate " + gate.getKey(), "gate-" + number));
      gate.getValue().stream().limit(Summary.MOST).forEach(told -> add(told, blocks));
    }
    return blocks;
  }

  private void add(RunStory.Told told, List<Block> blocks) {
    Event event = told.event();
    if (event instanceof Event.GateRequested asked) {
      blocks.add(new Block.Facts(asked(told, asked)));
      blocks.add(shown(asked));
    } else if (event instanceof Event.GateDecided decided) {
      blocks.add(new Block.Facts(decided(told, decided)));
    } else if (event instanceof Event.GateRefused refused) {
      blocks.add(
          new Block.Facts(
              List.of(
                  fact(
                      "Did not count",
                      Phrase.state(State.failed("refused")).and(" ").andValue(refused.reason())),
                  fact(
                      "Refused",
                      Phrase.of(Numbers.second(told.at()) + ", ").andValue(refused.channel())))));
    } else if (event instanceof Event.GateFollowUp followed) {
      blocks.add(new Block.Facts(List.of(fact("To follow", GateWords.followUp(followed)))));
    } else if (event instanceof Event.GateClosed) {
      Phrase closed =
          Phrase.state(EventStates.after(event).orElseThrow()).and(" " + Numbers.second(told.at()));
      blocks.add(new Block.Facts(List.of(fact("Closed", closed))));
    }
  }

  private static Block.Fact fact(String name, Phrase words) {
    return new Block.Fact(name, words);
  }

  private List<Block.Fact> asked(RunStory.Told told, Event.GateRequested asked) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        fact("Asked", Phrase.of(Numbers.second(told.at()) + ", presentation " + asked.attempt())));
    facts.add(
        fact(
            "Who may open it",
            Phrase.of(asked.quorum() + " of ")
                .andValue(String.join(", ", asked.roles()))
                .and(", " + asked.approval() + ", presence at least " + asked.presence())));
    asked
        .named()
        .ifPresent(only -> facts.add(fact("Only these", Phrase.value(String.join(", ", only)))));
    plan.gate(asked.path())
        .ifPresent(
            tree -> GateWords.terms(tree).forEach((name, words) -> facts.add(fact(name, words))));
    asked
        .notAfter()
        .ifPresent(time -> facts.add(fact("Open until", Phrase.of(Numbers.second(time)))));
    facts.add(fact("Decided on (sha256)", Phrase.code(asked.subject())));
    facts.add(fact("Shown (sha256)", Phrase.code(asked.shown())));
    return facts;
  }

  private Block shown(Event.GateRequested asked) {
    Optional<byte[]> text = Optional.ofNullable(files.get(asked.shown()));
    Phrase summary = Phrase.of("What was shown");
    if (text.isEmpty()) {
      return new Block.Paragraph(Phrase.of("What was shown is not in the log."));
    }
    String shown = new String(text.get(), StandardCharsets.UTF_8);
    return new Block.Fold(
        summary.and(" (" + Numbers.of(shown.length(), "character") + ")"),
        List.of(budget.code(shown, Budget.SHOWN)));
  }

  private static List<Block.Fact> decided(RunStory.Told told, Event.GateDecided decided) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(fact("Answer", GateWords.answer(decided)));
    facts.add(fact("Identity", GateWords.identity(decided)));
    decided.signed().ifPresent(file -> facts.add(fact("Signed", Phrase.code("approvals/" + file))));
    facts.add(fact("Answered", Phrase.of(Numbers.second(told.at()))));
    decided.comment().ifPresent(comment -> facts.add(fact("Comment", Phrase.value(comment))));
    if (!decided.shown().isEmpty()) {
      facts.add(fact("Saw (sha256)", Phrase.code(decided.shown())));
    }
    return facts;
  }
}
