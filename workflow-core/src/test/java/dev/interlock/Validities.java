package dev.interlock;

import dev.interlock.record.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Times, names and delegations for tests of people. */
final class Validities {
  private Validities() {}

  static final People.Validity ALWAYS = People.Validity.always();

  static People.Validity valid(String from, String until) {
    return new People.Validity(time(from), time(until));
  }

  static Optional<Instant> time(String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty()).map(Instant::parse);
  }

  static People.Delegation delegation(String from, String to, String role) {
    return new People.Delegation(
        Principal.of(from), Principal.of(to), role, valid("", "2026-04-01T00:00:00Z"));
  }

  static People.Person named(String name, String... aliases) {
    return new People.Person(
        Principal.of(name),
        Arrays.stream(aliases).map(Principal::of).toList(),
        List.of("editor"),
        List.of(),
        ALWAYS);
  }
}
