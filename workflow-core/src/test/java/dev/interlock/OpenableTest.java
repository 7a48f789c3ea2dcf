package dev.interlock;

import static dev.interlock.ManualTime.START;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.BOBS;
import static dev.interlock.Staff.CLEO;
import static dev.interlock.Staff.key;
import static dev.interlock.Staff.person;
import static dev.interlock.Validities.ALWAYS;
import static dev.interlock.Validities.delegation;
import static dev.interlock.Validities.named;
import static dev.interlock.Validities.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.sshsig.SecurityKey;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which gates people can open, and in which role. */
class OpenableTest {
  @Nested
  class AGateThatNobodyCouldOpen {
    private List<String> problems(People people, Approvers approvers) {
      return people.problems(Sample.publish(approvers), START);
    }

    @Test
    void hasARoleThatNobodyHolds() {
      assertThat(problems(Staff.all(), Approvers.some(1, "editor", "lawyer").vetoedBy("judge")))
          .containsExactly(
              "gate 'approval' names the role 'lawyer', which nobody holds; give it to somebody",
              "gate 'approval' names the role 'judge', which nobody holds; give it to somebody");
    }

    @Test
    void needsMorePeopleThanThereAre() {
      assertThat(problems(Staff.all(), Approvers.some(3, "editor")))
          .containsExactly("gate 'approval' needs 3 people, and those there are fill 2");
    }

    @Test
    void needsOnePersonTwice() {
      People people = Staff.of(person("ada", List.of("editor", "guard")));
      assertThat(problems(people, Approvers.all("editor", "guard")))
          .containsExactly("gate 'approval' needs 2 people, and those there are fill 1");
    }

    @Test
    void asksForKeysThatTooFewHave() {
      assertThat(problems(Staff.all(), Approvers.some(2, "guard").atLeast(Presence.KEY)))
          .containsExactly(
              "gate 'approval' asks for KEY, and those who have such a key fill 1 of 2 places; add"
                  + " their keys");
    }

    @Test
    void asksForSecurityKeysThatNobodyHas() {
      Approvers hardware = Approvers.confirmedBy("editor").atLeast(Presence.HARDWARE);
      assertThat(problems(Staff.all(), hardware)).hasSize(1);
      SecurityKey device = SecurityKey.ofKind(SecurityKey.ED25519);
      People.Key key = new People.Key(device.publicKey().text(), ALWAYS);
      assertThat(problems(Staff.of(person("ada", List.of("editor"), key)), hardware)).isEmpty();
    }

    @Test
    void hasKeysThatAreOver() {
      People.Key over = new People.Key(ADAS.publicKey().text(), valid("", START.toString()));
      People people = Staff.of(person("ada", List.of("editor"), over));
      assertThat(problems(people, Approvers.confirmedBy("editor").atLeast(Presence.KEY)))
          .hasSize(1);
    }

    @Test
    void isForPeopleWhoseTimeIsOver() {
      People people =
          Staff.of(
              new People.Person(
                  ADA, List.of(), List.of("editor"), List.of(), valid("", START.toString())));
      assertThat(problems(people, Approvers.confirmedBy("editor"))).hasSize(2);
    }

    @Test
    void isForAnAi() {
      assertThat(problems(Staff.of(named("ai:bot")), Approvers.confirmedBy("editor"))).hasSize(2);
    }

    @Test
    void isFoundInAChildAsWell() {
      Workflow<Sample.Text, Sample.Text> parent =
          Workflow.define(
              "parent",
              Sample.Text.class,
              (flow, text) ->
                  flow.child("sub", Sample.publish(Approvers.confirmedBy("lawyer")), text));
      assertThat(Staff.all().problems(parent, START)).hasSize(2);
    }

    @Test
    void isNotOneThatSomebodyWithAKeyAnswersInTheirPlace() {
      People people =
          Staff.with(
              Staff.of(person("ada", List.of("editor")), person("cleo", List.of(), key(BOBS))),
              delegation("ada", "cleo", "editor"));
      assertThat(problems(people, Approvers.confirmedBy("editor").atLeast(Presence.KEY))).isEmpty();
    }

    @Test
    void isOneWhereNobodyWithAKeyMayAnswerInTheirPlace() {
      Approvers keys = Approvers.confirmedBy("editor").atLeast(Presence.KEY);
      People.Person ada = person("ada", List.of("editor", "guard"));
      People.Person eve = person("eve", List.of("guard"));
      People.Person cleo = person("cleo", List.of(), key(BOBS));
      People.Person over =
          new People.Person(
              CLEO, List.of(), List.of(), List.of(key(BOBS)), valid("", START.toString()));
      People.Delegation past =
          new People.Delegation(ADA, CLEO, "editor", valid("", START.toString()));
      assertThat(problems(Staff.with(Staff.of(ada, cleo), past), keys)).hasSize(1);
      assertThat(
              problems(Staff.with(Staff.of(ada, cleo), delegation("ada", "cleo", "guard")), keys))
          .hasSize(1);
      assertThat(
              problems(
                  Staff.with(Staff.of(ada, eve, cleo), delegation("eve", "cleo", "guard")), keys))
          .hasSize(1);
      assertThat(
              problems(Staff.with(Staff.of(ada, over), delegation("ada", "cleo", "editor")), keys))
          .hasSize(1);
    }

    @Test
    void isOneWhereWhoAnswersInTheirPlaceHasNoKeyEither() {
      People people =
          Staff.with(
              Staff.of(person("ada", List.of("editor")), person("cleo", List.of())),
              delegation("ada", "cleo", "editor"));
      assertThat(problems(people, Approvers.confirmedBy("editor").atLeast(Presence.KEY)))
          .hasSize(1);
    }

    @Test
    void isNotOneThatEscalates() {
      People people = Staff.of(person("ada", List.of("editor")), person("cleo", List.of("boss")));
      Approvers two = Approvers.some(2, "editor");
      assertThat(problems(people, two)).hasSize(1);
      assertThat(problems(people, two.escalatingAfter(java.time.Duration.ofHours(1), "boss")))
          .isEmpty();
    }
  }

  @Nested
  class TheBestRole {
    private GateRequest request(Approvers approvers) {
      Engine engine = Engine.on(dev.interlock.record.Journal.inMemory()).build();
      engine.start(Sample.publish(approvers), RunId.of("run-1"), Sample.INPUT).settled();
      return engine.pending(RunId.of("run-1")).get(0);
    }

    private List<String> roles(Approvers approvers, Decision.Answer answer, Decision... earlier) {
      GateRequest request = request(approvers);
      return new Persons(Optional.of(Staff.all()))
          .roles(request, Arrays.asList(earlier), Principal.of("os-user:bob"), answer, START);
    }

    @Test
    void leavesOthersThePlacesThatTheyCanFill() {
      // cleo only guards and ada only edits: with one of each and bob, any of his roles will do
      assertThat(roles(Approvers.all("guard", "editor"), Decision.Answer.APPROVED))
          .containsExactly("guard", "editor");
      // ada has edited, so that only guarding helps
      GateRequest request = request(Approvers.all("editor", "guard"));
      assertThat(
              roles(
                  Approvers.all("editor", "guard"),
                  Decision.Answer.APPROVED,
                  request.approved(ADA, "editor", "desk")))
          .startsWith("guard");
    }

    @Test
    void isTheOneThatOthersDoNotHold() {
      // two guards are needed, and there are two: bob must be one of them
      assertThat(
              roles(
                  Approvers.groups(Approvers.Need.of(1, "editor"), Approvers.Need.of(2, "guard")),
                  Decision.Answer.APPROVED))
          .startsWith("guard");
    }

    private List<String> roles(People people, Approvers approvers, Decision... earlier) {
      return new Persons(Optional.of(people))
          .roles(request(approvers), Arrays.asList(earlier), CLEO, Decision.Answer.APPROVED, START);
    }

    @Test
    void isTheOneThatTheFewestHoldWhoCouldAnswerNow() {
      People.Person over =
          new People.Person(
              ADA, List.of(), List.of("guard"), List.of(), valid("", START.toString()));
      People.Person agent =
          new People.Person(
              Principal.of("ai:agent"), List.of(), List.of("guard"), List.of(), ALWAYS);
      People people =
          Staff.of(
              person("bob", List.of("editor")),
              person("cleo", List.of("editor", "guard")),
              over,
              agent);
      assertThat(roles(people, Approvers.some(1, "editor", "guard")))
          .containsExactly("guard", "editor");
    }

    @Test
    void countsOnNobodyWhoHasAnsweredAlready() {
      Approvers approvers = Approvers.all("editor", "guard", "boss");
      People people =
          Staff.of(
              person("ada", List.of("editor")),
              person("bob", List.of("guard", "boss")),
              person("cleo", List.of("editor", "guard")));
      Decision bobs = request(approvers).approved(BOB, "boss", "desk");
      assertThat(roles(people, approvers, bobs)).startsWith("guard");
    }

    @Test
    void ofANoIsTheOneThatVetoes() {
      assertThat(roles(Approvers.some(1, "editor").vetoedBy("guard"), Decision.Answer.DENIED))
          .containsExactly("guard", "editor");
      assertThat(roles(Approvers.some(1, "editor").vetoedBy("guard"), Decision.Answer.APPROVED))
          .containsExactly("editor", "guard");
    }

    @Test
    void isNoneForAStrangerAndAllWhereNobodyIsKnown() {
      GateRequest request = request(Approvers.all("editor", "guard"));
      assertThat(
              new Persons(Optional.of(Staff.all()))
                  .roles(request, List.of(), Principal.of("eve"), Decision.Answer.APPROVED, START))
          .isEmpty();
      assertThat(
              new Persons(Optional.empty())
                  .roles(request, List.of(), Principal.of("eve"), Decision.Answer.APPROVED, START))
          .containsExactly("editor", "guard");
    }

    @Test
    void isGivenByTheEngine() {
      Engine engine =
          Engine.on(dev.interlock.record.Journal.inMemory()).people(Staff.all()).build();
      engine.start(Sample.publish(Approvers.confirmedBy("guard")), RunId.of("run-1"), Sample.INPUT);
      GateRequest open = engine.pending(RunId.of("run-1")).get(0);
      assertThat(engine.roles(open, CLEO, Decision.Answer.APPROVED)).containsExactly("guard");
      assertThat(engine.roles(open, ADA, Decision.Answer.APPROVED)).isEmpty();
      assertThat(engine.roles(open, BOB, Decision.Answer.DENIED)).containsExactly("guard");
    }
  }
}
