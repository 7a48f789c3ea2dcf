package dev.interlock;

import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is who: the principals that a host knows, which roles they hold, and the public keys that
 * they sign with. An engine that has them takes answers from nobody else.
 *
 * <p>A run pins them by their digest. Immutable; safe for many threads.
 */
public final class People {
  private final String digest;
  private final List<Person> persons;
  private final List<Delegation> delegations;
  private final Map<Principal, Person> byName = new HashMap<>();

  private People(String digest, List<Person> persons, List<Delegation> delegations) {
    this.digest = digest;
    this.persons = persons;
    this.delegations = delegations;
    for (Person person : persons) {
      person.names().forEach(name -> byName.put(name, person));
    }
  }

  /**
   * When something holds.
   *
   * @param from the first moment; from always on if empty
   * @param until the first moment at which it holds no more; for ever if empty
   */
  public record Validity(Optional<Instant> from, Optional<Instant> until) {
    /** From always on and for ever. */
    public static Validity always() {
      return new Validity(Optional.empty(), Optional.empty());
    }

    /** Whether it holds then. */
    public boolean holds(Instant at) {
      return from.filter(at::isBefore).isEmpty()
          && until.filter(end -> !at.isBefore(end)).isEmpty();
    }

    boolean isEmpty() {
      return from.isPresent() && until.isPresent() && !from.get().isBefore(until.get());
    }
  }

  /**
   * A public key as OpenSSH writes it: {@code ssh-ed25519} or one of a security key, kind and
   * base64 with a space between. A security key counts only with a touch.
   */
  public record Key(String text, Validity valid) {}

  /**
   * One principal. All its names are one person, so that nobody fills two places.
   *
   * @param name the name that the record says
   * @param aliases other names of the same, such as {@code os-user:ada}
   * @param roles the roles that it holds
   * @param keys the keys that only it can sign with
   * @param valid when it is one of the people
   */
  public record Person(
      Principal name, List<Principal> aliases, List<String> roles, List<Key> keys, Validity valid) {
    /** Copies the lists. */
    public Person {
      aliases = List.copyOf(aliases);
      roles = List.copyOf(roles);
      keys = List.copyOf(keys);
    }

    /** Its name and its aliases. */
    List<Principal> names() {
      List<Principal> names = new ArrayList<>(List.of(name));
      names.addAll(aliases);
      return names;
    }
  }

  /**
   * One person lets another one answer in a role.
   *
   * @param from who holds the role
   * @param to who may answer in it meanwhile
   */
  public record Delegation(Principal from, Principal to, String role, Validity valid) {}

  /**
   * The people of a file.
   *
   * @param digest the SHA-256 of the file, 64 hex digits
   * @throws WorkflowException with all that is wrong: a name or a key that two have, a role or a
   *     name that is not of its form, a key that cannot be read, a time that is none, a delegation
   *     by or to nobody
   */
  public static People of(String digest, List<Person> persons, List<Delegation> delegations) {
    List<String> mistakes = mistakes(persons, delegations);
    if (!mistakes.isEmpty()) {
      throw new WorkflowException(
          "the people are not valid:\n  - " + String.join("\n  - ", mistakes));
    }
    return new People(digest, List.copyOf(persons), List.copyOf(delegations));
  }

  /** All that is wrong with people who are to be those of a file, each a sentence. */
  public static List<String> mistakes(List<Person> persons, List<Delegation> delegations) {
    return new PeopleRules(persons, delegations).mistakes();
  }

  /** The SHA-256 of the file that they stand in, 64 hex digits. */
  public String digest() {
    return digest;
  }

  /** All of them, in the order of the file. */
  public List<Person> persons() {
    return persons;
  }

  /** All delegations, in the order of the file. */
  public List<Delegation> delegations() {
    return delegations;
  }

  /** Whoever has this name, be it an alias. */
  public Optional<Person> person(Principal name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The name that the record says of this principal; itself if nobody knows it. */
  public Principal named(Principal name) {
    return person(name).map(Person::name).orElse(name);
  }

  /**
   * Which gates of a workflow and of its children these people could never open, at this time or
   * later, each a sentence: a role of it that nobody holds, more people than there are, a grade
   * that too few have keys for. A run of such a workflow is not started.
   */
  public List<String> problems(Workflow<?, ?> workflow, Instant now) {
    return new Openable(this, now).problems(workflow);
  }

  /** Who lets this person answer in a role at this time, if anybody who holds it then does. */
  Optional<Principal> delegator(Person to, String role, Instant at) {
    return delegations.stream()
        .filter(one -> one.role().equals(role) && one.valid().holds(at))
        .filter(one -> person(one.to()).filter(to::equals).isPresent())
        .flatMap(one -> person(one.from()).stream())
        .filter(from -> from.valid().holds(at) && from.roles().contains(role))
        .map(Person::name)
        .findFirst();
  }

  /** The person whose key this is, at this time; empty if it is nobody's then. */
  Optional<Person> owner(SshPublicKey key, Instant at) {
    return persons.stream()
        .filter(
            person ->
                person.keys().stream()
                    .anyMatch(one -> one.valid().holds(at) && isKey(one.text(), key)))
        .findFirst();
  }

  private static boolean isKey(String text, SshPublicKey key) {
    return PeopleRules.key(text).filter(key::equals).isPresent();
  }

  /** Their digest. */
  @Override
  public String toString() {
    return "People[" + digest + "]";
  }
}
