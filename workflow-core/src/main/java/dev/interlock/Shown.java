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
  private static final String REPORTED = "reported by the workflow: ";

  private final List<String> lines = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();

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
    reported.add("");
    reported.add(REPORTED + name);
    for (String line : JsonLines.of(value.bytes())) {
      reported.add("  " + line);
    }
    return this;
  }

  String text() {
    return text(List.of());
  }

  /**
   * The text with what has changed in what the workflow reported, above all of it.
   *
   * @param shown the digest of what was shown before
   * @param earlier its text
   */
  String since(String shown, String earlier) {
    List<String> before = List.of(earlier.split("\n", -1));
    int from = 0;
    while (from < before.size() && !before.get(from).startsWith(REPORTED)) {
      from++;
    }
    List<String> last = reportedOf(before.subList(from, before.size()));
    List<String> added = new ArrayList<>(List.of("", "changed since it showed " + shown + ":"));
    Changed.lines(last, reportedOf(reported)).forEach(line -> added.add("  " + line));
    return text(added);
  }

  /** The same, where what was shown before is not there any more. */
  String sinceUnknown(String shown) {
    return text(List.of("", "changed since it showed " + shown + ", which is not kept any more"));
  }

  /** The lines that say something. */
  private static List<String> reportedOf(List<String> lines) {
    return lines.stream().filter(line -> !line.isEmpty()).toList();
  }

  private String text(List<String> added) {
    List<String> all = new ArrayList<>(lines);
    all.addAll(added);
    all.addAll(reported);
    return String.join("\n", all) + "\n";
  }
}
