package dev.interlock.cli;

import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out who answers what in which role, before anything is signed. */
final class Respondent {
  private Respondent() {}

  /**
   * One of the people.
   *
   * @throws Mistake if nobody has this name
   */
  static People.Person named(String name, People people) {
    try {
      return people
          .person(Principal.of(name))
          .orElseThrow(
              () ->
                  new Mistake(
                      "'" + name + "' is not among the people; there are " + names(people)));
    } catch (Mistake e) {
      throw e;
    } catch (WorkflowException e) {
      throw new Mistake(String.valueOf(e.getMessage()));
    }
  }

  private static String names(People people) {
    return people.persons().stream()
        .map(person -> "'" + person.name() + "'")
        .collect(Collectors.joining(", "));
  }

  /**
   * The role as typed, or the best one of those in which somebody may answer.
   *
   * @throws Mistake if there is none
   */
  static String role(
      Optional<String> typed, GateRequest request, Principal person, List<String> roles) {
    return typed
        .or(() -> roles.stream().findFirst())
        .orElseThrow(
            () ->
                new Mistake(
                    "'"
                        + person
                        + "' may not answer gate '"
                        + request.gate()
                        + "' in any role that it asks for: "
                        + String.join(", ", request.roles())));
  }

  /**
   * The gate of this path, or the only one that is open.
   *
   * @throws Mistake if it is not open, or there is more than one to choose from
   */
  static GateRequest gate(Optional<String> path, List<GateRequest> open, String run) {
    List<GateRequest> found =
        open.stream().filter(one -> path.filter(at -> !at.equals(one.gate())).isEmpty()).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String gates = open.stream().map(GateRequest::gate).collect(Collectors.joining(", "));
    if (open.isEmpty()) {
      throw new Mistake("run '" + run + "' has no open gate");
    }
    throw new Mistake(
        path.map(at -> "gate '" + at + "' of run '" + run + "' is not open\n")
                .orElse("run '" + run + "' has more than one open gate\n")
            + "say which with --gate: "
            + gates);
  }
}
