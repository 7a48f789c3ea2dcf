package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every policy must do, whoever it lets decide. */
abstract class PolicyContract {
  static final String ROLE = "lead";

  abstract Approvers approvers();

  private GateRequest request(Principal requester) {
    return new GateRequest(
        RunId.of("run-1"),
        "interlock/" + "0".repeat(32),
        "workflow",
        "2".repeat(64),
        "gate",
        1,
        "0".repeat(32),
        requester,
        "Text",
        "0".repeat(64),
        "text",
        "1".repeat(64),
        approvers().roles(),
        Optional.empty(),
        approvers(),
        Optional.empty());
  }

  private Approvers.Ruling ruling(List<Decision> decisions) {
    return approvers().policy().ruling(request(BOB), decisions);
  }

  @Test
  void nobody_has_approved_anything() {
    assertThat(ruling(List.of())).isEqualTo(Approvers.Ruling.UNDECIDED);
  }

  @Test
  void a_no_never_opens() {
    Decision no = request(BOB).denied(ALICE, ROLE, "desk");
    Decision yes = request(BOB).approved(ALICE, ROLE, "desk");
    assertThat(ruling(List.of(no))).isNotEqualTo(Approvers.Ruling.APPROVED);
    assertThat(ruling(List.of(yes, no))).isNotEqualTo(Approvers.Ruling.APPROVED);
  }

  @Test
  void the_same_decisions_mean_the_same_each_time() {
    Decision yes = request(BOB).approved(ALICE, ROLE, "desk");
    assertThat(ruling(List.of(yes))).isEqualTo(ruling(List.of(yes)));
    assertThat(approvers().policy().objection(request(BOB), List.of(), yes))
        .isEqualTo(approvers().policy().objection(request(BOB), List.of(), yes));
  }

  @Test
  void enough_people_open_it() {
    Decision yes = request(BOB).approved(ALICE, ROLE, "desk");
    assertThat(approvers().policy().objection(request(BOB), List.of(), yes)).isEmpty();
    assertThat(ruling(List.of(yes))).isEqualTo(Approvers.Ruling.APPROVED);
  }
}
