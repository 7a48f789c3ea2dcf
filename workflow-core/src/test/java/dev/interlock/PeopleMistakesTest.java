package dev.interlock;

import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.CLEO;
import static dev.interlock.Staff.key;
import static dev.interlock.Staff.person;
import static dev.interlock.Validities.ALWAYS;
import static dev.interlock.Validities.delegation;
import static dev.interlock.Validities.named;
import static dev.interlock.Validities.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with people. */
class PeopleMistakesTest {
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
}
