package dev.interlock;

import dev.interlock.record.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How approvers stand in an outline: as data for a verifier, and as words for people. */
final class ApproversOutline {
  private ApproversOutline() {}

  /** Writes them as data; what is not said of a gate is left out. */
  static void write(Approvers approvers, Map<String, Object> tree) {
    tree.put("approval", approvers.kind());
    tree.put("roles", approvers.roles());
    tree.put("quorum", approvers.quorum());
    if (!isPlain(approvers)) {
      tree.put("needs", approvers.needs().stream().map(ApproversOutline::need).toList());
    }
    if (!approvers.vetoes().isEmpty()) {
      tree.put("vetoes", approvers.vetoes());
    }
    tree.put("presence", approvers.least().name());
    approvers.deadline().ifPresent(time -> tree.put("within", time.toString()));
    if (approvers.expiry() instanceof Approvers.Expiry.Waits) {
      tree.put("then", "waits");
    } else if (approvers.expiry() instanceof Approvers.Expiry.Escalates to) {
      tree.put("then", "escalates");
      tree.put("escalatesTo", to.role());
    }
    approvers.followUp().ifPresent(what -> tree.put("followUp", what));
  }

  /** Whether roles and quorum say all: anybody who may answer fills any place. */
  private static boolean isPlain(Approvers approvers) {
    return approvers.needs().size() == 1 && approvers.vetoes().isEmpty();
  }

  private static Map<String, Object> need(Approvers.Need need) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("people", need.people());
    tree.put("roles", need.roles());
    return tree;
  }

  /** Says in a line who opens a gate. */
  static String words(Approvers approvers) {
    List<String> words = new ArrayList<>();
    words.add(approvers.kind() + " by " + people(approvers));
    if (approvers.quorum() > 1 && isPlain(approvers)) {
      words.add("quorum " + approvers.quorum());
    }
    if (!approvers.vetoes().isEmpty()) {
      words.add("vetoed by " + String.join(" or ", approvers.vetoes()));
    }
    if (approvers.least() != Presence.TERMINAL) {
      words.add("at least " + approvers.least());
    }
    approvers.deadline().ifPresent(time -> words.add("within " + time + then(approvers)));
    approvers.followUp().ifPresent(what -> words.add("with a reason, followed by: " + what));
    return String.join(", ", words);
  }

  private static String people(Approvers approvers) {
    return isPlain(approvers)
        ? String.join(", ", approvers.roles())
        : String.join(
            " and ",
            approvers.needs().stream()
                .map(need -> need.people() + " of " + String.join("/", need.roles()))
                .toList());
  }

  private static String then(Approvers approvers) {
    if (approvers.expiry() instanceof Approvers.Expiry.Escalates to) {
      return ", then also " + to.role();
    }
    return approvers.expiry() instanceof Approvers.Expiry.Waits ? ", then asked again" : "";
  }
}
