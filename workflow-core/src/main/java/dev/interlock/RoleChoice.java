package dev.interlock;

import dev.interlock.record.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * In which of its roles somebody best answers a gate: the one that leaves others the most places
 * that they can fill, then the one that fills a place now, then the one that the fewest hold.
 * Immutable.
 *
 * @param decisions those that count so far
 */
record RoleChoice(
    People people, GateRequest request, List<Decision> decisions, Principal by, Instant now) {

  /** The roles in an order of which the first is best; equal ones stay in theirs. */
  List<String> best(List<String> roles, Decision.Answer answer) {
    List<String> vetoes = request.approvers().vetoes();
    Comparator<String> vetoFirst = Comparator.comparing(role -> !vetoes.contains(role));
    Comparator<String> mostPlaces = Comparator.comparing(role -> -filled(role, others()));
    Comparator<String> filling = Comparator.comparing(role -> -filled(role, Stream.empty()));
    Comparator<String> scarcest = Comparator.comparing(this::holders);
    return roles.stream()
        .sorted(
            answer == Decision.Answer.DENIED
                ? vetoFirst
                : mostPlaces.thenComparing(filling).thenComparing(scarcest))
        .toList();
  }

  /** How many places are filled once this person has answered so, and these others have. */
  private int filled(String role, Stream<Set<String>> others) {
    List<Set<String>> seats = new ArrayList<>();
    seats.add(Set.of(role));
    decisions.stream().filter(Decision::isYes).forEach(one -> seats.add(Set.of(one.role())));
    others.forEach(seats::add);
    return Places.most(request.approvers().needs(), request.everywhere(), seats);
  }

  /** The roles of those who could still answer. */
  private Stream<Set<String>> others() {
    Set<Principal> gone = new HashSet<>(Set.of(by));
    decisions.forEach(one -> gone.addAll(one.answerable()));
    return people.persons().stream()
        .filter(person -> !gone.contains(person.name()) && mayCome(person))
        .map(person -> Set.copyOf(person.roles()));
  }

  private boolean mayCome(People.Person person) {
    return person.name().kind() == Principal.Kind.PERSON && person.valid().holds(now);
  }

  private long holders(String role) {
    return people.persons().stream()
        .filter(person -> mayCome(person) && person.roles().contains(role))
        .count();
  }
}
