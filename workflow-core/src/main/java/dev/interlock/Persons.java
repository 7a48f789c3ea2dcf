package dev.interlock;

import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says who somebody is and whether they may answer in a role. Immutable. */
final class Persons {
  private static final int LONGEST_COMMENT = 1_000;

  private final Optional<People> people;

  Persons(Optional<People> people) {
    this.people = people;
  }

  /** The digest of the people, if the engine knows any. */
  Optional<String> digest() {
    return people.map(People::digest);
  }

  /**
   * Why nobody can answer in a run for now, or empty: it goes by the people that it was started
   * with, until somebody says otherwise.
   *
   * @param digest that of the people by whom it goes, if it goes by any
   */
  Optional<String> others(Optional<String> digest) {
    return digest.equals(digest())
        ? Optional.empty()
        : Optional.of(
            "people: the run goes by other people than this engine; let it go by these first");
  }

  /** Which gates of a workflow nobody could ever open; none if the engine knows no people. */
  List<String> problems(Workflow<?, ?> workflow, Instant now) {
    return people.map(all -> all.problems(workflow, now)).orElse(List.of());
  }

  /**
   * One of the people.
   *
   * @throws WorkflowException if the engine knows none, or this is no person among them now
   */
  Principal required(Principal name, Instant now) {
    return people
        .flatMap(all -> all.person(name))
        .filter(person -> person.valid().holds(now))
        .map(People.Person::name)
        .filter(known -> known.kind() == Principal.Kind.PERSON)
        .orElseThrow(
            () -> new WorkflowException("'" + name + "' is not a person that this engine knows"));
  }

  /**
   * Who gives a person's word on something: one of the people, where the engine knows any.
   *
   * @throws WorkflowException if it is no person, or none of them
   */
  Principal word(Principal by, Instant now) {
    return people.isPresent() ? required(by, now) : person(by);
  }

  /**
   * A person by the name that the record says, known to the engine or not.
   *
   * @throws WorkflowException if it is an AI or a system
   */
  Principal person(Principal by) {
    if (by.kind() != Principal.Kind.PERSON) {
      throw new WorkflowException("'" + by + "' is no person, and this takes a person's word");
    }
    return named(by);
  }

  /** The name that the record says of this principal. */
  Principal named(Principal name) {
    return people.map(all -> all.named(name)).orElse(name);
  }

  /** The decision with the name that the record says, and on whose behalf it is made, if so. */
  Decision known(Decision decision, Instant now) {
    Principal name = named(decision.by());
    Optional<Principal> delegator =
        people
            .flatMap(all -> all.person(name))
            .filter(person -> !person.roles().contains(decision.role()))
            .flatMap(person -> people.get().delegator(person, decision.role(), now));
    return decision.by(name, delegator);
  }

  /** Why this person may not answer this, or empty. */
  Optional<String> objection(GateRequest request, Decision decision, Instant now) {
    if (decision.by().kind() != Principal.Kind.PERSON) {
      return Optional.of("not-a-person: " + decision.by() + " opens no gate");
    }
    if (!request.roles().contains(decision.role())) {
      return Optional.of("role: the gate does not ask for this role");
    }
    return unknown(decision, now)
        .or(() -> unknownRequester(request.approvers(), request.requester()))
        .or(() -> notNamed(request, decision))
        .or(() -> comment(request, decision));
  }

  /**
   * The roles in which somebody may answer so, the best one first; of an engine that knows no
   * people, all that are asked.
   *
   * @param earlier what counts so far
   */
  List<String> roles(
      GateRequest request,
      List<Decision> earlier,
      Principal by,
      Decision.Answer answer,
      Instant now) {
    List<String> may =
        request.roles().stream().filter(role -> may(request, by, role, now)).toList();
    return people
        .map(all -> new RoleChoice(all, request, earlier, all.named(by), now).best(may, answer))
        .orElse(may);
  }

  private boolean may(GateRequest request, Principal by, String role, Instant now) {
    Decision no = known(request.denied(by, role, "-"), now);
    return objection(request, no, now).isEmpty();
  }

  private Optional<String> unknown(Decision decision, Instant now) {
    if (people.isEmpty()) {
      return Optional.empty();
    }
    return holds(decision.by(), decision.role(), decision.onBehalfOf(), now);
  }

  /** Nobody can be told from somebody whom nobody knows. */
  Optional<String> unknownRequester(Approvers approvers, Principal requester) {
    boolean matters =
        approvers.policy() == RolePolicy.FOUR_EYES
            && requester.kind() == Principal.Kind.PERSON
            && people.isPresent();
    return matters && people.get().person(requester).isEmpty()
        ? Optional.of(
            "self-approval: '"
                + requester
                + "' asked for the run and is not among the people, so that nobody can tell who"
                + " that is; give that name to one of them as an alias")
        : Optional.empty();
  }

  /** Why somebody does not hold a role now, or empty. */
  Optional<String> holds(Principal name, String role, Optional<Principal> onBehalfOf, Instant now) {
    Optional<People.Person> person = people.flatMap(all -> all.person(name));
    if (people.isEmpty()) {
      return Optional.empty();
    }
    if (person.isEmpty()) {
      return Optional.of("unknown-person: '" + name + "' is not among the people");
    }
    if (!person.get().valid().holds(now)) {
      return Optional.of("unknown-person: '" + name + "' is not among the people at this time");
    }
    return person.get().roles().contains(role) || onBehalfOf.isPresent()
        ? Optional.empty()
        : Optional.of("role: '" + name + "' does not hold the role '" + role + "'");
  }

  /** Why a key is not one of this person now, or empty. */
  Optional<String> foreignKey(SshPublicKey key, Principal person, Instant now) {
    Optional<People.Person> owner = people.flatMap(all -> all.owner(key, now));
    if (owner.isEmpty()) {
      return Optional.of("key: " + key.fingerprint() + " is not a key of anybody at this time");
    }
    return owner.get().name().equals(person)
        ? Optional.empty()
        : Optional.of("key: " + key.fingerprint() + " is not a key of '" + person + "'");
  }

  private Optional<String> notNamed(GateRequest request, Decision decision) {
    return request
        .named()
        .filter(only -> !isAmong(only, decision))
        .map(only -> "named: the run names other people for this gate");
  }

  private boolean isAmong(List<Principal> only, Decision decision) {
    Principal who = decision.onBehalfOf().orElse(decision.by());
    return only.stream().map(this::named).anyMatch(who::equals);
  }

  private static Optional<String> comment(GateRequest request, Decision decision) {
    if (decision.comment().filter(text -> text.length() > LONGEST_COMMENT).isPresent()) {
      return Optional.of("comment: it has more than 1,000 characters");
    }
    boolean silent = decision.comment().filter(text -> !text.isBlank()).isEmpty();
    return request.approvers().followUp().isPresent() && decision.isYes() && silent
        ? Optional.of("comment: this gate opens only with a reason; say why in a comment")
        : Optional.empty();
  }
}
