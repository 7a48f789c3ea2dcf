package dev.interlock;

import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says which gates people could never open, at this time or later. Immutable.
 *
 * <p>A delegation adds nobody: whoever answers by it fills a place of who holds the role.
 */
record Openable(People people, Instant now) {

  /** What keeps the gates of a workflow and of its children closed, each a sentence. */
  List<String> problems(Workflow<?, ?> workflow) {
    return Whole.gates(workflow)
        .flatMap(gate -> problems("gate '" + gate.name() + "'", gate.approvers()).stream())
        .distinct()
        .toList();
  }

  /** What keeps one gate closed, each a sentence that begins with what it is called. */
  List<String> problems(String gate, Approvers approvers) {
    List<String> found = new ArrayList<>();
    for (String role : approvers.escalatedRoles()) {
      if (candidates(one -> true).noneMatch(person -> person.roles().contains(role))) {
        found.add(gate + " names the role '" + role + "', which nobody holds; give it to somebody");
      }
    }
    int most = filled(approvers, one -> true);
    int able = filled(approvers, person -> reaches(person, approvers));
    if (most < approvers.quorum()) {
      found.add(
          gate + " needs " + approvers.quorum() + " people, and those there are fill " + most);
    } else if (able < approvers.quorum()) {
      found.add(
          gate
              + " asks for "
              + approvers.least()
              + ", and those who have such a key fill "
              + able
              + " of "
              + approvers.quorum()
              + " places; add their keys");
    }
    return found;
  }

  private Stream<People.Person> candidates(Predicate<People.Person> able) {
    return people.persons().stream()
        .filter(person -> person.name().kind() == Principal.Kind.PERSON)
        .filter(person -> isToCome(person.valid()))
        .filter(able);
  }

  private int filled(Approvers approvers, Predicate<People.Person> able) {
    List<Set<String>> roles = candidates(able).map(person -> Set.copyOf(person.roles())).toList();
    Set<String> everywhere =
        approvers.expiry() instanceof Approvers.Expiry.Escalates to ? Set.of(to.role()) : Set.of();
    return Places.most(approvers.needs(), everywhere, roles);
  }

  /** Whether this person, or somebody in its place, has a key of the grade. */
  private boolean reaches(People.Person person, Approvers approvers) {
    return !approvers.least().reaches(Presence.KEY)
        || hasKey(person, approvers.least())
        || inPlaceOf(person, approvers.escalatedRoles())
            .anyMatch(other -> hasKey(other, approvers.least()));
  }

  private Stream<People.Person> inPlaceOf(People.Person person, Collection<String> roles) {
    return people.delegations().stream()
        .filter(one -> isToCome(one.valid()) && roles.contains(one.role()))
        .filter(one -> person.names().contains(one.from()))
        .flatMap(one -> people.person(one.to()).stream())
        .filter(other -> isToCome(other.valid()));
  }

  private boolean hasKey(People.Person person, Presence least) {
    return person.keys().stream()
        .filter(key -> isToCome(key.valid()))
        .flatMap(key -> PeopleRules.key(key.text()).stream())
        .map(SshPublicKey::kind)
        .anyMatch(kind -> least == Presence.KEY || kind.isSecurityKey());
  }

  private boolean isToCome(People.Validity valid) {
    return valid.until().filter(end -> !now.isBefore(end)).isEmpty();
  }
}
