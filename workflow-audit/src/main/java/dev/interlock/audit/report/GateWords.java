package dev.interlock.audit.report;

import dev.interlock.audit.judge.Tree;
import dev.interlock.record.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is asked of those who open a gate, and who did, in words. */
final class GateWords {
  private GateWords() {}

  /** What the outline says besides who may answer, by what it is called. */
  static Map<String, Phrase> terms(Tree gate) {
    Map<String, Phrase> terms = new LinkedHashMap<>();
    List<Tree> needs = gate.trees("needs");
    if (!needs.isEmpty()) {
      terms.put("Needs", Phrase.value(needs(needs)));
    }
    List<String> vetoes = gate.texts("vetoes");
    if (!vetoes.isEmpty()) {
      terms.put("Closed only by a no of", Phrase.value(String.join(", ", vetoes)));
    }
    gate.textIfAny("then")
        .ifPresent(
            then ->
                terms.put(
                    "When its time is over",
                    then.equals("escalates")
                        ? Phrase.value(gate.text("escalatesTo")).and(" may answer as well")
                        : Phrase.of("asked again")));
    gate.textIfAny("followUp").ifPresent(what -> terms.put("Once it is open", Phrase.value(what)));
    return terms;
  }

  private static String needs(List<Tree> needs) {
    return needs.stream()
        .map(need -> need.number("people") + " of " + String.join(" or ", need.texts("roles")))
        .collect(Collectors.joining(", and "));
  }

  /** What was answered, by whom, as what, and for whom. */
  static Phrase answer(Event.GateDecided decided) {
    boolean yes = decided.decision().equals("approved");
    Phrase words =
        Phrase.state(yes ? State.done(decided.decision()) : State.failed(decided.decision()))
            .and(" by ")
            .andValue(decided.principal())
            .and(" as ")
            .andValue(decided.role());
    return decided
        .onBehalfOf()
        .map(whom -> words.and(", on behalf of ").andValue(whom))
        .orElse(words);
  }

  /** How surely it is known who it was. */
  static Phrase identity(Event.GateDecided decided) {
    return Phrase.of(decided.proven() ? "proven" : "claimed, not proven")
        .and("; presence " + decided.presence() + ", over ")
        .andValue(decided.channel());
  }

  /** What is to be looked at, and why it was opened all the same. */
  static Phrase followUp(Event.GateFollowUp followed) {
    return Phrase.value(followed.what()).and("; opened because: ").andValue(followed.reason());
  }
}
