package dev.interlock.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.interlock.Approvers;
import dev.interlock.Approvers.Ruling;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Approvers.Policy} must do, whoever it lets decide. Use from one thread. */
public abstract class PolicyContract {
  private static final String CHANNEL = "desk";

  /** For those who extend it. */
  protected PolicyContract() {}

  /** The approvers with the policy. */
  protected abstract Approvers approvers();

  private GateRequest request() {
    return new GateRequest(
        RunId.of("run-1"),
        "log/" + "0".repeat(32),
        "workflow",
        "2".repeat(64),
        "gate",
        1,
        "0".repeat(32),
        Principal.of("requester"),
        "Text",
        "0".repeat(64),
        "text",
        "1".repeat(64),
        approvers().roles(),
        Optional.empty(),
        approvers(),
        Optional.empty());
  }

  private Decision yes(int person) {
    List<String> roles = approvers().roles();
    String role = roles.get(Math.min(person, roles.size() - 1));
    return request().approved(Principal.of("person-" + person), role, CHANNEL);
  }

  private Decision no(int person) {
    Decision yes = yes(person);
    return request().denied(yes.by(), yes.role(), CHANNEL);
  }

  private Ruling ruling(List<Decision> decisions) {
    return approvers().policy().ruling(request(), decisions);
  }

  private List<Decision> yesOfAll() {
    return IntStream.range(0, approvers().quorum()).mapToObj(this::yes).toList();
  }

  @Test
  final void nobody_has_approved_anything() {
    assertEquals(Ruling.UNDECIDED, ruling(List.of()));
  }

  @Test
  final void a_no_never_opens() {
    assertNotEquals(Ruling.APPROVED, ruling(List.of(no(0))));
    List<Decision> mixed = new ArrayList<>(yesOfAll());
    mixed.set(mixed.size() - 1, no(mixed.size() - 1));
    assertNotEquals(Ruling.APPROVED, ruling(mixed));
  }

  @Test
  final void enough_people_open_it() {
    List<Decision> earlier = new ArrayList<>();
    for (Decision decision : yesOfAll()) {
      assertEquals(
          Optional.empty(),
          approvers().policy().objection(request(), List.copyOf(earlier), decision));
      earlier.add(decision);
    }
    assertEquals(Ruling.APPROVED, ruling(earlier));
  }

  @Test
  final void fewer_people_than_its_quorum_do_not() {
    List<Decision> all = yesOfAll();
    assertNotEquals(Ruling.APPROVED, ruling(all.subList(0, all.size() - 1)));
  }

  @Test
  final void the_same_decisions_mean_the_same_each_time() {
    assertEquals(ruling(yesOfAll()), ruling(yesOfAll()));
    assertEquals(
        approvers().policy().objection(request(), List.of(), yes(0)),
        approvers().policy().objection(request(), List.of(), yes(0)));
  }
}
