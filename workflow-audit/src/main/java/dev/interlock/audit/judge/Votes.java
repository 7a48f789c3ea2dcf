package dev.interlock.audit.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people answered at the presentations of one content. Use from one thread. */
final class Votes {
  private final List<Vote> all = new ArrayList<>(1);

  /** An answer that counted, and who had it answered, if somebody else did. */
  record Vote(
      String principal,
      Optional<String> onBehalfOf,
      String role,
      boolean approves,
      Optional<String> comment) {
    /** All whose answer it is. */
    List<String> people() {
      return Stream.concat(Stream.of(principal), onBehalfOf.stream()).toList();
    }
  }

  void add(Vote vote) {
    all.add(vote);
  }

  void clear() {
    all.clear();
  }

  /** Whether one of these has answered. */
  boolean isBy(List<String> people) {
    return all.stream().flatMap(vote -> vote.people().stream()).anyMatch(people::contains);
  }

  /** Whether a no closes the gate; under a policy of the host's, any may. */
  boolean deny(GateRules rules) {
    boolean anyMay = rules.vetoes().isEmpty() || !rules.isOurs();
    return all.stream()
        .anyMatch(vote -> !vote.approves() && (anyMay || rules.vetoes().contains(vote.role())));
  }

  /**
   * Whether so many people said yes as must, and under a policy of ours each in a place of their
   * own and nobody who may said no.
   *
   * @param everywhere the role that fits every place now, if one does
   */
  boolean approve(GateRules rules, Optional<String> everywhere) {
    Set<String> people = new HashSet<>();
    List<String> roles = new ArrayList<>();
    for (Vote vote : all) {
      if (vote.approves()) {
        people.add(vote.principal());
        roles.add(vote.role());
      }
    }
    return people.size() >= rules.quorum()
        && (!rules.isOurs()
            || (!deny(rules) && new Filling(rules.needs(), everywhere, roles).isFull()));
  }

  /** Why it was opened, in the words of those who answered. */
  String reasons() {
    return all.stream().flatMap(vote -> vote.comment().stream()).collect(Collectors.joining(" / "));
  }
}
