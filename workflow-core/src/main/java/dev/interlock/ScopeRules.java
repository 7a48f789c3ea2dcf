package dev.interlock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the nodes of a definition must satisfy that hold scopes or wait for the outside. */
final class ScopeRules {

  private ScopeRules() {}

  static void mistakes(String who, String path, Node node, List<String> found) {
    if (node instanceof Node.Branches parallel) {
      List<String> names = parallel.branches().stream().map(Node.Branch::name).toList();
      sides("branch", path, names, found);
    } else if (node instanceof Node.Choice choice) {
      sides("arm", path, choice.arms().stream().map(Node.Arm::name).toList(), found);
      choice.arms().forEach(arm -> rule(path, arm, found));
      sameType(who, choice, found);
    } else if (node instanceof Node.Repeat repeat) {
      atLeastOne(who, "turns", repeat.atMost(), found);
      Rules.words(who, repeat.until(), found);
    } else if (node instanceof Node.Each each) {
      atLeastOne(who, "elements", each.atMost(), found);
      atLeastOne(who, "elements at once", each.atOnce(), found);
      noWitness(who, each.scope().result().source().type(), found);
    } else if (node instanceof Node.Child child) {
      plain(who, child.type(), found);
    } else if (node instanceof Node.Pause pause) {
      Rules.time(who + " lasts ", pause.time(), found);
    }
  }

  private static void sides(String noun, String path, List<String> names, List<String> found) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      String side = "'" + path + "/" + name + "'";
      if (name == null) {
        found.add(
            Rules.article(noun)
                + " of '"
                + path
                + "' has no name; give it one of the form "
                + Names.FORM);
      } else if (!Names.isName(name)) {
        found.add(
            "the name "
                + side
                + " of "
                + Rules.article(noun)
                + " is not of the form "
                + Names.FORM);
      }
      if (!seen.add(name)) {
        found.add("the " + noun + " " + side + " is there twice");
      }
    }
  }

  private static void rule(String path, Node.Arm arm, List<String> found) {
    arm.when().ifPresent(rule -> Rules.words("arm '" + path + "/" + arm.name() + "'", rule, found));
  }

  private static void sameType(String who, Node.Choice choice, List<String> found) {
    for (Node.Arm arm : choice.arms()) {
      ValueType type = arm.scope().result().source().type();
      boolean known = !type.isNothing() && !choice.type().isNothing();
      if (known && !type.equals(choice.type())) {
        found.add(
            who
                + " gives "
                + choice.type().label()
                + " in the arm '"
                + choice.arms().get(0).name()
                + "' and "
                + type.label()
                + " in '"
                + arm.name()
                + "'; let every arm give the same");
      }
    }
  }

  private static void atLeastOne(String who, String what, int number, List<String> found) {
    if (number < 1) {
      found.add(who + " has at most " + number + " " + what + "; it needs at least 1");
    }
  }

  /** A list may be empty, so that a list of witnesses would be a witness of nothing. */
  private static void noWitness(String who, ValueType type, List<String> found) {
    if (type.holdsWitness()) {
      found.add(
          who + " gives " + type.label() + "; a witness may not leave a loop: gate after the loop");
    }
  }

  private static void plain(String who, ValueType type, List<String> found) {
    if (!(type instanceof ValueType.Plain)) {
      found.add(
          who
              + " gives "
              + type.label()
              + " to this workflow; let the child give a plain value, and gate or check it here");
    }
  }

  static void receiving(String who, Node.Receipt receipt, List<String> found) {
    ReceiptOptions options = receipt.options();
    if (options.roles().isEmpty()) {
      found.add(who + " asks nobody; say the roles in from(...)");
    }
    for (String role : options.roles()) {
      if (!Names.isRole(role)) {
        found.add(
            who + " asks a role that is not of 1 to 100 printable ASCII characters without space");
      }
    }
    for (Ref<?> witness : options.after()) {
      if (!witness.source().type().isWitness()) {
        found.add(who + " comes after '" + witness + "', which is no witness of a gate or a check");
      }
    }
    options.within().ifPresent(time -> Rules.time(who + " waits ", time, found));
    if (options.otherwise().isPresent() && options.within().isEmpty()) {
      found.add(who + " has an otherwise that never comes; say within(...)");
    }
  }
}
