package dev.interlock.cli;

import dev.interlock.GateRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What is shown at a gate, for people: title and target in the engine's words first and last,
 * between them what the workflow reported, in which nothing moves a cursor or hides. At most 80
 * columns wide and bounded in length.
 */
final class ShownPage {
  private static final int MOST_ROWS = 5_000;
  private static final String RULE = "-".repeat(78);

  private ShownPage() {}

  static String of(GateRequest request) {
    List<String> lines = new ArrayList<>(target(request));
    lines.add(RULE);
    lines.add("Reported by the workflow (each row of it begins with a bar):");
    List<String> rows =
        request
            .text()
            .lines()
            .limit(MOST_ROWS + 1L)
            .flatMap(line -> Text.hanging("| ", "| ", line).stream())
            .toList();
    lines.addAll(rows.subList(0, Math.min(rows.size(), MOST_ROWS)));
    lines.add(
        rows.size() > MOST_ROWS
            ? "CUT after " + MOST_ROWS + " rows; all of it is shown/" + request.shown() + ".txt"
            : "End of what the workflow reported; all of it is shown.");
    lines.add(RULE);
    lines.addAll(target(request));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> target(GateRequest request) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after("workflow   ", request.workflow()));
    lines.addAll(Text.after("gate       ", request.gate()));
    lines.addAll(Text.after("run        ", request.run().value()));
    lines.addAll(Text.after("subject    ", request.subject()));
    lines.addAll(Text.after("SHA-256    ", request.subjectDigest()));
    lines.addAll(Text.after("requester  ", request.requester().name()));
    lines.addAll(Text.after("asks       ", String.join(", ", request.roles())));
    lines.add(
        "expires    "
            + request.notAfter().map(Text::second).map(at -> at + " UTC").orElse("never"));
    lines.add("SHA-256 of what is shown, as the log holds it and the signed text says it:");
    lines.add("  " + request.shown());
    return lines;
  }
}
