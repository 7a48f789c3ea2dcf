package dev.interlock.audit.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fields each event has, but for those that it may have. */
final class EventFields {
  private static final String ALL =
      """
      run.started workflow version definition input requester profile environment
      run.rehearsal
      step.started path attempt kind key
      step.completed path attempt value checks evidence tookMicros
      step.evidence path attempt evidence
      step.failed path attempt failure type message next
      step.skipped path reason
      step.abandoned path attempt reason
      step.doubt path attempt
      step.reconciled path attempt by happened checks
      choice.made path arm
      loop.turned path turn again
      each.started path keys items
      pause.started path due
      pause.ended path
      submission.requested path attempt nonce type roles
      submission.received path attempt nonce principal proven role value checks
      submission.refused path attempt reason
      submission.expired path attempt goesOn
      child.started path run
      child.ended path run outcome
      compensation.started path attempt
      compensation.completed path attempt
      compensation.failed path attempt failure type message
      check.passed path check evidence
      check.failed path check reason
      gate.requested path attempt subject shown roles quorum presence approval nonce
      gate.decided path attempt nonce decision principal proven role presence channel shown
      gate.refused path attempt reason channel
      gate.followup path attempt what reason
      gate.closed path attempt outcome
      run.waiting awaited
      run.resumed
      run.migrated from to by mapping
      people.changed to by
      clock.anomaly seen by
      cancel.requested by
      blob.erased blob by
      violation what
      run.completed value
      run.rejected path reason
      run.failed path failure type message
      run.cancelled by
      record.recovered bytes sha256
      record.continued origin
      """;

  private static final Map<String, List<String>> WANTED = wanted();

  private EventFields() {}

  private static Map<String, List<String>> wanted() {
    Map<String, List<String>> wanted = new HashMap<>();
    for (String line : ALL.split("\n", -1)) {
      List<String> words = List.of(line.split(" ", -1));
      wanted.put(words.get(0), words.subList(1, words.size()));
    }
    return wanted;
  }

  /** Refuses an event that lacks one. */
  static void refuseIfLacking(Seen seen) {
    lacking(seen.fields(), WANTED.getOrDefault(seen.event(), List.of()), seen.event());
    switch (seen.event()) {
      case "run.started" -> {
        lacking(seen.fields().object("requester"), List.of("principal", "proven"), "requester");
        lacking(
            seen.fields().object("environment"),
            List.of("jdk", "modulePath", "uid", "terminal", "library"),
            "environment");
      }
      case "step.completed" -> seen.fields().count("tookMicros");
      case "gate.requested", "submission.requested" -> seen.fields().nonce();
      default -> {}
    }
  }

  private static void lacking(Fields fields, List<String> wanted, String what) {
    for (String field : wanted) {
      Impossible.unless(fields.has(field), "its " + what + " has no '" + field + "'");
    }
  }
}
