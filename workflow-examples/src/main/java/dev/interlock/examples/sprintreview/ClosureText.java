package dev.interlock.examples.sprintreview;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The closure report: Markdown for people. */
final class ClosureText {
  private ClosureText() {}

  static String of(RunStory story) {
    return String.join(
            "\n\n",
            head(story),
            steps(story),
            decisions(story),
            epics(story),
            evidence(story),
            foot(story))
        + "\n";
  }

  private static String head(RunStory story) {
    String status =
        story.closure().isPresent() ? "CLOSED" : story.status().toUpperCase(Locale.ROOT);
    String reason = story.reason().map(why -> "\n- Reason: " + plain(why)).orElse("");
    return "# "
        + plain(story.sprint())
        + " Closure Report\n\n"
        + "- Status: **"
        + status
        + "**"
        + reason
        + "\n- Workflow: "
        + story.workflow()
        + "\n- Began: "
        + story.start()
        + "\n- Ended: "
        + story.end();
  }

  private static String steps(RunStory story) {
    StringBuilder out = new StringBuilder("## Steps completed\n");
    int number = 0;
    for (String step : story.completed()) {
      out.append('\n').append(++number).append(". ").append(step);
    }
    return number == 0 ? out + "\nNone." : out.toString();
  }

  private static String decisions(RunStory story) {
    String none = story.gateReached() ? "Nobody decided." : "Nobody was asked.";
    return "## Decisions\n\n" + list(story.decisions(), none);
  }

  private static String epics(RunStory story) {
    List<String> closed = story.closure().map(Closure::epic_ids).orElse(List.of());
    Epics epics = story.epics().orElse(new Epics(List.of(), List.of(), List.of()));
    List<String> lines =
        epics.eligible().stream()
            .filter(epic -> closed.contains(epic.id()))
            .map(epic -> epic.id() + " " + epic.title())
            .toList();
    List<String> open =
        epics.not_eligible().stream()
            .map(epic -> epic.id() + " " + epic.title() + ": " + epic.reason())
            .toList();
    return "## Epics closed\n\n"
        + list(lines, "None.")
        + "\n\n## Epics that cannot be closed\n\n"
        + list(open, "None.");
  }

  private static String list(List<String> lines, String none) {
    return lines.isEmpty()
        ? none
        : lines.stream().map(line -> "- " + plain(line)).collect(Collectors.joining("\n"));
  }

  private static String evidence(RunStory story) {
    return "## Evidence\n\nAs it stands in the record of the run."
        + story.evidence().entrySet().stream()
            .map(
                entry ->
                    "\n\n### "
                        + entry.getKey()
                        + "\n\n```json\n"
                        + JsonFile.indented(entry.getValue().toString())
                        + "\n```")
            .collect(Collectors.joining());
  }

  private static String foot(RunStory story) {
    return "---\n\n" + Guarantee.of(story.profile());
  }

  /** Text that Markdown shows as it is, on one line. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").replaceAll("([\\\\`*_\\[\\]<>|&#])", "\\\\$1");
  }
}
