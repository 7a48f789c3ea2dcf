package dev.interlock.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in a run, with its details; the components are named as they stand in the record.
 *
 * <p>A new event or component may come; a name never changes its meaning. Immutable. Source: {@code
 * docs/record.md}, "Events".
 */
public sealed interface Event {

  /** The name under which it is recorded, such as {@code step.completed}. */
  default String name() {
    return EventJson.name(this);
  }

  /** Its details as they stand in the record. */
  default Json json() {
    return EventJson.write(this);
  }

  /** The blobs that its values and its evidence refer to, each as often as it does. */
  default List<Blob> blobs() {
    return EventBlobs.of(this);
  }

  /**
   * What stands in the record in place of a value or of evidence that is large or sensitive: the
   * name of a file and the size of what it holds. Immutable.
   *
   * @param sha256 the digest of the whole file, 64 hex digits
   * @param size how many bytes it holds behind its salt
   */
  record Blob(String sha256, long size) {
    /** The reference that this JSON is, if it is exactly that and nothing else. */
    public static Optional<Blob> in(Json json) {
      return EventBlobs.reference(json);
    }

    /** As it stands in the record. */
    public Json json() {
      return EventBlobs.json(this);
    }
  }

  /** An event of a node of the definition. */
  sealed interface AtPath extends Event {
    /** Where in the definition: names joined by {@code /}, at most 512 bytes. */
    String path();
  }

  /** An event that ends a run; after it only refusals are recorded. */
  sealed interface Terminal extends Event {}

  /** Who asked, and whether that was proven. */
  record Requester(String principal, boolean proven) {}

  /** Where the engine ran. */
  record Environment(
      String jdk, boolean modulePath, String uid, boolean terminal, String library) {}

  /** One check of a step's result: {@code passed} with evidence, or {@code unverified} with why. */
  record CheckResult(
      String check, String verdict, Optional<Json> evidence, Optional<String> reason) {}

  /**
   * What a run waits for, and where: a {@code gate}, a {@code submission}, a {@code retry}, a
   * {@code doubt}, a {@code compensation}, a {@code pause} or a {@code child}.
   */
  record Awaited(String what, String path) {}

  /** The run that asked for a run, and where in it. */
  record Parent(String run, String path) {}

  /** A run began. */
  record RunStarted(
      String workflow,
      String version,
      String definition,
      Json input,
      Requester requester,
      String profile,
      Environment environment,
      Optional<String> people,
      Optional<Parent> parent,
      Optional<String> replaces)
      implements Event {}

  /** A run is a rehearsal: it acts nowhere and opens nothing. */
  record RunRehearsal() implements Event {}

  /** A step is about to run; durable before its body starts. Attempts count from 1. */
  record StepStarted(String path, int attempt, String kind, String key) implements AtPath {}

  /** A step ended with a value, checked. */
  record StepCompleted(
      String path,
      int attempt,
      Json value,
      List<CheckResult> checks,
      List<Json> evidence,
      long tookMicros)
      implements AtPath {}

  /** What the body of an attempt wrote that gives nothing; right before what came of it. */
  record StepEvidence(String path, int attempt, List<Json> evidence) implements AtPath {}

  /** A step failed: what follows next, and the value that an act gave all the same. */
  record StepFailed(
      String path,
      int attempt,
      Failure.Kind failure,
      String type,
      String message,
      String next,
      Optional<Instant> due,
      Optional<String> toCheck,
      Optional<String> toRecover,
      Optional<Json> value)
      implements AtPath {}

  /** Nobody knows whether an effect happened; said again with the reason if nobody could tell. */
  record StepDoubt(String path, int attempt, Optional<String> reason) implements AtPath {}

  /** Somebody said whether the effect of a step in doubt happened, and with what value. */
  record StepReconciled(
      String path,
      int attempt,
      String by,
      boolean happened,
      Optional<Json> value,
      List<CheckResult> checks)
      implements AtPath {}

  /** A step is passed over, and the run goes on without it. */
  record StepSkipped(String path, String reason) implements AtPath {}

  /** A body went on after it was told to end; whatever it still gives is not looked at. */
  record StepAbandoned(String path, int attempt, String reason) implements AtPath {}

  /** An arm was taken. */
  record ChoiceMade(String path, String arm) implements AtPath {}

  /** A turn of a repeat ended; {@code again} where its rule does not hold yet. */
  record LoopTurned(String path, int turn, boolean again) implements AtPath {}

  /** A forEach began: the keys of its turns, and the element of each. */
  record EachStarted(String path, List<String> keys, List<Json> items) implements AtPath {}

  /** A pause began. */
  record PauseStarted(String path, Instant due) implements AtPath {}

  /** A pause is over. */
  record PauseEnded(String path) implements AtPath {}

  /** A value from outside is asked for. */
  record SubmissionRequested(
      String path,
      int attempt,
      String nonce,
      String type,
      List<String> roles,
      Optional<Instant> notAfter)
      implements AtPath {}

  /** A value from outside that counted. */
  record SubmissionReceived(
      String path,
      int attempt,
      String nonce,
      String principal,
      boolean proven,
      String role,
      Json value,
      List<CheckResult> checks)
      implements AtPath {}

  /** A value from outside that did not count, and why. */
  record SubmissionRefused(String path, int attempt, String reason) implements AtPath {}

  /** Nothing came in time; {@code value} is what the run goes on with, if it does. */
  record SubmissionExpired(String path, int attempt, boolean goesOn, Optional<Json> value)
      implements AtPath {}

  /** A run of another workflow was asked for. */
  record ChildStarted(String path, String run) implements AtPath {}

  /** That run ended: {@code completed} with its value, or otherwise, with the reason. */
  record ChildEnded(
      String path, String run, String outcome, Optional<Json> value, Optional<String> reason)
      implements AtPath {}

  /** The effect of a step is about to be undone; durable before that begins. */
  record CompensationStarted(String path, int attempt) implements AtPath {}

  /** The effect of a step was undone. */
  record CompensationCompleted(String path, int attempt) implements AtPath {}

  /** The effect of a step could not be undone. */
  record CompensationFailed(
      String path, int attempt, Failure.Kind failure, String type, String message)
      implements AtPath {}

  /** A check passed, with what it saw. */
  record CheckPassed(String path, String check, Json evidence) implements AtPath {}

  /** A check or an expectation failed. */
  record CheckFailed(String path, String check, String reason, Optional<Json> evidence)
      implements AtPath {}

  /** A gate was presented; one presentation is one attempt and one nonce. */
  record GateRequested(
      String path,
      int attempt,
      String subject,
      String shown,
      List<String> roles,
      int quorum,
      Presence presence,
      String approval,
      Optional<Instant> notAfter,
      String nonce,
      Optional<List<String>> named)
      implements AtPath {}

  /** A decision that counted; {@code decision} is {@code approved} or {@code denied}. */
  record GateDecided(
      String path,
      int attempt,
      String nonce,
      String decision,
      String principal,
      boolean proven,
      String role,
      Presence presence,
      String channel,
      String shown,
      Optional<String> comment,
      Optional<String> onBehalfOf,
      Optional<String> signed)
      implements AtPath {}

  /** An answer that did not count, and why. */
  record GateRefused(String path, int attempt, String reason, String channel) implements AtPath {}

  /** A gate was opened that leaves something to look at, for the reason that was given. */
  record GateFollowUp(String path, int attempt, String what, String reason) implements AtPath {}

  /** A gate closed: approved, denied, expired, cancelled or superseded. */
  record GateClosed(String path, int attempt, String outcome) implements AtPath {}

  /** Nothing goes on before somebody acts. */
  record RunWaiting(List<Awaited> awaited) implements Event {}

  /** A run goes on after a stop; {@code by} and {@code path} where a person says to try again. */
  record RunResumed(Optional<String> by, Optional<String> path) implements Event {}

  /** A run goes on under another definition; {@code mapping} has new paths by those before. */
  record RunMigrated(String from, String to, String by, Map<String, String> mapping)
      implements Event {}

  /** A run goes by other people from now on; digests of those before, if any, and of those now. */
  record PeopleChanged(Optional<String> from, String to, String by) implements Event {}

  /**
   * The clock was set, {@code ahead} or {@code back}, by so much (ISO 8601): it moved otherwise
   * than the one that nobody sets. It has no say in the order of the run.
   */
  record ClockAnomaly(String seen, String by) implements Event {}

  /** Somebody called a run off that cannot end at once. */
  record CancelRequested(String by) implements Event {}

  /** Something was tried that nobody may; it had no effect on the run's order. */
  record Violation(Optional<String> path, String what) implements Event {}

  /** A run ended with its value. */
  record RunCompleted(Json value) implements Terminal {}

  /** A run ended at a gate or a check that said no. */
  record RunRejected(String path, String reason) implements Terminal {}

  /** A run ended with a failure. */
  record RunFailed(String path, Failure.Kind failure, String type, String message)
      implements Terminal {}

  /** A run was called off. */
  record RunCancelled(String by) implements Terminal {}

  /** The file of a blob of a run that has ended is taken away, for good. */
  record BlobErased(String blob, String by) implements Event {}

  /** An event that this version does not know, kept as it is. */
  record Other(String name, Json data) implements Event {}
}
