package dev.interlock;

import dev.interlock.internal.json.JsonLines;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people are shown at a gate: what it is about, in the engine's words, and below that the
 * values as the workflow reported them.
 */
final class Shown {
  private final List<String> lines = new ArrayList<>();

  /** The head: all of it comes from the definition and the engine. */
  Shown(String workflow, String gate, String run) {
    lines.add("workflow " + workflow);
    lines.add("gate " + gate);
    lines.add("run " + run);
  }

  /** What is to be decided on, as it is recorded. */
  Shown subject(String type, Json recorded) {
    lines.add("subject " + type + " " + recorded.sha256());
    return this;
  }

  /** What is said of a sensitive value, of which nothing is shown. */
  static Json sensitive(Json recorded) {
    Optional<Event.Blob> blob = Event.Blob.in(recorded);
    long size = blob.map(Event.Blob::size).orElse((long) recorded.size());
    String sha256 = blob.map(Event.Blob::sha256).orElseGet(recorded::sha256);
    String text = "\"(sensitive, " + size + " bytes, sha256 " + sha256 + ")\"";
    return Json.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A value that is shown. */
  Shown reported(String name, Json value) {
    lines.add("");
    lines.add("reported by the workflow: " + name);
    for (String line : JsonLines.of(value.bytes())) {
      lines.add("  " + line);
    }
    return this;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
