package dev.interlock.testing;

import dev.interlock.record.Event;
import java.util.Arrays;
import java.util.List;

/** What a test says of a gate of a run. Use from one thread. */
public final class GateAssertion {
  private final RunAssertion run;
  private final RunRecord record;
  private final String path;

  private GateAssertion(RunAssertion run, RunRecord record, String path) {
    this.run = run;
    this.record = record;
    this.path = path;
  }

  static GateAssertion of(RunAssertion run, RunRecord record, String path) {
    List<String> presented =
        record.events(Event.GateRequested.class).map(Event.GateRequested::path).distinct().toList();
    if (!presented.contains(path)) {
      throw run.facts("gate '" + path + "' to be presented")
          .and("but only these were", presented)
          .failure();
    }
    return new GateAssertion(run, record, path);
  }

  /** It was opened by exactly these people, in any order. */
  public RunAssertion approvedBy(String... people) {
    closed("approved");
    return decided("approved", people);
  }

  /** It was closed by the no of exactly these people, in any order. */
  public RunAssertion deniedBy(String... people) {
    closed("denied");
    return decided("denied", people);
  }

  /** It expired. */
  public RunAssertion expired() {
    return closed("expired");
  }

  /** An answer was refused for this reason, such as {@code self-approval}. */
  public RunAssertion refused(String reason) {
    List<String> reasons =
        record
            .events(Event.GateRefused.class)
            .filter(refusal -> refusal.path().equals(path))
            .map(Event.GateRefused::reason)
            .toList();
    if (reasons.stream().noneMatch(one -> one.equals(reason) || one.startsWith(reason + ":"))) {
      throw run.facts("gate '" + path + "' to refuse an answer for '" + reason + "'")
          .andEach("but its refusals are", reasons)
          .failure();
    }
    return run;
  }

  private RunAssertion closed(String outcome) {
    List<String> outcomes =
        record
            .events(Event.GateClosed.class)
            .filter(gate -> gate.path().equals(path))
            .map(Event.GateClosed::outcome)
            .toList();
    if (outcomes.isEmpty() || !outcomes.get(outcomes.size() - 1).equals(outcome)) {
      throw run.facts("gate '" + path + "' to be " + outcome)
          .and("but it is", outcomes.isEmpty() ? "open" : outcomes.get(outcomes.size() - 1))
          .failure();
    }
    return run;
  }

  private RunAssertion decided(String decision, String... people) {
    List<String> by =
        record
            .events(Event.GateDecided.class)
            .filter(one -> one.path().equals(path) && one.decision().equals(decision))
            .map(Event.GateDecided::principal)
            .distinct()
            .sorted()
            .toList();
    if (!by.equals(Arrays.stream(people).sorted().toList())) {
      throw run.facts("gate '" + path + "' " + decision + " by " + Arrays.asList(people))
          .and("but it was by", by)
          .failure();
    }
    return run;
  }
}
