package dev.interlock;

import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What approvers must satisfy, so that somebody could ever open their gate. */
final class ApproverRules {
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final int MOST_PEOPLE = 100;

  private ApproverRules() {}

  static void whole(@Nullable Object... parts) {
    if (Stream.of(parts).anyMatch(Objects::isNull)) {
      throw new WorkflowException(
          "approvers need roles, a least grade, a deadline or none, and a policy; none of them may"
              + " be null");
    }
  }

  static void kind(String kind, Approvers.Policy policy) {
    if (!Names.isName(kind) || !RolePolicy.mayBeCalled(kind, policy)) {
      throw new WorkflowException(
          "a policy of your own needs a name of its own, of the form " + Names.FORM);
    }
  }

  static void need(int people, @Nullable List<String> roles) {
    if (roles == null || roles.isEmpty() || !roles.stream().allMatch(ApproverRules::isRole)) {
      throw new WorkflowException(
          "approvers need at least one role, each of 1 to 100 printable ASCII characters without"
              + " space");
    }
    if (roles.stream().distinct().count() < roles.size()) {
      throw new WorkflowException("approvers name a role twice; name each once");
    }
    if (people < 1 || people > MOST_PEOPLE) {
      throw new WorkflowException(
          "approvers need a quorum of 1 to " + MOST_PEOPLE + " people, not " + people);
    }
  }

  private static boolean isRole(@Nullable String role) {
    return role != null && Names.isRole(role);
  }

  static void needs(List<Approvers.Need> needs, List<String> vetoes, Approvers.Expiry expiry) {
    if (needs.isEmpty() || needs.stream().anyMatch(Objects::isNull)) {
      throw new WorkflowException("approvers need at least one role that may say yes");
    }
    boolean escalates = expiry instanceof Approvers.Expiry.Escalates;
    if (!vetoes.stream().allMatch(ApproverRules::isRole)
        || (escalates && !isRole(((Approvers.Expiry.Escalates) expiry).role()))) {
      throw new WorkflowException(
          "a role that vetoes or that a gate escalates to has 1 to 100 printable ASCII characters"
              + " without space");
    }
  }

  static void deadline(Optional<Duration> deadline, Approvers.Expiry expiry) {
    if (deadline.isPresent()
        && (deadline.get().isNegative()
            || deadline.get().isZero()
            || deadline.get().compareTo(LONGEST) > 0)) {
      throw new WorkflowException(
          "a gate's deadline must be longer than nothing and at most "
              + LONGEST.toDays()
              + " days; leave it out where there is none");
    }
    if (deadline.isEmpty() && !(expiry instanceof Approvers.Expiry.Denies)) {
      throw new WorkflowException("a gate without a deadline never asks again; say after how long");
    }
  }

  static void followUp(Optional<String> followUp, List<Approvers.Need> needs, Presence least) {
    if (followUp.filter(text -> text.isBlank() || text.length() > 1_000).isPresent()) {
      throw new WorkflowException(
          "what is to be looked at afterwards must be said in 1 to 1,000 characters");
    }
    int people = needs.stream().mapToInt(Approvers.Need::people).sum();
    if (followUp.isPresent() && (people < 2 || !least.reaches(Presence.KEY))) {
      throw new WorkflowException(
          "a gate that breaks the glass needs at least 2 people and KEY or more, not "
              + people
              + " and "
              + least);
    }
  }
}
