package dev.interlock.gates;

import dev.interlock.GateRequest;
import dev.interlock.internal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is written on the terminal for one presentation: title and target, then what the workflow
 * reported, then title and target again, so that they are what stands above the answer. No row is
 * wider than 80 columns.
 *
 * <p>Immutable.
 */
final class Prompt {
  private static final String RULE = "-".repeat(78);
  private static final int LABEL = 11;
  private static final int VALUE = 67;

  private final GateRequest request;
  private final Speaker speaker;
  private final VisibleText visible;
  private final boolean denying;

  Prompt(GateRequest request, Speaker speaker, VisibleText visible, boolean denying) {
    this.request = request;
    this.speaker = speaker;
    this.visible = visible;
    this.denying = denying;
  }

  /** What comes first, once. */
  String opening() {
    List<String> rows = new ArrayList<>(List.of("", RULE));
    rows.addAll(target());
    rows.add("");
    rows.add("Reported by the workflow (each row of it begins with a bar):");
    Excerpt excerpt = Excerpt.of(request.text(), visible);
    excerpt.rows().forEach(row -> rows.add("| " + row));
    rows.addAll(extent(excerpt));
    return text(rows);
  }

  private List<String> extent(Excerpt excerpt) {
    String text = request.text();
    long lines = Excerpt.linesOf(text);
    if (excerpt.characters() == text.length()) {
      return List.of("End of what the workflow reported: " + number(lines) + " lines, all shown.");
    }
    return List.of(
        "CUT. Shown are " + number(excerpt.lines()) + " of " + number(lines) + " lines,",
        number(excerpt.characters()) + " of " + number(text.length()) + " characters.",
        "SHA-256 of the whole text, as it stands in the record:",
        VisibleText.ascii().rows(request.shown(), 78).get(0));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private List<String> target() {
    List<String> rows = new ArrayList<>();
    rows.addAll(field("workflow", request.workflow()));
    rows.addAll(field("gate", request.gate()));
    rows.addAll(field("run", request.run().value()));
    rows.addAll(field("subject", request.subject()));
    rows.addAll(field("SHA-256", request.subjectDigest()));
    return rows;
  }

  private static List<String> field(String label, String value) {
    List<String> rows = new ArrayList<>();
    String before = label;
    for (String row : VisibleText.ascii().rows(value, VALUE)) {
      rows.add(before + " ".repeat(LABEL - before.length()) + row);
      before = "";
    }
    return rows;
  }

  /** What comes before each try. */
  String question(Challenge challenge) {
    List<String> rows = new ArrayList<>(List.of(RULE));
    rows.addAll(target());
    rows.addAll(field("requester", request.requester().name()));
    rows.addAll(answering());
    request.notAfter().ifPresent(end -> rows.addAll(field("expires", end.toString())));
    rows.addAll(asked(challenge));
    return text(rows) + "> ";
  }

  private List<String> answering() {
    List<String> rows = field("you are", speaker.person() + ", " + speaker.yes() + " (as claimed)");
    if (!speaker.no().equals(speaker.yes())) {
      rows.addAll(field("to deny", "you are " + speaker.no()));
    }
    if (request.roles().size() > 1) {
      rows.addAll(field("roles", String.join(", ", request.roles())));
    }
    speaker.comment().ifPresent(text -> rows.addAll(field("comment", text)));
    return rows;
  }

  private List<String> asked(Challenge challenge) {
    return denying
        ? List.of("", "To deny, type no and Enter. Nothing that you type here approves.", "")
        : List.of(
            "",
            "To approve, type this line exactly as it is; to deny, type no:",
            "",
            "    " + challenge.line(),
            "");
  }

  /** What approves in a try; empty where nothing does. */
  Optional<Challenge> approvable(Challenge challenge) {
    return denying ? Optional.empty() : Optional.of(challenge);
  }

  String discarded() {
    return "\nWhat was typed before this question is thrown away.\n";
  }

  /** Why a try does not count, and how many are left. */
  String objection(String reason, int left) {
    List<String> rows = new ArrayList<>(List.of(""));
    rows.addAll(visible.rows("That does not count: " + reason, 78));
    rows.add(left > 0 ? "Tries left: " + left : "No tries left. The gate stays open.");
    return text(rows);
  }

  String recorded(Reply reply) {
    return reply == Reply.APPROVED ? "\nApproved and recorded.\n" : "\nDenied and recorded.\n";
  }

  String unanswered() {
    return "\n\nNobody answered in time. The gate stays open; the run keeps waiting.\n";
  }

  String expired() {
    return "\n\nThe gate's deadline has passed. Nothing was approved.\n";
  }

  private static String text(List<String> rows) {
    return String.join("\n", rows) + "\n";
  }
}
