package dev.interlock.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * JSON as bytes: one strict factory for all readers, and the form in which a value may be recorded.
 *
 * <p>Source of the limits: {@code docs/record.md}, "A line". Safe for many threads.
 */
public final class JsonText {
  /** How deep objects and arrays of a line may be nested; a value stands in one of them. */
  public static final int MAX_DEPTH = 64;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(1_000)
                  .maxNameLength(10_000)
                  .maxStringLength(20_000_000)
                  .build())
          .build();

  private JsonText() {}

  /** A strict streaming parser over these bytes. */
  public static JsonParser parser(byte[] utf8) {
    return FACTORY.createParser(ObjectReadContext.empty(), utf8);
  }

  /**
   * The same JSON value with every character escaped that a record never holds raw: U+0000 to
   * U+001F, U+007F to U+009F, U+2028, U+2029 and lone surrogates.
   *
   * @throws IllegalArgumentException if the bytes are not exactly one well-formed JSON value in
   *     UTF-8, or repeat a key, or nest so deeply that a line could not hold them; the message
   *     names no value
   */
  public static byte[] recordable(byte[] utf8) {
    boolean clean = isClean(utf8, 0, utf8.length);
    checkOneValue(utf8, 0, utf8.length);
    return clean ? utf8.clone() : escape(utf8);
  }

  /**
   * Checks that a range of bytes is a value as {@link #recordable} leaves it.
   *
   * @param from the first byte
   * @param to the byte after the last
   * @throws IllegalArgumentException if it is anything else
   */
  public static void checkRecorded(byte[] utf8, int from, int to) {
    if (!PlainJson.isOne(utf8, from, to)) {
      parseRecorded(utf8, from, to);
    }
  }

  /** The same, by the parser whose word counts. */
  static void parseRecorded(byte[] utf8, int from, int to) {
    if (!isClean(utf8, from, to)) {
      throw new IllegalArgumentException("a character that must be escaped stands there raw");
    }
    checkOneValue(utf8, from, to);
  }

  /**
   * The same, for JSON that a strict writer of our own wrote: it is one value, so that only what it
   * holds is looked at.
   *
   * @throws IllegalArgumentException if it nests too deeply
   */
  static byte[] recordableAsWritten(byte[] utf8) {
    if (depth(utf8) >= MAX_DEPTH) {
      throw tooDeep();
    }
    return isClean(utf8, 0, utf8.length) ? utf8 : escape(utf8);
  }

  private static int depth(byte[] utf8) {
    int deepest = 0;
    int depth = 0;
    boolean inString = false;
    for (int at = 0; at < utf8.length; at++) {
      byte b = utf8[at];
      if (b == '\\') {
        at++;
      } else if (b == '"') {
        inString = !inString;
      } else if (!inString && (b == '{' || b == '[')) {
        deepest = Math.max(deepest, ++depth);
      } else if (!inString && (b == '}' || b == ']')) {
        depth--;
      }
    }
    return deepest;
  }

  private static IllegalArgumentException tooDeep() {
    return new IllegalArgumentException("a value is nested more than " + (MAX_DEPTH - 1) + " deep");
  }

  /** What is wrong with the JSON, and where; no value and no key of it. */
  public static String problem(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return "not strict JSON" + (at == null ? "" : ", at byte " + at.getByteOffset());
  }

  private static void checkOneValue(byte[] utf8, int from, int to) {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), utf8, from, to - from)) {
      int depth = 0;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new IllegalArgumentException("no JSON value");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth >= MAX_DEPTH) {
          throw tooDeep();
        }
      } while (depth > 0);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON value");
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(problem(e));
    }
  }

  private static byte[] escape(byte[] utf8) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length + 32);
    int length;
    for (int at = 0; at < utf8.length; at += length) {
      length = sequenceLength(utf8, at);
      if (mustEscape(utf8, at)) {
        String escaped = String.format("\\u%04x", codeUnit(utf8, at, length));
        out.writeBytes(escaped.getBytes(StandardCharsets.US_ASCII));
      } else {
        out.write(utf8, at, length);
      }
    }
    return out.toByteArray();
  }

  /** Whether nothing has to be escaped; refuses what is no UTF-8. */
  private static boolean isClean(byte[] utf8, int from, int to) {
    if (utf8.length > 2 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == -65) {
      throw new IllegalArgumentException("a byte order mark in front of JSON");
    }
    boolean clean = true;
    int at = from;
    while (at < to) {
      int b = utf8[at];
      if (b >= 0 && b < 0x20) {
        throw new IllegalArgumentException(
            "a raw control character (byte " + b + ") in recorded JSON");
      }
      boolean plain = b > 0 && b < 0x7F;
      clean &= plain || !mustEscape(utf8, at);
      at += plain ? 1 : sequenceLength(utf8, at);
    }
    return clean;
  }

  private static boolean mustEscape(byte[] utf8, int at) {
    int second = continuation(utf8, at + 1);
    int third = continuation(utf8, at + 2);
    return switch (utf8[at] & 0xFF) {
      case 0x7F -> true;
      case 0xC2 -> second < 0xA0;
      case 0xE2 -> second == 0x80 && (third == 0xA8 || third == 0xA9);
      case 0xED -> second >= 0xA0;
      default -> false;
    };
  }

  /** How many bytes the character here has; a lone surrogate counts as a character. */
  private static int sequenceLength(byte[] utf8, int at) {
    int lead = utf8[at] & 0xFF;
    int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    boolean valid = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4);
    for (int i = 1; i < length; i++) {
      valid &= continuation(utf8, at + i) != 0;
    }
    int second = continuation(utf8, at + 1);
    boolean tooLong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    if (!valid || tooLong || (lead == 0xF4 && second > 0x8F)) {
      throw new IllegalArgumentException("not UTF-8, at byte " + at);
    }
    return length;
  }

  /** The byte here if it goes on with a character, else 0. */
  private static int continuation(byte[] utf8, int at) {
    return at < utf8.length && (utf8[at] & 0xC0) == 0x80 ? utf8[at] & 0xFF : 0;
  }

  private static int codeUnit(byte[] utf8, int at, int length) {
    return switch (length) {
      case 1 -> utf8[at];
      case 2 -> (utf8[at] & 0x1F) << 6 | (utf8[at + 1] & 0x3F);
      default -> (utf8[at] & 0x0F) << 12 | (utf8[at + 1] & 0x3F) << 6 | (utf8[at + 2] & 0x3F);
    };
  }
}
