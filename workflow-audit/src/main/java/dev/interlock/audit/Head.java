package dev.interlock.audit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log was when it had so many lines: the text of a C2SP checkpoint.
 *
 * @param root the tree hash, base64
 */
record Head(String origin, long size, String root) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]+/[0-9a-f]{32})\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n");

  static Head of(String origin, long size, byte[] root) {
    return new Head(origin, size, Base64.getEncoder().encodeToString(root));
  }

  /** Reads a checkpoint; empty if the bytes are none. */
  static Optional<Head> parse(byte[] bytes) {
    Matcher found = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return found.matches()
        ? Optional.of(new Head(found.group(1), Long.parseLong(found.group(2)), found.group(3)))
        : Optional.empty();
  }

  byte[] bytes() {
    return (origin + "\n" + size + "\n" + root + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
