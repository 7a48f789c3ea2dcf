package dev.interlock.cli;

import dev.interlock.Approvers;
import dev.interlock.GateRequest;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A gate that is open: how it was presented last, and what was said of it that still counts.
 *
 * @param asked the last presentation
 * @param decided what was decided of the same content, at this presentation or before
 * @param request the same as the engine sees it, where the definition of the run is known
 */
record OpenGate(
    Event.GateRequested asked, List<Event.GateDecided> decided, Optional<GateRequest> request) {

  /** The gate at a path, if it was ever presented. */
  static Optional<OpenGate> at(String path, Log.Known known) {
    Event.GateRequested last = null;
    List<Event.GateDecided> decided = new ArrayList<>();
    for (Entry entry : known.entries()) {
      if (!(entry.event() instanceof Event.AtPath at) || !at.path().equals(path)) {
        continue;
      }
      if (at instanceof Event.GateRequested asked) {
        if (last == null || !isSame(last, asked)) {
          decided.clear();
        }
        last = asked;
      } else if (at instanceof Event.GateDecided one) {
        decided.add(one);
      } else if (at instanceof Event.GateClosed) {
        last = null;
      }
    }
    return Optional.ofNullable(last)
        .map(asked -> new OpenGate(asked, List.copyOf(decided), request(path, known)));
  }

  private static boolean isSame(Event.GateRequested one, Event.GateRequested other) {
    return one.subject().equals(other.subject()) && one.shown().equals(other.shown());
  }

  private static Optional<GateRequest> request(String path, Log.Known known) {
    return known.open().stream().filter(open -> open.gate().equals(path)).findFirst();
  }

  /** Whether nothing but a signature opens it. */
  boolean asksForKey() {
    return asked.presence().reaches(Presence.KEY);
  }

  /** Who is still needed; what a definition says that is not known here is made of the quorum. */
  List<Approvers.Need> needed() {
    List<String> yes =
        decided.stream()
            .filter(one -> one.decision().equals("approved"))
            .map(Event.GateDecided::role)
            .toList();
    int left = Math.max(1, asked.quorum() - yes.size());
    return request
        .map(known -> known.stillNeeded(yes))
        .orElseGet(() -> List.of(new Approvers.Need(left, asked.roles())));
  }

  /** For people, one line: {@code open for host}, or {@code open for 1 more of security}. */
  String openFor() {
    boolean plain = decided.isEmpty() && asked.quorum() == 1;
    String more = decided.isEmpty() ? " of " : " more of ";
    String who =
        plain
            ? String.join(", ", asked.roles())
            : needed().stream()
                .map(need -> need.people() + more + String.join(" or ", need.roles()))
                .collect(Collectors.joining(", "));
    return "open for "
        + who
        + asked.named().map(names -> ", namely " + String.join(", ", names)).orElse("")
        + (asked.presence() == Presence.TERMINAL ? "" : ", grade " + asked.presence());
  }

  /** For people, one line for each answer that counts. */
  List<String> answers() {
    return decided.stream().map(one -> one.decision() + " by " + by(one)).toList();
  }

  /** Who decided: proven or claimed, for whom, in which role, over which channel, how surely. */
  static String by(Event.GateDecided decided) {
    return decided.principal()
        + (decided.proven() ? " (proven)" : " (claimed)")
        + decided.onBehalfOf().map(whom -> " for " + whom).orElse("")
        + " as "
        + decided.role()
        + ", over "
        + decided.channel()
        + ", presence "
        + decided.presence();
  }

  /** For machines. */
  void into(Map<String, Object> object) {
    object.put("roles", asked.roles());
    object.put("presence", asked.presence());
    object.put("named", asked.named());
    object.put("notAfter", asked.notAfter());
    object.put("needed", needed().stream().map(OpenGate::object).toList());
    object.put("decided", decided.stream().map(OpenGate::object).toList());
  }

  private static Map<String, Object> object(Approvers.Need need) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("people", need.people());
    object.put("roles", need.roles());
    return object;
  }

  private static Map<String, Object> object(Event.GateDecided decided) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("decision", decided.decision());
    object.put("principal", decided.principal());
    object.put("proven", decided.proven());
    object.put("onBehalfOf", decided.onBehalfOf());
    object.put("role", decided.role());
    object.put("presence", decided.presence());
    object.put("channel", decided.channel());
    return object;
  }
}
