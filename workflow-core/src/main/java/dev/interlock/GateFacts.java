package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gates of a run folded from its events, by path. Use from one thread at a time. */
final class GateFacts {
  private final Map<String, GateFact> gates = new LinkedHashMap<>();

  /** Takes one more event. */
  void apply(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.GateRequested request) {
      gates.put(path, GateFact.requested(request, at(path)));
    } else if (event instanceof Event.GateDecided decision) {
      gates.put(path, gate(path).decided(decision));
    } else if (event instanceof Event.GateClosed closed) {
      gates.put(path, gate(path).closed(closed.outcome()));
    }
  }

  private GateFact gate(String path) {
    return at(path)
        .orElseThrow(
            () ->
                new JournalException(
                    "the record decides gate '" + path + "' before it was requested"));
  }

  Optional<GateFact> at(String path) {
    return Optional.ofNullable(gates.get(path));
  }

  /** Those that are open, in the order in which they were first presented. */
  List<GateFact> open() {
    return gates.isEmpty() ? List.of() : gates.values().stream().filter(GateFact::isOpen).toList();
  }

  /** Whether an approval is taken back, and there is none instead of it. */
  boolean isAnyTakenBack() {
    return gates.values().stream().anyMatch(GateFact::isTakenBack);
  }

  boolean isEmpty() {
    return gates.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GateFacts facts && gates.equals(facts.gates);
  }

  @Override
  public int hashCode() {
    return gates.hashCode();
  }
}
