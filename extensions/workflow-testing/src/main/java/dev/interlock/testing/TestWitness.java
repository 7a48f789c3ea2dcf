package dev.interlock.testing;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Checked;
import dev.interlock.Flow;
import dev.interlock.Outcome;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;

/**
 * Witnesses for unit tests of bodies, such as {@code close(epics, approved(recommendation,
 * "alice"))}.
 *
 * <p>They are not made up: for each a small workflow is run, whose gate is answered by the people
 * named. So they are exactly what an engine hands to a body, and they hold what the codec makes of
 * the value. None of them opens a gate of any run: what an engine hands to a step it makes itself,
 * from that run's own record. Safe for many threads.
 */
public final class TestWitness {
  private static final String ROLE = "approver";

  private TestWitness() {}

  /** What a check saw. */
  public record Seen(String where) {}

  /**
   * The witness that these people approved this value: what a step gives, or a {@link Checked}.
   *
   * @throws WorkflowException if an engine could not record such a value; the message says why
   */
  public static <T> Approved<T> approved(T value, String... people) {
    if (people.length == 0) {
      throw new WorkflowException("name at least one person who approved");
    }
    List<Approved<T>> made = new ArrayList<>();
    Approvers approvers = Approvers.some(people.length, ROLE);
    make(
        value,
        (flow, subject) ->
            flow.step("taken", Seen.class)
                .reading(flow.gate("approval", subject, approvers))
                .combine(approved -> taken(made, approved)),
        people);
    return made.get(0);
  }

  /**
   * The witness that a check passed this value.
   *
   * @throws WorkflowException if an engine could not record such a value; the message says why
   */
  public static <T> Checked<T> checked(T value) {
    List<Checked<T>> made = new ArrayList<>();
    make(
        value,
        (flow, subject) ->
            flow.step("taken", Seen.class)
                .reading(flow.check("check", subject, any -> seen()))
                .combine(checked -> taken(made, checked)));
    return made.get(0);
  }

  private static <W> Seen taken(List<W> made, W witness) {
    made.add(witness);
    return new Seen("a test");
  }

  private static Verdict seen() {
    return Verdict.passed(new Seen("a test"));
  }

  /** The rest of a definition, from the value on that the witness is about. */
  private interface Rest<T> {
    Ref<Seen> write(Flow flow, Ref<T> subject);
  }

  @SuppressWarnings("unchecked") // what a check passed is a Checked of the input, as the value is
  private static <T> void make(T value, Rest<T> rest, String... people) {
    if (value instanceof Checked<?> checked) {
      run(
          checked.value(),
          (flow, input) -> {
            Ref<?> passed = flow.check("passed", input, any -> seen());
            return rest.write(flow, (Ref<T>) passed);
          },
          people);
    } else {
      run(value, rest, people);
    }
  }

  private static <T> void run(T value, Rest<T> rest, String... people) {
    Workflow<T, Seen> workflow = Workflow.define("test-witness", type(value), rest::write);
    TestHost host = new TestHost(Presence.HARDWARE);
    host.people().approves("approval", people);
    Outcome<Seen> outcome = host.run(workflow, value).outcome();
    if (outcome.result().isEmpty()) {
      throw new WorkflowException("no engine makes such a witness: " + outcome);
    }
  }

  @SuppressWarnings("unchecked") // the class of a value is a class of what it is
  private static <T> Class<T> type(T value) {
    return (Class<T>)
        (value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
  }
}
