package dev.interlock;

import static dev.interlock.ManualTime.START;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.CLEO;
import static dev.interlock.Staff.person;
import static dev.interlock.Validities.delegation;
import static dev.interlock.Validities.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is who. */
class PeopleTest {
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
}
