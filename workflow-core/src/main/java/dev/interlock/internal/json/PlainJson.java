package dev.interlock.internal.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Sees of most recorded values in one pass that they are what the strict parser takes: one JSON
 * value in printable ASCII without a space between its parts, with no key twice. Of what it is not
 * sure, the parser decides. Use once.
 */
final class PlainJson {
  private static final int MOST_NAMES = 32;
  private static final int MOST_DEPTH = 16;
  private static final int MOST_DIGITS = 100;
  private static final boolean[] IS_PLAIN = new boolean[1 << Byte.SIZE];
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);

  static {
    Arrays.fill(IS_PLAIN, ' ', '~' + 1, true);
    IS_PLAIN['"'] = false;
    IS_PLAIN['\\'] = false;
  }

  private final byte[] json;
  private final int to;

  /** Where the names of the objects begin and end that are open here, the outermost first. */
  private int[] names = new int[16];

  private int used;
  private int at;

  private PlainJson(byte[] json, int from, int to) {
    this.json = json;
    this.at = from;
    this.to = to;
  }

  /**
   * Whether a range of bytes is surely one such value.
   *
   * @param from the first byte
   * @param to the byte after the last
   */
  static boolean isOne(byte[] json, int from, int to) {
    PlainJson plain = new PlainJson(json, from, to);
    return plain.value(1) && plain.at == to;
  }

  private boolean value(int depth) {
    if (at == to || depth > MOST_DEPTH) {
      return false;
    }
    return switch (json[at]) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> text(true);
      case 't' -> word(TRUE);
      case 'f' -> word(FALSE);
      case 'n' -> word(NULL);
      default -> number();
    };
  }

  private boolean object(int depth) {
    at++;
    if (took('}')) {
      return true;
    }
    int outer = used;
    do {
      if (!name(outer) || !took(':') || !value(depth + 1)) {
        return false;
      }
    } while (took(','));
    used = outer;
    return took('}');
  }

  private boolean name(int outer) {
    int from = at;
    if (at == to || json[at] != '"' || !text(false) || used == 2 * MOST_NAMES) {
      return false;
    }
    for (int i = outer; i < used; i += 2) {
      if (isSame(names[i], names[i + 1], from)) {
        return false;
      }
    }
    if (used == names.length) {
      names = Arrays.copyOf(names, 2 * used);
    }
    names[used++] = from;
    names[used++] = at;
    return true;
  }

  /** Whether a name is the one that ends here; most are of another length. */
  private boolean isSame(int begins, int ends, int from) {
    return ends - begins == at - from && Arrays.equals(json, begins, ends, json, from, at);
  }

  private boolean array(int depth) {
    at++;
    if (took(']')) {
      return true;
    }
    do {
      if (!value(depth + 1)) {
        return false;
      }
    } while (took(','));
    return took(']');
  }

  private boolean text(boolean mayEscape) {
    at++;
    skipPlain();
    while (mayEscape && took('\\')) {
      if (!escape()) {
        return false;
      }
      skipPlain();
    }
    return took('"');
  }

  private void skipPlain() {
    int next = at;
    while (next < to && IS_PLAIN[json[next] & 0xFF]) {
      next++;
    }
    at = next;
  }

  private boolean escape() {
    if (at == to) {
      return false;
    }
    return switch (json[at++]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
      default -> false;
    };
  }

  private boolean number() {
    int from = at;
    took('-');
    boolean zero = took('0');
    boolean whole = zero ? at == to || !isDigit(json[at]) : digits();
    return whole && (!took('.') || digits()) && at - from <= MOST_DIGITS;
  }

  private boolean digits() {
    int from = at;
    while (at < to && isDigit(json[at])) {
      at++;
    }
    return at > from;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private boolean word(byte[] word) {
    int end = at + word.length;
    boolean is = end <= to && Arrays.equals(json, at, end, word, 0, word.length);
    at = is ? end : at;
    return is;
  }

  private boolean took(char one) {
    boolean is = at < to && json[at] == one;
    at += is ? 1 : 0;
    return is;
  }
}
