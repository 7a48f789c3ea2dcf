package dev.interlock.record;

import java.util.Optional;

/**
 * Why something did not work: what happened, what to check and how to recover.
 *
 * <p>Immutable.
 *
 * @param kind what kind of failure it is, which decides what the engine does next
 * @param type the class of the exception, or a word for it
 * @param message what happened, at most 1 KiB
 * @param toCheck what to check, where the thrower said it
 * @param toRecover how to recover, where the thrower said it
 */
public record Failure(
    Kind kind, String type, String message, Optional<String> toCheck, Optional<String> toRecover) {

  /** The kinds of failure. */
  public enum Kind {
    /** It may work later: a network, a rate limit, a service that is down. */
    TRANSIENT("whether the service answers", "wait a few minutes, then resume the run", true),
    /** Somebody may not do it: credentials, rights. */
    PERMISSION("the credentials and rights that were used", "mend them, then resume the run", true),
    /** What was asked is against a rule. */
    BUSINESS_RULE("the input against the rule named above", "mend it, then start a new run", false),
    /** The set-up is wrong: a missing folder, an unreadable file, a setting. */
    CONFIGURATION("the set-up named above", "mend it, then resume the run", true),
    /** A check looked and did not find what was claimed. */
    VERIFICATION(
        "what the check saw against what the step returned",
        "find the cause, then start a new run",
        false),
    /** Nothing else fits. */
    UNKNOWN(
        "the whole error and the record of the run", "find the cause, then start a new run", false),
    /** The journal could not be written or read. */
    JOURNAL("the disk and folder of the log", "mend it, then resume the run", false);

    private final String toCheck;
    private final String toRecover;
    private final boolean waits;

    Kind(String toCheck, String toRecover, boolean waits) {
      this.toCheck = toCheck;
      this.toRecover = toRecover;
      this.waits = waits;
    }

    /** Whether the run waits for a person to say "try again"; a run ends on the others. */
    public boolean waits() {
      return waits;
    }
  }

  /** A failure that leaves what to check and how to recover to its kind. */
  public static Failure of(Kind kind, String type, String message) {
    return new Failure(kind, type, message, Optional.empty(), Optional.empty());
  }

  /** What to check: the thrower's word, or that of the kind. */
  public String whatToCheck() {
    return toCheck.orElse(kind.toCheck);
  }

  /** How to recover: the thrower's word, or that of the kind. */
  public String howToRecover() {
    return toRecover.orElse(kind.toRecover);
  }

  /** Three lines for people. */
  public String guidance() {
    return "What happened: "
        + kind
        + " ("
        + type
        + "): "
        + message
        + "\nWhat to check: "
        + whatToCheck()
        + "\nHow to recover: "
        + howToRecover();
  }
}
