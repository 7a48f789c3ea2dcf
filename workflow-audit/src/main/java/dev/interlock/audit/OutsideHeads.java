package dev.interlock.audit;

import dev.interlock.audit.note.Cosignatures;
import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.NoteKey;
import dev.interlock.audit.note.SignedNote;
import dev.interlock.internal.log.HashTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The heads of a log that its caller kept, and those that witnesses vouch for. Use from one thread.
 */
final class OutsideHeads {
  private final Optional<Head> continues;
  private final List<Head> kept = new ArrayList<>();
  private final Map<Head, List<String>> witnessed = new LinkedHashMap<>();
  private final KeptHeadCheck check;
  private Optional<String> problem = Optional.empty();

  /** Those that the caller brings, and the notes beside the heads where witnesses are known. */
  OutsideHeads(LogFolder folder, LogJson about, RecordVerifier.Question question) {
    this.continues = about.continues();
    for (KeptHead one : question.kept()) {
      kept.add(one.head());
      vouched(one, question.witnesses(), "the kept head");
    }
    if (!question.witnesses().isEmpty()) {
      for (long size : folder.noteSizes()) {
        note(folder, size, question.witnesses());
      }
    }
    List<Head> all = new ArrayList<>(kept);
    all.addAll(witnessed.keySet());
    all.removeIf(head -> continues.filter(head::equals).isPresent());
    this.check = new KeptHeadCheck(about.origin(), all);
  }

  private void note(LogFolder folder, long size, List<NoteKey> witnesses) {
    String name = "heads/" + size + ".note";
    try {
      vouched(
          KeptHead.parse(SmallFile.read(folder.note(size), SignedNote.MAX_BYTES)), witnesses, name);
    } catch (java.io.IOException e) {
      problem = problem.or(() -> Optional.of(name + ": " + e.getMessage()));
    }
  }

  private void vouched(KeptHead head, List<NoteKey> witnesses, String name) {
    try {
      List<String> by =
          Cosignatures.verify(head.note(), witnesses).stream()
              .map(cosignature -> cosignature.witness().name())
              .toList();
      if (!by.isEmpty()) {
        witnessed.merge(head.head(), by, OutsideHeads::both);
      }
    } catch (MalformedNoteException e) {
      problem = problem.or(() -> Optional.of(name + ": " + e.getMessage()));
    }
  }

  private static List<String> both(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    others.stream().filter(name -> !all.contains(name)).forEach(all::add);
    return all;
  }

  /** These are the lines so far: call it with none, and after each line. */
  void at(HashTree tree) {
    check.at(tree);
  }

  /** What is wrong with a note beside the heads, so that it is not what was written. */
  Optional<String> problem() {
    return problem;
  }

  /** Why one of these heads cannot be of this log as it is now. */
  Optional<String> contradiction() {
    return check.findings().stream()
        .filter(found -> found.relation() != KeptHeadCheck.Relation.CONTAINED)
        .map(OutsideHeads::says)
        .findFirst();
  }

  private static String says(KeptHeadCheck.Finding found) {
    String head = "a head of " + found.head().size() + " lines that was kept elsewhere ";
    return switch (found.relation()) {
      case LARGER -> head + "covers more lines than there are";
      case OF_ANOTHER_LOG -> head + "is of the log " + found.head().origin();
      default -> head + "has another root than the lines up to there";
    };
  }

  /** How many lines the largest head covers that the caller kept; empty if none was. */
  OptionalLong anchored() {
    return kept.stream().filter(this::isOfThisLog).mapToLong(Head::size).max();
  }

  private boolean isOfThisLog(Head head) {
    return continues.filter(head::equals).isEmpty();
  }

  /** The witnesses of the largest head that any vouches for; none if there is none. */
  List<String> witnesses() {
    return witnessed.entrySet().stream()
        .max(Map.Entry.comparingByKey(java.util.Comparator.comparing(Head::size)))
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }
}
