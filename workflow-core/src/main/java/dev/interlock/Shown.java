package dev.interlock;

import dev.interlock.internal.json.JsonLines;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;

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

  /** What is to be decided on. */
  Shown subject(String name, String type, Json value) {
    lines.add("subject " + type + " " + value.sha256());
    return reported(name, value);
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
