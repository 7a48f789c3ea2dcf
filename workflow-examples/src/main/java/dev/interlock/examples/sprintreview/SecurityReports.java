package dev.interlock.examples.sprintreview;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The body of the security review: open items of the sprint tagged {@code security}, and the
 * findings in {@code reports/security/*.json}. A severity that is not known is refused.
 */
final class SecurityReports {
  private static final int NAMED = 20;
  private static final Set<String> SEVERITIES = Set.of("critical", "high", "medium", "low", "info");

  private final RunFiles files;
  private final Items items;

  SecurityReports(RunFiles files) {
    this.files = files;
    this.items = new Items(files);
  }

  /** What the findings and the items come to. */
  SecurityReview review(SprintToReview sprint) {
    List<SecurityReview.Finding> findings = new ArrayList<>();
    TreeMap<String, String> digests = new TreeMap<>();
    for (String name : reports(sprint)) {
      String file = sprint.security() + "/" + name;
      byte[] bytes = files.bytes(file);
      digests.put(file, RunFiles.sha256(bytes));
      findings.addAll(findings(file, bytes));
    }
    List<Counted> open =
        Counted.each(
            findings.stream()
                .filter(SecurityReview.Finding::open)
                .map(SecurityReview.Finding::severity)
                .toList());
    Seen seen = Seen.of(sprint.security(), digests);
    return judge(openItems(sprint), findings.size(), open, seen);
  }

  private List<String> reports(SprintToReview sprint) {
    return files.names(sprint.security()).stream().filter(n -> n.endsWith(".json")).toList();
  }

  private static List<SecurityReview.Finding> findings(String file, byte[] bytes) {
    List<SecurityReview.Finding> findings = new ArrayList<>();
    for (SecurityReview.Finding finding :
        RunFiles.json(file, bytes, SecurityReview.Finding[].class)) {
      if (finding == null || !SEVERITIES.contains(finding.severity())) {
        throw Refusal.malformed(
            file, "finding " + (findings.size() + 1) + " has no severity that is known");
      }
      findings.add(finding);
    }
    return findings;
  }

  private List<String> openItems(SprintToReview sprint) {
    return items.all(sprint).of(sprint.sprint()).stream()
        .filter(item -> item.tagged("security") && !item.is(State.DONE))
        .map(WorkItem::id)
        .toList();
  }

  /** The rule. */
  static SecurityReview judge(List<String> openItems, int findings, List<Counted> open, Seen seen) {
    int severe = Counted.of(open, "critical") + Counted.of(open, "high");
    boolean block = seen.files() == 0 || severe > 0;
    Advice advice =
        block ? Advice.BLOCK : openItems.isEmpty() ? Advice.APPROVE : Advice.CONDITIONAL;
    List<String> notes = new ArrayList<>();
    if (seen.files() == 0) {
      notes.add("there is no security report in '" + seen.folder() + "'");
    }
    if (severe > 0) {
      notes.add(severe + " critical or high findings are open");
    }
    if (!openItems.isEmpty()) {
      notes.add(openItems.size() + " items tagged security are open");
    }
    List<String> named = openItems.stream().limit(NAMED).toList();
    return new SecurityReview(advice, notes, named, findings, open, seen);
  }
}
