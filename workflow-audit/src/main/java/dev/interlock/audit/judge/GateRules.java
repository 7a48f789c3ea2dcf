package dev.interlock.audit.judge;

import dev.interlock.record.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who may open a gate, as the outline says it. Immutable.
 *
 * @param roles those that may answer
 * @param quorum how many people must say yes
 * @param needs the places that they must fill
 * @param vetoes the roles whose no closes the gate; anybody's does if there are none
 * @param limited whether there is a deadline
 * @param then what happens after it
 * @param escalatesTo the role that may fill every place after it, if one may
 * @param followUp what is to be looked at once the gate was opened
 */
record GateRules(
    String approval,
    List<String> roles,
    int quorum,
    Presence presence,
    List<Need> needs,
    List<String> vetoes,
    boolean limited,
    Then then,
    Optional<String> escalatesTo,
    Optional<String> followUp) {

  /** So many people of these roles. */
  record Need(int people, List<String> roles) {}

  /** What happens when the time is over. */
  enum Then {
    DENIES,
    WAITS,
    ESCALATES
  }

  /**
   * Reads them.
   *
   * @throws Tree.NoOutline if something of them is missing or not known
   */
  static GateRules of(Tree tree) {
    List<String> roles = tree.texts("roles");
    int quorum = tree.number("quorum");
    List<Need> needs =
        tree.trees("needs").stream()
            .map(need -> new Need(need.number("people"), need.texts("roles")))
            .toList();
    Then then = then(tree);
    return new GateRules(
        tree.text("approval"),
        roles,
        quorum,
        grade(tree.text("presence")),
        needs.isEmpty() ? List.of(new Need(quorum, roles)) : needs,
        tree.texts("vetoes"),
        tree.has("within"),
        then,
        then == Then.ESCALATES ? Optional.of(tree.text("escalatesTo")) : Optional.empty(),
        tree.textIfAny("followUp"));
  }

  private static Presence grade(String name) {
    return Arrays.stream(Presence.values())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Tree.NoOutline("'presence' is no grade"));
  }

  private static Then then(Tree tree) {
    return switch (tree.textIfAny("then").orElse("")) {
      case "" -> Then.DENIES;
      case "waits" -> Then.WAITS;
      case "escalates" -> Then.ESCALATES;
      default -> throw new Tree.NoOutline("'then' is not known");
    };
  }

  /** Whether the policy is one whose rules this version knows. */
  boolean isOurs() {
    return approval.equals("confirmed") || isFourEyes();
  }

  boolean isFourEyes() {
    return approval.equals("four-eyes");
  }

  /** The roles that may answer at a presentation. */
  List<String> roles(boolean escalated) {
    List<String> all = new ArrayList<>(roles);
    escalatesTo.filter(role -> escalated && !all.contains(role)).ifPresent(all::add);
    return all;
  }
}
