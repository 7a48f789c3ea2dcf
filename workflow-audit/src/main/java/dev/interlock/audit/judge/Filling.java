package dev.interlock.audit.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How people who said yes fill the places of a gate: as a flow from roles to needs, made larger as
 * long as a way is found for one more. Use from one thread.
 */
final class Filling {
  private final int[][] flow;
  private final boolean[][] fits;
  private final int[] left;
  private final int[] open;

  /**
   * Nobody has a place yet.
   *
   * @param everywhere the role that fits every need, if one does
   * @param people the role of each
   */
  Filling(List<GateRules.Need> needs, Optional<String> everywhere, List<String> people) {
    List<String> roles = people.stream().distinct().toList();
    this.flow = new int[roles.size()][needs.size()];
    this.fits = new boolean[roles.size()][needs.size()];
    this.left = new int[roles.size()];
    this.open = needs.stream().mapToInt(GateRules.Need::people).toArray();
    people.forEach(role -> left[roles.indexOf(role)]++);
    for (int role = 0; role < left.length; role++) {
      String name = roles.get(role);
      for (int need = 0; need < open.length; need++) {
        fits[role][need] =
            needs.get(need).roles().contains(name) || everywhere.filter(name::equals).isPresent();
      }
    }
  }

  /** Whether all places can be filled. */
  boolean isFull() {
    for (int role = 0; role < left.length; role++) {
      while (left[role] > 0 && push(role, new boolean[left.length])) {
        left[role]--;
      }
    }
    return Arrays.stream(open).allMatch(places -> places == 0);
  }

  /** Places one more of a role, where need be by way of another role that goes elsewhere. */
  private boolean push(int role, boolean[] seen) {
    seen[role] = true;
    for (int need = 0; need < open.length; need++) {
      if (fits[role][need] && (take(need) || moves(need, seen))) {
        flow[role][need]++;
        return true;
      }
    }
    return false;
  }

  private boolean take(int need) {
    boolean free = open[need] > 0;
    open[need] -= free ? 1 : 0;
    return free;
  }

  private boolean moves(int need, boolean[] seen) {
    for (int other = 0; other < left.length; other++) {
      if (!seen[other] && flow[other][need] > 0 && push(other, seen)) {
        flow[other][need]--;
        return true;
      }
    }
    return false;
  }
}
