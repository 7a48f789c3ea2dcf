package dev.interlock.internal.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A quick look at JSON: whether there is any sign of a secret. Where there is none, nothing of the
 * forms can be found. It makes no object for JSON without a sign, and takes a few nanoseconds a
 * byte. Safe for many threads.
 */
final class Suspicion {
  /** Where the letter case counts. */
  private static final List<String> SIGNS =
      List.of(
          "AKIA",
          "ASIA",
          "ABIA",
          "ACCA",
          "AIza",
          "GOCSPX-",
          "ya29.",
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "xox",
          "hooks.slack",
          "k_live_",
          "k_test_",
          "sig=",
          "sk-",
          "npm_",
          "pypi-",
          "SG.",
          "eyJ",
          "-----BEGIN",
          "://");

  /** Where it does not. */
  private static final List<String> WORDS =
      List.of(
          "passw",
          "passphrase",
          "pwd",
          "pin\"",
          "secret",
          "token",
          "api_key",
          "api-key",
          "apikey",
          "api.key",
          "access_key",
          "access-key",
          "accesskey",
          "account_key",
          "account-key",
          "accountkey",
          "private_key",
          "private-key",
          "privatekey",
          "authorization",
          "bearer",
          "basic",
          "credential",
          "cookie");

  private static final int RUN = 20;
  private static final int URL = 600;
  private static final byte[] SIXTY_FOUR = sixtyFour();
  private static final long[] FIRST = new long[512];
  private static final Sign[][] BY_HASH = new Sign[1 << 15][];

  /** A sign, and whether its letter case counts. */
  private static final class Sign {
    private final byte[] text;
    private final boolean exactly;

    private Sign(byte[] text, boolean exactly) {
      this.text = text;
      this.exactly = exactly;
    }
  }

  static {
    SIGNS.forEach(sign -> index(sign, true));
    WORDS.forEach(sign -> index(sign, false));
  }

  private Suspicion() {}

  private static void index(String sign, boolean exactly) {
    byte[] bytes = sign.getBytes(StandardCharsets.US_ASCII);
    int hash = 0;
    for (int i = 0; i < 3; i++) {
      hash = (hash << 5) | (bytes[i] & 0x1f);
    }
    FIRST[hash >> 6] |= 1L << hash;
    Sign[] before = BY_HASH[hash] == null ? new Sign[0] : BY_HASH[hash];
    BY_HASH[hash] = Arrays.copyOf(before, before.length + 1);
    BY_HASH[hash][before.length] = new Sign(bytes, exactly);
  }

  private static byte[] sixtyFour() {
    byte[] values = new byte[256];
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < digits.length(); i++) {
      values[digits.charAt(i)] = (byte) i;
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }

  /** Whether there is a sign in one recordable JSON value. */
  static boolean of(byte[] json) {
    return signs(json, json.length) || hasCode(json) || acrossStrings(json);
  }

  private static boolean signs(byte[] text, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = ((hash << 5) | (text[i] & 0x1f)) & 0x7fff;
      if ((FIRST[hash >> 6] & (1L << hash)) != 0 && i >= 2 && sign(text, i - 2, length, hash)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sign(byte[] text, int at, int length, int hash) {
    for (Sign sign : BY_HASH[hash]) {
      if (isAt(sign, text, at, length) && (sign.text[0] != ':' || hasAt(text, at, length))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(Sign sign, byte[] text, int at, int length) {
    if (at + sign.text.length > length) {
      return false;
    }
    for (int i = 0; i < sign.text.length; i++) {
      int b = text[at + i];
      if (b != sign.text[i] && (sign.exactly || (b | 0x20) != sign.text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAt(byte[] text, int from, int length) {
    for (int i = from; i < Math.min(length, from + URL); i++) {
      if (text[i] == '@') {
        return true;
      }
    }
    return false;
  }

  /** Whether there is an escaped letter, or a run that hides a sign in base64. */
  private static boolean hasCode(byte[] json) {
    int from = 0;
    for (int i = 0; i <= json.length; i++) {
      if (i < json.length && SIXTY_FOUR[json[i] & 0xff] >= 0) {
        continue;
      }
      if (i - from >= RUN && hidesSign(json, from, i)) {
        return true;
      }
      if (i + 1 < json.length && json[i] == '\\' && (json[i + 1] == 'u' || json[i + 1] == '/')) {
        return true;
      }
      from = i + 1;
    }
    return false;
  }

  private static boolean hidesSign(byte[] json, int from, int to) {
    byte[] plain = new byte[(to - from) * 3 / 4 + 3];
    for (int shift = 0; shift < 4; shift++) {
      int length = decode(json, from + shift, to, plain);
      if (signs(plain, length)) {
        return true;
      }
    }
    return false;
  }

  /** Decodes base64 of either alphabet, and gives how many bytes there are. */
  static int decode(byte[] code, int from, int to, byte[] plain) {
    int length = 0;
    int bits = 0;
    int held = 0;
    for (int i = from; i < to; i++) {
      held = (held << 6) | SIXTY_FOUR[code[i] & 0xff];
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        plain[length++] = (byte) (held >> bits);
      }
    }
    return length;
  }

  /** Whether strings that stand one after the other hold a sign together. */
  private static boolean acrossStrings(byte[] json) {
    byte[] joined = new byte[json.length];
    int length = 0;
    int i = 0;
    while (i < json.length) {
      if (json[i] != '"') {
        i++;
        continue;
      }
      int from = i + 1;
      int to = end(json, from);
      i = to + 1;
      if (i >= json.length || json[i] != ':') {
        System.arraycopy(json, from, joined, length, to - from);
        length += to - from;
      }
    }
    return signs(joined, length);
  }

  private static int end(byte[] json, int from) {
    int at = from;
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, json.length);
  }
}
