package dev.interlock;

import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people must satisfy before anything runs with them. Use from one thread. */
final class PeopleRules {
  private final List<People.Person> persons;
  private final List<People.Delegation> delegations;
  private final List<String> found = new ArrayList<>();

  PeopleRules(List<People.Person> persons, List<People.Delegation> delegations) {
    this.persons = persons;
    this.delegations = delegations;
  }

  /** All mistakes, each a sentence. */
  List<String> mistakes() {
    if (persons.isEmpty()) {
      found.add("there is nobody among them; name at least one person");
    }
    persons.forEach(this::person);
    names();
    keys();
    delegations.forEach(this::delegation);
    return List.copyOf(found);
  }

  private void person(People.Person person) {
    String who = "'" + person.name() + "'";
    person.roles().stream()
        .filter(role -> !Names.isRole(role))
        .forEach(
            role ->
                found.add(
                    who
                        + " has a role that is not 1 to 100 printable ASCII characters without"
                        + " space"));
    twice(person.roles()).forEach(role -> found.add(who + " has the role '" + role + "' twice"));
    valid(who, person.valid());
    for (People.Key key : person.keys()) {
      readable(who, key);
      valid("a key of " + who, key.valid());
    }
    if (person.name().kind() != Principal.Kind.PERSON && !person.keys().isEmpty()) {
      found.add(who + " is no person and so opens no gate; take its keys out");
    }
  }

  private void readable(String who, People.Key key) {
    try {
      SshPublicKey.parse(key.text());
    } catch (Malformed e) {
      found.add("a key of " + who + " cannot be used: " + e.sentence());
    }
  }

  private void valid(String who, People.Validity valid) {
    if (valid.isEmpty()) {
      found.add(who + " is valid from a time on that is not before its end");
    }
  }

  /** Names that only differ in case are taken for one: nobody tells them apart when it matters. */
  private void names() {
    Map<String, People.Person> owners = new HashMap<>();
    for (People.Person person : persons) {
      for (Principal name : person.names()) {
        People.Person other = owners.putIfAbsent(name.name().toLowerCase(Locale.ROOT), person);
        if (other != null) {
          found.add(
              other.equals(person)
                  ? "'" + person.name() + "' has the name '" + name + "' twice"
                  : "'"
                      + other.name()
                      + "' and '"
                      + person.name()
                      + "' both have the name '"
                      + name
                      + "'; one name is one person");
        }
      }
    }
  }

  private void keys() {
    Map<SshPublicKey, People.Person> owners = new HashMap<>();
    for (People.Person person : persons) {
      for (People.Key key : person.keys()) {
        key(key.text())
            .flatMap(read -> Optional.ofNullable(owners.putIfAbsent(read, person)))
            .ifPresent(
                other ->
                    found.add(
                        "'"
                            + other.name()
                            + "' and '"
                            + person.name()
                            + "' have one key; a key is"
                            + " one person's"));
      }
    }
  }

  private void delegation(People.Delegation one) {
    String who =
        "the delegation of '" + one.role() + "' from '" + one.from() + "' to '" + one.to() + "'";
    Optional<People.Person> from = named(one.from());
    Optional<People.Person> to = named(one.to());
    if (from.isEmpty() || to.isEmpty()) {
      found.add(who + " names somebody who is not among the people");
    } else if (from.equals(to)) {
      found.add(who + " is to the same person");
    } else if (!from.get().roles().contains(one.role())) {
      found.add(who + " gives a role that '" + one.from() + "' does not hold");
    }
    if (one.to().kind() != Principal.Kind.PERSON) {
      found.add(who + " is to somebody who is no person and so opens no gate");
    }
    if (one.valid().until().isEmpty()) {
      found.add(who + " has no end; say until when");
    }
    valid(who, one.valid());
  }

  private Optional<People.Person> named(Principal name) {
    return persons.stream().filter(person -> person.names().contains(name)).findFirst();
  }

  private static Set<String> twice(List<String> all) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    all.forEach(
        one -> {
          if (!once.add(one)) {
            twice.add(one);
          }
        });
    return twice;
  }

  /** The key that this text is, if it is one. */
  static Optional<SshPublicKey> key(String text) {
    try {
      return Optional.of(SshPublicKey.parse(text));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }
}
