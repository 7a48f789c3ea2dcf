package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code log.json} says of a log. Immutable.
 *
 * @param created when it was made, RFC 3339 UTC
 * @param continues the last head of the log that this one goes on from, if there is one
 */
record LogJson(String origin, String created, Optional<Head> continues) {
  private static final String ORIGIN = "\"origin\":\"([a-z0-9-]+/[0-9a-f]{32})\"";
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"format\":\"interlock-record/1\","
              + ORIGIN
              + ",\"created\":\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)\""
              + "(?:,\"continues\":\\{"
              + ORIGIN
              + ",\"size\":(0|[1-9][0-9]{0,17}),\"root\":\"([A-Za-z0-9+/]{43}=)\"\\})?\\}\n");

  /** An origin that no other log has. */
  static String newOrigin(String name) {
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    return name + "/" + HexFormat.of().formatHex(id);
  }

  static LogJson of(String origin, Instant created, Optional<Head> continues) {
    return new LogJson(origin, created.truncatedTo(ChronoUnit.SECONDS).toString(), continues);
  }

  /** Reads it; empty if the bytes are not of its form. */
  static Optional<LogJson> parse(byte[] bytes) {
    Matcher found = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!found.matches()) {
      return Optional.empty();
    }
    Optional<Head> continues =
        Optional.ofNullable(found.group(3))
            .map(origin -> new Head(origin, Long.parseLong(found.group(4)), found.group(5)));
    return Optional.of(new LogJson(found.group(1), found.group(2), continues));
  }

  /** What the first line names as the hash of the line before it. */
  byte[] beforeFirst() {
    return continues
        .map(head -> Base64.getDecoder().decode(head.root()))
        .orElseGet(Line::beforeFirst);
  }

  byte[] bytes() {
    String goesOn =
        continues
            .map(
                head ->
                    ",\"continues\":{\"origin\":\""
                        + head.origin()
                        + "\",\"size\":"
                        + head.size()
                        + ",\"root\":\""
                        + head.root()
                        + "\"}")
            .orElse("");
    String text =
        "{\"format\":\"interlock-record/1\",\"origin\":\""
            + origin
            + "\",\"created\":\""
            + created
            + "\""
            + goesOn
            + "}\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
