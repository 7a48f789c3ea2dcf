package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every node of a definition must satisfy, whatever it reads. */
final class Rules {
  /** Longer times overflow what clocks count. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Rules() {}

  /** All mistakes of one node, each a sentence. */
  static List<String> mistakes(Node node, String path) {
    List<String> found = new ArrayList<>();
    String who = node.noun() + " '" + path + "'";
    if (node instanceof Node.Step step) {
      StepOptions options = step.options();
      boolean needed = step.kind() != Node.Kind.COMBINE;
      checking(who, needed, options.verifications(), options.unverified(), found);
      expecting(who, options.expectations(), found);
      guarding(who, step, found);
      trying(who, step, found);
      approvedBeside(who, step, found);
    } else if (node instanceof Node.Receipt receipt) {
      ReceiptOptions options = receipt.options();
      checking(who, true, options.verifications(), options.unverified(), found);
      expecting(who, options.expectations(), found);
      ScopeRules.receiving(who, receipt, found);
    } else {
      ScopeRules.mistakes(who, path, node, found);
    }
    return found;
  }

  private static void checking(
      String who,
      boolean needed,
      List<Node.Verification> verifications,
      Optional<String> unverified,
      List<String> found) {
    boolean verified = !verifications.isEmpty();
    if (needed && !verified && unverified.isEmpty()) {
      found.add(who + " has no check; add verifiedBy(...) or unverified(\"reason\")");
    }
    if (verified && unverified.isPresent()) {
      found.add(who + " is both verified and unverified; take one out");
    }
    reason(who, "unverified", unverified, found);
    Set<String> names = new HashSet<>();
    for (Node.Verification verification : verifications) {
      String check = "the check '" + verification.name() + "'";
      if (verification.name() == null) {
        found.add(who + " has a check without a name; give it one of the form " + Names.FORM);
      } else if (!Names.isName(verification.name())) {
        found.add(check + " of " + who + " is not of the form " + Names.FORM);
      }
      if (!names.add(verification.name())) {
        found.add(who + " has " + check + " twice");
      }
    }
  }

  private static void expecting(
      String who, List<Node.Expectation> expectations, List<String> found) {
    expectations.forEach(rule -> words(who, rule, found));
  }

  /** Refuses a rule that the outline could not tell. */
  static void words(String who, Node.Expectation rule, List<String> found) {
    if (rule.says() == null || rule.says().isBlank()) {
      found.add(who + " has a rule without words; say in words what must hold");
    }
  }

  private static void reason(String who, String what, Optional<String> reason, List<String> found) {
    if (reason.filter(String::isBlank).isPresent()) {
      found.add(who + " is " + what + " without a reason");
    }
  }

  private static void guarding(String who, Node.Step step, List<String> found) {
    boolean guarded = step.reads().stream().anyMatch(ref -> ref.source().type().isWitness());
    StepOptions options = step.options();
    if (step.kind() == Node.Kind.ACT) {
      if (!guarded && options.unguarded().isEmpty()) {
        found.add(
            who
                + " acts without a witness among its inputs; read an approval or a check, or add"
                + " unguarded(\"reason\")");
      }
      reason(who, "unguarded", options.unguarded(), found);
    } else if (saysOfAnEffect(options)) {
      found.add(
          who
              + " does not act, so unguarded, repeatable, reconciledBy and compensatedBy say"
              + " nothing; take them out");
    }
  }

  private static boolean saysOfAnEffect(StepOptions options) {
    return options.unguarded().isPresent()
        || options.repeatable()
        || options.reconciliation().isPresent()
        || options.compensation().isPresent();
  }

  private static void trying(String who, Node.Step step, List<String> found) {
    StepOptions options = step.options();
    boolean mayRepeat = options.repeatable() || options.reconciliation().isPresent();
    if (options.repeatable() && options.reconciliation().isPresent()) {
      found.add(who + " is both repeatable and reconciled; take one out");
    }
    if (step.kind() == Node.Kind.ACT && options.retry().isPresent() && !mayRepeat) {
      found.add(
          who
              + " acts and is tried again, though nobody knows whether it happened; add"
              + " repeatable() or reconciledBy(...)");
    }
    options.retry().ifPresent(retry -> retrying(who, retry, found));
    options.timeout().ifPresent(time -> time(who + " has a timeout of ", time, found));
    reason(who, "optional", options.optional(), found);
  }

  private static void retrying(String who, Step.Retry retry, List<String> found) {
    if (retry.attempts() < 1) {
      found.add(who + " has " + retry.attempts() + " attempts; it needs at least 1");
    }
    if (retry.waits().isEmpty()) {
      found.add(who + " is tried again without a wait; say how long it waits");
    }
    retry.waits().forEach(wait -> time(who + " waits ", wait, found));
  }

  /** Refuses a time that is none, or longer than clocks count. */
  static void time(String what, Duration time, List<String> found) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      found.add(
          what
              + time
              + "; it must be longer than nothing and at most "
              + LONGEST.toDays()
              + " days");
    }
  }

  private static void approvedBeside(String who, Node.Step step, List<String> found) {
    for (Ref<?> approval : step.reads()) {
      for (Ref<?> other : step.reads()) {
        ValueType approved = approval.source().type();
        ValueType beside = other.source().type();
        if (approved.isApproved()
            && !beside.isApproved()
            && ValueTypes.mayBeBoth(approved.plain(), beside.plain())) {
          found.add(
              who
                  + " reads "
                  + approved.label()
                  + " of '"
                  + approval
                  + "' together with '"
                  + other
                  + "', "
                  + article(beside.label())
                  + " that nobody approved; read only the approval");
        }
      }
    }
  }

  /** The word with its article. */
  static String article(String noun) {
    return ("AEIOaeio".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
  }
}
