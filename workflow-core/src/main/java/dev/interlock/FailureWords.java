package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.Failure.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a failure says of its kind: a status in it, or whole words. */
final class FailureWords {
  /** The most bytes of UTF-8 that a message may have. */
  static final int MAX_BYTES = 1024;

  /** The most of it that is looked at, before secrets are taken out of it and it is cut. */
  private static final int MAX_RAW = 64 * 1024;

  private static final String CUT = " [cut]";

  private static final Set<Integer> PERMISSION = Set.of(401, 403, 407);
  private static final Set<Integer> BUSINESS_RULE = Set.of(400, 404, 409, 422);
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** What follows a number that counts nothing: "500", "500: x", "500 Internal", not "500 rows". */
  private static final String ALONE = "(?![\\w])(?!\\s+\\p{Ll})";

  /** A number that stands as a status: first in the message, or after a word that announces one. */
  private static final Pattern STATUS =
      Pattern.compile(
          "^\\W{0,3}(?<first>\\d{3})"
              + ALONE
              + "|\\b(?i:error)[\\s:=#(\\[-]{1,4}(?<error>\\d{3})"
              + ALONE
              + "|\\b(?i:HTTP(?:/\\d(?:\\.\\d)?)?|status|code)"
              + "(?:\\s(?:of|is|was))?[\\s:=#(\\[-]{1,4}(?<code>\\d{3})(?!\\w)");

  /** Up to three words between two others, within one part of a sentence. */
  private static final String NEAR = "[\\s'\"_-]+(?:(?!credentials)[\\w]+[\\s'\"_-]+){0,3}?";

  /** Up to eight words between two others, wherever they stand. */
  private static final String FAR = "\\W+(?:\\w+\\W+){0,8}?";

  /** Asked in this order: what names its cause most exactly comes first. */
  private static final Map<Kind, Pattern> WORDS = new LinkedHashMap<>();

  static {
    words(
        Kind.VERIFICATION,
        "(?:doesn't|does not) exist in" + NEAR + "tracking system",
        "verification" + NEAR + "failed",
        "not found after" + NEAR + "creation",
        "claimed" + FAR + "created" + FAR + "but");
    words(
        Kind.CONFIGURATION,
        "(?:config|configuration|settings?)" + NEAR + "(?:not found|missing|invalid)",
        "(?:invalid|missing|unknown)" + NEAR + "(?:config|configuration|settings?|platform)",
        "platform" + NEAR + "not configured");
    words(
        Kind.PERMISSION,
        "unauthori[sz]ed",
        "forbidden",
        "(?:access|permission|permissions)" + NEAR + "denied",
        "authentication" + NEAR + "failed",
        "token" + NEAR + "expired",
        "invalid" + NEAR + "credentials?");
    words(
        Kind.BUSINESS_RULE,
        "validation" + NEAR + "failed",
        "invalid" + NEAR + "input",
        "constraint" + NEAR + "(?:violation|violated)",
        "already" + NEAR + "exists?",
        "not" + NEAR + "allowed",
        "required" + NEAR + "fields?");
    words(
        Kind.TRANSIENT,
        "time[ -]?outs?|timed out",
        "connection" + FAR + "(?:refused|reset)",
        "temporary" + NEAR + "failure|temporarily unavailable",
        "service" + NEAR + "unavailable",
        "network" + NEAR + "(?:error|unreachable)",
        "rate[\\s_-]?limit(?:s|ed|ing)?",
        "too many requests|internal server error|bad gateway");
  }

  private FailureWords() {}

  private static void words(Kind kind, String... forms) {
    WORDS.put(
        kind,
        Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:" + String.join("|", forms) + ")(?![\\p{L}\\p{N}])"));
  }

  /** The kind that a status in the text says, if there is one that says any. */
  static Optional<Failure.Kind> byStatus(String text) {
    Matcher matcher = STATUS.matcher(text);
    while (matcher.find()) {
      Optional<Kind> kind = ofStatus(Integer.parseInt(matcher.group().replaceAll("^.*\\D", "")));
      if (kind.isPresent()) {
        return kind;
      }
    }
    return Optional.empty();
  }

  private static Optional<Kind> ofStatus(int status) {
    return PERMISSION.contains(status)
        ? Optional.of(Kind.PERMISSION)
        : BUSINESS_RULE.contains(status)
            ? Optional.of(Kind.BUSINESS_RULE)
            : TRANSIENT.contains(status) ? Optional.of(Kind.TRANSIENT) : Optional.empty();
  }

  /** The kind that whole words of the text say, if they say any. */
  static Optional<Failure.Kind> byWords(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    return WORDS.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(lower).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * The text in at most {@link #MAX_BYTES} bytes of UTF-8, marked where it was cut. A lone
   * surrogate, which no JSON could hold, becomes U+FFFD.
   */
  static String bounded(String text) {
    return bounded(text, MAX_BYTES);
  }

  /** The same in at most 64 KiB, for a text that has not been looked through for secrets yet. */
  static String raw(String text) {
    return bounded(text, MAX_RAW);
  }

  private static String bounded(String text, int most) {
    StringBuilder out = new StringBuilder();
    int bytes = 0;
    int room = 0; // how much of out leaves room for the mark
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int written = point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point;
      bytes += written < 0x80 ? 1 : written < 0x800 ? 2 : written < 0x10000 ? 3 : 4;
      if (bytes > most) {
        return out.substring(0, room) + CUT;
      }
      out.appendCodePoint(written);
      if (bytes <= most - CUT.length()) {
        room = out.length();
      }
      at += Character.charCount(point);
    }
    return out.toString();
  }
}
