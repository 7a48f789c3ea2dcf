package dev.interlock;

import static dev.interlock.ManualTime.START;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.BOBS;
import static dev.interlock.Staff.CLEO;
import static dev.interlock.Staff.key;
import static dev.interlock.Staff.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.internal.sshsig.SecurityKey;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {
  private static final People.Validity ALWAYS = People.Validity.always();

  private static People.Validity valid(String from, String until) {
    return new People.Validity(time(from), time(until));
  }

  private static Optional<Instant> time(String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty()).map(Instant::parse);
  }

  private static People.Delegation delegation(String from, String to, String role) {
    return new People.Delegation(
        Principal.of(from), Principal.of(to), role, valid("", "2026-04-01T00:00:00Z"));
  }

  private static People.Person named(String name, String... aliases) {
    return new People.Person(
        Principal.of(name),
        Arrays.stream(aliases).map(Principal::of).toList(),
        List.of("editor"),
        List.of(),
        ALWAYS);
  }

  @Nested
  class Mistakes {
    private List<String> of(People.Person... persons) {
      return People.mistakes(Arrays.asList(persons), List.of());
    }

    private List<String> of(People.Delegation delegation) {
      return People.mistakes(Staff.all().persons(), List.of(delegation));
    }

    @Test
    void areAllToldAtOnce() {
      People.Person bad =
          new People.Person(
              ADA,
              List.of(Principal.of("ADA")),
              List.of("two words", "editor", "editor"),
              List.of(new People.Key("ssh-rsa AAAA", ALWAYS)),
              valid("2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z"));
      assertThat(of(bad))
          .containsExactly(
              "'ada' has a role that is not 1 to 100 printable ASCII characters without space",
              "'ada' has the role 'editor' twice",
              "'ada' is valid from a time on that is not before its end",
              "a key of 'ada' cannot be used: keys of the kind 'ssh-rsa' are not supported; these"
                  + " are: ssh-ed25519, sk-ssh-ed25519@openssh.com,"
                  + " sk-ecdsa-sha2-nistp256@openssh.com",
              "'ada' has the name 'ADA' twice");
      assertThatThrownBy(() -> People.of(Staff.DIGEST, List.of(bad), List.of()))
          .isInstanceOf(WorkflowException.class)
          .hasMessageStartingWith("the people are not valid:\n  - 'ada' has a role")
          .hasMessageEndingWith("\n  - 'ada' has the name 'ADA' twice");
    }

    @Test
    void areNoneOfGoodPeople() {
      assertThat(of(Staff.all().persons().toArray(People.Person[]::new))).isEmpty();
      assertThat(of(delegation("ada", "os-user:cleo", "editor"))).isEmpty();
    }

    @Test
    void areThatThereIsNobody() {
      assertThat(of()).containsExactly("there is nobody among them; name at least one person");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "os-user:ada", "OS-USER:ADA"})
    void areNamesOfTwo(String alias) {
      assertThat(of(named("ada", "os-user:ada"), named("x", alias)))
          .containsExactly(
              "'ada' and 'x' both have the name '" + alias + "'; one name is one person");
    }

    @Test
    void areAKeyOfTwo() {
      assertThat(of(person("ada", List.of(), key(ADAS)), person("bob", List.of(), key(ADAS))))
          .containsExactly("'ada' and 'bob' have one key; a key is one person's");
      assertThat(of(person("ada", List.of(), key(ADAS), key(ADAS))))
          .containsExactly("'ada' and 'ada' have one key; a key is one person's");
    }

    @Test
    void areAKeyWithoutTime() {
      People.Key never =
          new People.Key(
              ADAS.publicKey().text(), valid("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"));
      assertThat(of(person("ada", List.of(), never)))
          .containsExactly("a key of 'ada' is valid from a time on that is not before its end");
    }

    @ParameterizedTest
    @CsvSource({"ai:bot", "system:nightly", "AI:Bot"})
    void areKeysOfWhatIsNoPerson(String name) {
      People.Person bot =
          new People.Person(Principal.of(name), List.of(), List.of(), List.of(key(ADAS)), ALWAYS);
      assertThat(of(bot))
          .containsExactly("'" + name + "' is no person and so opens no gate; take its keys out");
    }

    @Test
    void areDelegationsThatGiveNothing() {
      assertThat(of(delegation("ada", "eve", "editor")))
          .hasSize(1)
          .first()
          .asString()
          .contains("not among the people");
      assertThat(of(delegation("eve", "ada", "editor")))
          .hasSize(1)
          .first()
          .asString()
          .contains("not among the people");
      assertThat(of(delegation("ada", "os-user:ada", "editor")))
          .containsExactly(
              "the delegation of 'editor' from 'ada' to 'os-user:ada' is to the same person");
      assertThat(of(delegation("ada", "bob", "guard")))
          .containsExactly(
              "the delegation of 'guard' from 'ada' to 'bob' gives a role that 'ada' does not"
                  + " hold");
    }

    @Test
    void areDelegationsWithoutAnEndOrATime() {
      assertThat(of(new People.Delegation(ADA, CLEO, "editor", ALWAYS)))
          .containsExactly(
              "the delegation of 'editor' from 'ada' to 'cleo' has no end; say until when");
      assertThat(
              of(
                  new People.Delegation(
                      ADA, CLEO, "editor", valid("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"))))
          .hasSize(1);
    }

    @Test
    void areDelegationsToWhatIsNoPerson() {
      List<People.Person> persons = new ArrayList<>(Staff.all().persons());
      persons.add(named("ai:bot"));
      assertThat(People.mistakes(persons, List.of(delegation("ada", "ai:bot", "editor"))))
          .containsExactly(
              "the delegation of 'editor' from 'ada' to 'ai:bot' is to somebody who is no person"
                  + " and so opens no gate");
    }
  }

  @Nested
  class AValidity {
    @ParameterizedTest
    @CsvSource({
      "'', '', true",
      "2026-03-01T10:00:00Z, '', true",
      "2026-03-01T10:00:00.001Z, '', false",
      "'', 2026-03-01T10:00:00.001Z, true",
      "'', 2026-03-01T10:00:00Z, false",
      "2026-03-01T10:00:00Z, 2026-03-01T10:00:00.001Z, true"
    })
    void holdsFromItsFirstMomentUpToItsEnd(String from, String until, boolean holds) {
      assertThat(valid(from, until).holds(START)).isEqualTo(holds);
    }
  }

  @Nested
  class Somebody {
    private final People people = Staff.all();

    @Test
    void isFoundByEveryName() {
      assertThat(people.person(Principal.of("os-user:ada"))).isEqualTo(people.person(ADA));
      assertThat(people.named(Principal.of("os-user:ada"))).isEqualTo(ADA);
    }

    @Test
    void whomNobodyKnowsKeepsTheirName() {
      assertThat(people.person(Principal.of("eve"))).isEmpty();
      assertThat(people.named(Principal.of("eve"))).isEqualTo(Principal.of("eve"));
    }

    @Test
    void ownsTheirKeysWhileTheyAreValid() {
      assertThat(people.owner(ADAS.publicKey(), START)).isEqualTo(people.person(ADA));
      assertThat(people.owner(Staff.STRANGE.publicKey(), START)).isEmpty();
    }

    @Test
    void isNamedByTheDigestOfTheirFile() {
      assertThat(people).hasToString("People[" + Staff.DIGEST + "]");
      assertThat(people.digest()).isEqualTo(Staff.DIGEST);
    }
  }

  @Nested
  class ADelegator {
    private Optional<Principal> of(People people) {
      return people.delegator(people.person(CLEO).orElseThrow(), "editor", START);
    }

    @Test
    void isWhoHoldsTheRoleMeanwhile() {
      assertThat(of(Staff.with(Staff.all(), delegation("ada", "cleo", "editor")))).contains(ADA);
      assertThat(of(Staff.all())).isEmpty();
      assertThat(of(Staff.with(Staff.all(), delegation("bob", "cleo", "guard")))).isEmpty();
      assertThat(of(Staff.with(Staff.all(), delegation("ada", "bob", "editor")))).isEmpty();
    }

    @Test
    void isNobodyOnceTheirTimeIsOver() {
      People.Person over =
          new People.Person(
              ADA, List.of(), List.of("editor"), List.of(), valid("", "2026-03-01T00:00:00Z"));
      People people =
          People.of(
              Staff.DIGEST,
              List.of(over, person("cleo", List.of("guard"))),
              List.of(delegation("ada", "cleo", "editor")));
      assertThat(of(people)).isEmpty();
    }
  }

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
      Engine engine =
          Engine.on(dev.interlock.record.Journal.inMemory()).people(Staff.all()).build();
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
