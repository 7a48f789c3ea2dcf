package dev.interlock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The places that must be filled to open a gate, and who can fill which: a matching of as many
 * people as possible, so that whoever says yes first takes nobody's only place. Use from one
 * thread.
 */
final class Places {
  private static final int FREE = -1;

  private final List<Set<String>> places = new ArrayList<>();
  private final List<Set<String>> people;
  private final int[] filledBy;

  private Places(List<Approvers.Need> needs, Set<String> everywhere, List<Set<String>> people) {
    for (Approvers.Need need : needs) {
      Set<String> roles = new HashSet<>(need.roles());
      roles.addAll(everywhere);
      for (int i = 0; i < need.people(); i++) {
        places.add(roles);
      }
    }
    this.people = people;
    this.filledBy = new int[places.size()];
    Arrays.fill(filledBy, FREE);
  }

  /**
   * Whether these people, each in the role named, fill every place.
   *
   * @param everywhere roles that fit every place
   */
  static boolean filled(
      List<Approvers.Need> needs, Set<String> everywhere, List<String> rolesOfPeople) {
    int all = needs.stream().mapToInt(Approvers.Need::people).sum();
    return most(needs, everywhere, rolesOfPeople.stream().map(Set::of).toList()) == all;
  }

  /**
   * How many places people can fill at most, each of them one.
   *
   * @param everywhere roles that fit every place
   * @param rolesOfPeople for each of them the roles that it may fill a place by
   */
  static int most(
      List<Approvers.Need> needs, Set<String> everywhere, List<Set<String>> rolesOfPeople) {
    Places places = new Places(needs, everywhere, rolesOfPeople);
    int filled = 0;
    for (int person = 0; person < rolesOfPeople.size(); person++) {
      filled += places.seat(person, new boolean[places.filledBy.length]) ? 1 : 0;
    }
    return filled;
  }

  /**
   * The places that are still open once people, each in the role named, have taken as many as they
   * can: one need for each kind of them, with all roles that would fill one.
   *
   * @param everywhere roles that fit every place
   */
  static List<Approvers.Need> open(
      List<Approvers.Need> needs, Set<String> everywhere, List<String> rolesOfPeople) {
    List<Set<String>> people = rolesOfPeople.stream().map(Set::of).toList();
    Places places = new Places(needs, everywhere, people);
    for (int person = 0; person < people.size(); person++) {
      places.seat(person, new boolean[places.filledBy.length]);
    }
    return places.open();
  }

  private List<Approvers.Need> open() {
    Map<Set<String>, Integer> open = new LinkedHashMap<>();
    for (int place = 0; place < filledBy.length; place++) {
      if (filledBy[place] == FREE) {
        open.merge(helping(place), 1, Integer::sum);
      }
    }
    return open.entrySet().stream()
        .map(kind -> new Approvers.Need(kind.getValue(), List.copyOf(kind.getKey())))
        .toList();
  }

  /** The roles that fill an open place, be it by way of somebody who moves there. */
  private Set<String> helping(int open) {
    Set<Integer> reached = new LinkedHashSet<>(List.of(open));
    Deque<Integer> ahead = new ArrayDeque<>(reached);
    while (!ahead.isEmpty()) {
      Set<String> roles = places.get(ahead.pop());
      for (int other = 0; other < filledBy.length; other++) {
        boolean moves = filledBy[other] != FREE && fits(people.get(filledBy[other]), roles);
        if (moves && reached.add(other)) {
          ahead.push(other);
        }
      }
    }
    return reached.stream()
        .flatMap(place -> places.get(place).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Finds a place for one more, moving others to places that they fit as well. */
  private boolean seat(int person, boolean[] tried) {
    for (int place = 0; place < filledBy.length; place++) {
      if (!tried[place] && fits(people.get(person), places.get(place))) {
        tried[place] = true;
        if (filledBy[place] == FREE || seat(filledBy[place], tried)) {
          filledBy[place] = person;
          return true;
        }
      }
    }
    return false;
  }

  private static boolean fits(Set<String> person, Set<String> place) {
    return person.stream().anyMatch(place::contains);
  }
}
