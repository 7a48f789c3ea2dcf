package dev.interlock.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the engine said of an answer that was handed in, if one was. Safe for many threads. */
final class HandedIn {
  private final Queue<Optional<String>> said = new ConcurrentLinkedQueue<>();

  /** The engine said why it does not count, or nothing if it does. */
  void told(Optional<String> refused) {
    said.add(refused);
  }

  /** For people: why it does not count. */
  List<String> lines() {
    return refused()
        .map(why -> Text.hanging("the answer does not count: ", "  ", why))
        .orElse(List.of());
  }

  /** For machines. */
  void into(Map<String, Object> object) {
    said.forEach(why -> object.put("counted", why.isEmpty()));
    refused().ifPresent(why -> object.put("refused", why));
  }

  private Optional<String> refused() {
    return said.stream().flatMap(Optional::stream).findFirst();
  }
}
