package dev.interlock.record;

import java.time.Instant;
import java.util.List;
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

  /** What a run waits for: a {@code gate}, a {@code retry} or a {@code doubt}, and where. */
  record Awaited(String what, String path) {}

  /** A run began. */
  record RunStarted(
      String workflow,
      String version,
      String definition,
      Json input,
      Requester requester,
      String profile,
      Environment environment)
      implements Event {}

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

  /** A step failed; {@code next} is {@code waiting} or {@code end}. */
  record StepFailed(
      String path,
      int attempt,
      Failure.Kind failure,
      String type,
      String message,
      String next,
      Optional<String> toCheck,
      Optional<String> toRecover)
      implements AtPath {}

  /** Nobody knows whether the effect of a step happened. */
  record StepDoubt(String path, int attempt) implements AtPath {}

  /** Somebody said whether the effect of a step in doubt happened, and with what value. */
  record StepReconciled(String path, int attempt, String by, boolean happened, Optional<Json> value)
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
      String nonce)
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
      Optional<String> comment)
      implements AtPath {}

  /** An answer that did not count, and why. */
  record GateRefused(String path, int attempt, String reason, String channel) implements AtPath {}

  /** A gate closed: approved, denied, expired, cancelled or superseded. */
  record GateClosed(String path, int attempt, String outcome) implements AtPath {}

  /** Nothing goes on before somebody acts. */
  record RunWaiting(List<Awaited> awaited) implements Event {}

  /** A run goes on after a stop; {@code by} and {@code path} where a person says to try again. */
  record RunResumed(Optional<String> by, Optional<String> path) implements Event {}

  /** A run ended with its value. */
  record RunCompleted(Json value) implements Terminal {}

  /** A run ended at a gate or a check that said no. */
  record RunRejected(String path, String reason) implements Terminal {}

  /** A run ended with a failure. */
  record RunFailed(String path, Failure.Kind failure, String type, String message)
      implements Terminal {}

  /** A run was called off. */
  record RunCancelled(String by) implements Terminal {}

  /** An event that this version does not know, kept as it is. */
  record Other(String name, Json data) implements Event {}
}
