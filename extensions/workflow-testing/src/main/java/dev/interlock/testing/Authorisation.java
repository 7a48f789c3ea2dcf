package dev.interlock.testing;

import dev.interlock.record.Event;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a record once and notes which steps acted without what they need. Use from one thread. */
final class Authorisation {
  private final Outlined outline;
  private final List<String> objections = new ArrayList<>();
  private final Map<String, Event.GateRequested> asked = new LinkedHashMap<>();
  private final Map<String, Set<String>> approvals = new LinkedHashMap<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> checked = new HashSet<>();

  Authorisation(RunRecord record) {
    this.outline = record.outline();
    record.entries().forEach(entry -> read(entry.event()));
  }

  List<String> objections() {
    return objections;
  }

  private void read(Event event) {
    if (event instanceof Event.GateRequested gate) {
      asked.put(gate.path(), gate);
      approvals.put(gate.path(), new HashSet<>());
      approved.remove(gate.path());
    } else if (event instanceof Event.GateDecided decided) {
      decided(decided);
    } else if (event instanceof Event.GateClosed closed) {
      closed(closed);
    } else if (event instanceof Event.CheckPassed check) {
      checked.add(check.path());
    } else if (event instanceof Event.StepStarted step) {
      outline.at(step.path()).filter(Outlined.Node::acts).ifPresent(node -> acts(step, node));
    }
  }

  private void decided(Event.GateDecided decided) {
    Optional<Event.GateRequested> gate = Optional.ofNullable(asked.get(decided.path()));
    boolean answers =
        gate.filter(
                one ->
                    one.nonce().equals(decided.nonce())
                        && one.shown().equals(decided.shown())
                        && one.roles().contains(decided.role())
                        && decided.presence().reaches(one.presence()))
            .isPresent();
    boolean person = Principal.of(decided.principal()).kind() == Principal.Kind.PERSON;
    if (!answers || !person) {
      objections.add(
          "gate '"
              + decided.path()
              + "' counts an answer of "
              + decided.principal()
              + " that it"
              + " did not ask for");
    } else if (decided.decision().equals("approved")) {
      approvals.computeIfAbsent(decided.path(), p -> new HashSet<>()).add(decided.principal());
    }
  }

  private void closed(Event.GateClosed closed) {
    Event.GateRequested gate = asked.get(closed.path());
    if (!closed.outcome().equals("approved")) {
      approved.remove(closed.path());
    } else if (gate == null
        || approvals.getOrDefault(closed.path(), Set.of()).size() < gate.quorum()) {
      objections.add("gate '" + closed.path() + "' was opened by fewer people than its quorum");
    } else {
      approved.add(closed.path());
    }
  }

  private void acts(Event.StepStarted step, Outlined.Node node) {
    if (node.unguarded().isPresent()) {
      return;
    }
    for (Outlined.Read read : node.reads()) {
      Set<String> there = read.isApproval() ? approved : checked;
      if (read.isWitness() && there.stream().noneMatch(path -> gives(path, read, step.path()))) {
        objections.add(
            "step '"
                + step.path()
                + "' acted before '"
                + read.ref()
                + "' was "
                + (read.isApproval() ? "approved" : "checked"));
      }
    }
    if (node.reads().stream().noneMatch(Outlined.Read::isWitness)) {
      objections.add("step '" + step.path() + "' acted without a witness and says no reason");
    }
  }

  /** Whether a witness made at a path is what a step reads by that name, of its scope or around. */
  private static boolean gives(String path, Outlined.Read read, String step) {
    String scope = step;
    while (!scope.isEmpty()) {
      scope = scope.contains("/") ? scope.substring(0, scope.lastIndexOf('/')) : "";
      String named = scope.isEmpty() ? read.ref() : scope + "/" + read.ref();
      if (path.equals(named) || path.startsWith(named + "/")) {
        return true;
      }
    }
    return false;
  }
}
