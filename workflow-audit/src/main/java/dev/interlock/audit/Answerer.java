package dev.interlock.audit;

import dev.interlock.People;
import dev.interlock.audit.judge.Answer;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Principal;
import java.time.Instant;
import java.util.Optional;

/** Who gave an answer, by the people whom the run went by then. Immutable. */
final class Answerer {
  private final People people;
  private final Answer answer;
  private final Instant at;

  Answerer(People people, Answer answer) {
    this.people = people;
    this.answer = answer;
    this.at = answer.place().at();
  }

  private String principal() {
    return answer.by().principal();
  }

  /** Who has exactly this name, and not as an alias, and is one of the people then. */
  private Optional<People.Person> person(String name) {
    return people
        .person(Principal.of(name))
        .filter(one -> one.name().name().equals(name) && one.valid().holds(at));
  }

  /** Whether this is a key with which who answered may sign then. */
  boolean owns(SshPublicKey key) {
    return person(principal()).stream()
        .flatMap(person -> person.keys().stream())
        .anyMatch(one -> one.valid().holds(at) && isKey(one.text(), key));
  }

  private static boolean isKey(String text, SshPublicKey key) {
    try {
      return SshPublicKey.parse(text).equals(key);
    } catch (Malformed e) {
      return false;
    }
  }

  /** Why they may not have answered; empty if they may. */
  Optional<String> objection() {
    Optional<People.Person> person = person(principal());
    if (person.isEmpty()) {
      return Optional.of(
          "is decided by '" + principal() + "', who is not among the people at that time");
    }
    String role = answer.by().role();
    boolean holds = person.get().roles().contains(role);
    Optional<String> other = answer.by().onBehalfOf();
    if (holds ? other.isPresent() : other.filter(from -> lets(from, role)).isEmpty()) {
      return Optional.of(
          "is decided by '" + principal() + "', who does not hold the role '" + role + "' so");
    }
    return named();
  }

  /** Whether somebody who holds a role lets who answered answer in it then. */
  private boolean lets(String from, String role) {
    Optional<People.Person> holder = person(from).filter(one -> one.roles().contains(role));
    Optional<People.Person> stand = person(principal());
    return holder.isPresent()
        && people.delegations().stream()
            .filter(one -> one.role().equals(role) && one.valid().holds(at))
            .filter(one -> people.person(one.from()).equals(holder))
            .anyMatch(one -> people.person(one.to()).equals(stand));
  }

  private Optional<String> named() {
    String whose = answer.by().onBehalfOf().orElse(principal());
    if (answer.only().filter(all -> all.stream().noneMatch(one -> is(one, whose))).isPresent()) {
      return Optional.of("is decided by '" + principal() + "', whom the run does not name");
    }
    Optional<String> stranger = answer.barred().filter(this::isUnknownPerson);
    if (stranger.isPresent()) {
      return Optional.of(
          "is decided, and nobody among the people is '"
              + stranger.get()
              + "', who asked for the run");
    }
    boolean barred =
        answer.barred().filter(one -> is(one, principal()) || is(one, whose)).isPresent();
    return barred
        ? Optional.of("is decided by '" + principal() + "', who asked for the run")
        : Optional.empty();
  }

  private boolean isUnknownPerson(String name) {
    Principal principal = Principal.of(name);
    return principal.kind() == Principal.Kind.PERSON && people.person(principal).isEmpty();
  }

  private boolean is(String name, String person) {
    return people.named(Principal.of(name)).name().equals(person);
  }
}
