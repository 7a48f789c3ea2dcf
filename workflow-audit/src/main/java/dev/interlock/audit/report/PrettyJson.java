package dev.interlock.audit.report;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recorded JSON over several lines; not a number or string of it is written anew. What stands in
 * place of a value is said in words without quotes, which no value is. Use once.
 */
final class PrettyJson {
  private static final Pattern REDACTED =
      Pattern.compile("\\{\"redacted\":\"([^\"\\\\{}]{1,64})\"}");
  private static final Pattern BLOB =
      Pattern.compile("\\{\"blob\":\"([0-9a-f]{64})\",\"size\":([0-9]{1,18})}");

  private final StringBuilder out = new StringBuilder();
  private final String json;
  private final Set<String> blobs;
  private final Set<String> erased;
  private int depth;

  private PrettyJson(Json json, Set<String> blobs, Set<String> erased) {
    this.json = json.toString();
    this.blobs = blobs;
    this.erased = erased;
  }

  /**
   * The data of an event for people.
   *
   * @param erased the digests of blobs that are gone
   */
  static String of(Event event, Json data, Set<String> erased) {
    Set<String> blobs = event.blobs().stream().map(Event.Blob::sha256).collect(Collectors.toSet());
    return new PrettyJson(data, blobs, erased).written();
  }

  /** A value or evidence for people. */
  static String of(Json value, Set<String> erased) {
    Set<String> blobs =
        Event.Blob.in(value).stream().map(Event.Blob::sha256).collect(Collectors.toSet());
    return new PrettyJson(value, blobs, erased).written();
  }

  private String written() {
    int at = 0;
    while (at < json.length()) {
      char one = json.charAt(at);
      if (one == '"') {
        int end = endOfText(at);
        out.append(json, at, end);
        at = end;
      } else if (one == '{' || one == '[') {
        at = begin(at);
      } else {
        mark(one);
        at++;
      }
    }
    return out.toString();
  }

  private int begin(int at) {
    int end = instead(at);
    if (end > at) {
      return end;
    }
    out.append(json.charAt(at));
    int next = at + 1;
    if (json.charAt(next) == '}' || json.charAt(next) == ']') {
      out.append(json.charAt(next));
      return next + 1;
    }
    depth++;
    newline();
    return next;
  }

  private void mark(char one) {
    switch (one) {
      case '}', ']' -> {
        depth--;
        newline();
        out.append(one);
      }
      case ',' -> {
        out.append(one);
        newline();
      }
      case ':' -> out.append(": ");
      case ' ' -> {}
      default -> out.append(one);
    }
  }

  private void newline() {
    out.append('\n').append("  ".repeat(depth));
  }

  private int endOfText(int quote) {
    int at = quote + 1;
    while (json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** What stands in place of a value, in words; gives back where it ends, if it does so here. */
  private int instead(int at) {
    Matcher redacted = REDACTED.matcher(json).region(at, json.length());
    if (redacted.lookingAt()) {
      out.append("(redacted: ").append(redacted.group(1)).append(')');
      return redacted.end();
    }
    Matcher blob = BLOB.matcher(json).region(at, json.length());
    if (blob.lookingAt() && blobs.contains(blob.group(1))) {
      out.append(erased.contains(blob.group(1)) ? "(erased blob of " : "(blob of ")
          .append(Numbers.of(Long.parseLong(blob.group(2)), "byte"))
          .append(", sha256 ")
          .append(blob.group(1))
          .append(')');
      return blob.end();
    }
    return at;
  }
}
