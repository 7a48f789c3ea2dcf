package dev.interlock.audit;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.audit.report.Material;
import java.util.ArrayList;
import java.util.List;

/** A verdict in words: what it does and does not mean. */
final class VerdictWords {
  private static final String HELD =
      "Nothing was changed after it was written, each run is one that its definition allows";
  private static final String SINCE =
      "What was written after that head could still be cut off unseen.";
  private static final String ALONE =
      "No line was changed on its own, and each run is one that its definition allows. ";
  private static final String REPLACED =
      "That somebody replaced the whole log, or cut off its end together with its heads, could not"
          + " be seen: for that, compare with a head that was kept elsewhere.";
  private static final String UNTOLD = ", so nothing of it is told here. Keep the folder as it is";

  private VerdictWords() {}

  static Material.Finding finding(Verification found) {
    Verdict verdict = found.verdict();
    return new Material.Finding(holds(verdict), verdict.word(), meaning(verdict), facts(found));
  }

  /** Whether what the log says may be told. */
  private static boolean holds(Verdict verdict) {
    return switch (verdict) {
      case OK_WITNESSED, OK_ANCHORED, OK_UNANCHORED, RECOVERED, INCOMPLETE -> true;
      case TAMPERED, ROLLED_BACK, UNKNOWN_KEY -> false;
    };
  }

  private static String meaning(Verdict verdict) {
    return switch (verdict) {
      case OK_WITNESSED -> HELD + ", and somebody else vouches for the head. " + SINCE;
      case OK_ANCHORED -> HELD + ", and a head that was kept elsewhere is contained. " + SINCE;
      case OK_UNANCHORED -> ALONE + REPLACED;
      case RECOVERED ->
          ALONE + "A crash once left a torn line, which was cut off and recorded. " + REPLACED;
      case INCOMPLETE ->
          "What is there holds together, but it is not all: see the reason. What follows is how it"
              + " stood when it was read.";
      case TAMPERED ->
          "This log is not what was written. Nothing that it says of this run can be relied upon"
              + UNTOLD
              + ", compare it with a copy and with heads that were kept elsewhere, and look for what"
              + " changed it.";
      case ROLLED_BACK ->
          "There was more in this log than there is now. What is missing may change what it says of"
              + " this run"
              + UNTOLD
              + ", and look for a newer copy.";
      case UNKNOWN_KEY ->
          "A head is not signed by a key that may sign heads, or an answer not with a key of who is"
              + " said to have given it: anybody may have written it"
              + UNTOLD
              + ", and look which key it is and whether it should be allowed.";
    };
  }

  private static List<Material.Fact> facts(Verification found) {
    List<Material.Fact> facts = new ArrayList<>();
    found.reason().ifPresent(reason -> add("Reason", reason, facts));
    found.badLine().ifPresent(line -> add("First bad line", Long.toString(line), facts));
    add("Lines that hold", Long.toString(found.lines()), facts);
    add("Of them after the last head", Long.toString(found.uncovered()), facts);
    found.signedBy().ifPresent(key -> add("Head signed by", key, facts));
    found
        .anchored()
        .ifPresent(lines -> add("Lines that the kept head covers", Long.toString(lines), facts));
    if (!found.witnesses().isEmpty()) {
      add("Vouched for by", String.join(", ", found.witnesses()), facts);
    }
    if (found.erased() > 0) {
      add("Erased blobs in this log", Long.toString(found.erased()), facts);
    }
    found.notes().forEach(note -> add("Not looked at", note, facts));
    if (found.tornBytes() > 0) {
      add("Bytes of a torn line", Long.toString(found.tornBytes()), facts);
    }
    return facts;
  }

  private static void add(String name, String value, List<Material.Fact> facts) {
    facts.add(new Material.Fact(name, value));
  }
}
