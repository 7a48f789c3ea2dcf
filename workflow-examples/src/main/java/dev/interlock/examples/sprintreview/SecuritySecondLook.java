package dev.interlock.examples.sprintreview;

import dev.interlock.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The other party of the security review: reads reports and items anew and draws its own
 * conclusion.
 */
final class SecuritySecondLook {
  private final RunFiles files;

  SecuritySecondLook(RunFiles files) {
    this.files = files;
  }

  /** Whether the review says what reports and items say. */
  Verdict review(SprintToReview sprint, SecurityReview claimed) {
    Map<String, String> digests = new HashMap<>();
    int severe = 0;
    for (String name : files.names(sprint.security())) {
      if (name.endsWith(".json")) {
        String file = sprint.security() + "/" + name;
        byte[] bytes = files.bytes(file);
        digests.put(file, RunFiles.sha256(bytes));
        severe += severe(RunFiles.json(file, bytes, SecurityReview.Finding[].class));
      }
    }
    int tagged = tagged(sprint);
    Advice advice = advice(digests.size(), severe, tagged);
    Seen seen = Seen.of(sprint.security(), digests);
    return Verdict.of(
        advice == claimed.recommendation() && seen.equals(claimed.seen()),
        "reports and items come to " + advice,
        new SecurityReview.SecondLook(digests.size(), severe, tagged, seen));
  }

  private static Advice advice(int reports, int severe, int tagged) {
    if (reports == 0 || severe > 0) {
      return Advice.BLOCK;
    }
    return tagged > 0 ? Advice.CONDITIONAL : Advice.APPROVE;
  }

  private static int severe(SecurityReview.Finding[] findings) {
    return (int)
        Arrays.stream(findings)
            .filter(finding -> finding.open())
            .filter(finding -> finding.severity().matches("critical|high"))
            .count();
  }

  private int tagged(SprintToReview sprint) {
    int count = 0;
    for (String folder : ItemType.FOLDERS) {
      for (String name : files.names(sprint.items() + "/" + folder)) {
        String file = sprint.items() + "/" + folder + "/" + name;
        WorkItem item = RunFiles.json(file, files.bytes(file), WorkItem.class);
        List<String> tags = item.tags().orElse(List.of());
        boolean security =
            tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).anyMatch("security"::equals);
        boolean open = !item.state().equals("Done");
        count += security && open && item.iteration().equals(sprint.sprint()) ? 1 : 0;
      }
    }
    return count;
  }
}
