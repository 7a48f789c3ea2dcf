package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who asked for a run decides nothing of it where two people must, whatever they call themselves.
 */
class FourEyesRequesterTest extends PeopleCase {
  private final Approvers two = Approvers.fourEyes("editor");

  @ParameterizedTest
  @ValueSource(strings = {"os-user:root", "Ada.", "login:ada", "mallory"})
  void startsNothingUnderANameThatNobodyAmongThePeopleHas(String name) {
    approvers = two;
    assertThatThrownBy(() -> engine.start(workflow(), RUN, INPUT, Principal.of(name)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining(
            "'"
                + name
                + "' asked for the run and is not among the people, so that nobody can tell"
                + " who that is; give that name to one of them as an alias");
    assertThat(engine.runs()).isEmpty();
  }

  @Test
  void mayBeAnAi() {
    open(two, Principal.ai("agent"));
    assertThat(yes(ADA, "editor")).isEmpty();
    assertThat(published).hasValue(1);
  }

  @Test
  void opensNothingWhereThePeopleNoLongerKnowThem() {
    open(two, BOB);
    People without =
        People.of("f".repeat(64), List.of(Staff.person("ada", List.of("editor"))), List.of());
    engine = engine(without);
    engine.adoptPeople(RUN, ADA).settled();
    assertRefused(yes(ADA, "editor"), "self-approval: 'bob' asked for the run");
    assertThat(published).hasValue(0);
  }

  @Test
  void isTheSameInAnotherCaseWhereNoPeopleAreKnown() {
    approvers = two;
    engine = Engine.on(journal).time(time).channel(new DeskChannel()).build();
    engine.start(workflow(), RUN, INPUT, Principal.of("Ada")).settled();
    assertRefused(yes(ADA, "editor"), "self-approval: who asked for the run may not decide");
    assertThat(yes(BOB, "editor")).isEmpty();
  }
}
