package dev.interlock.internal.sshsig;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns between commas, as ssh_config(5) has them: {@code *} and {@code ?} stand for anything,
 * and one that begins with {@code !} forbids what it matches. Immutable.
 *
 * @param text as it was written
 * @param allowed the patterns of which one must match
 * @param forbidden the patterns of which none may match
 */
record PatternList(String text, List<String> allowed, List<String> forbidden) {
  /** Matches every word. */
  static final PatternList ANY = new PatternList("*", List.of("*"), List.of());

  PatternList {
    allowed = List.copyOf(allowed);
    forbidden = List.copyOf(forbidden);
  }

  /**
   * Reads a list.
   *
   * @param what the thing that the list is, as messages name it
   */
  static PatternList parse(String text, String what) throws Malformed {
    List<String> allowed = new ArrayList<>();
    List<String> forbidden = new ArrayList<>();
    for (String pattern : text.split(",", -1)) {
      boolean negated = pattern.startsWith("!");
      String body = negated ? pattern.substring(1) : pattern;
      Malformed.require(
          body.matches("[!-~&&[^!\"\\\\]][!-~&&[^\"\\\\]]{0,254}"),
          what + " " + Malformed.quoted(text) + " has a pattern that is empty or not ASCII");
      (negated ? forbidden : allowed).add(body);
    }
    Malformed.require(
        !allowed.isEmpty(), what + " " + Malformed.quoted(text) + " only forbid: nothing matches");
    return new PatternList(text, allowed, forbidden);
  }

  boolean matches(String word) {
    return allowed.stream().anyMatch(pattern -> matches(word, pattern))
        && forbidden.stream().noneMatch(pattern -> matches(word, pattern));
  }

  /** Goes back to the last star only, and so needs no more than length times length. */
  private static boolean matches(String word, String pattern) {
    int at = 0;
    int in = 0;
    int star = -1;
    int afterStar = 0;
    while (at < word.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        afterStar = at;
      } else if (in < pattern.length() && isOne(word.charAt(at), pattern.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    return pattern.substring(in).chars().allMatch(c -> c == '*');
  }

  private static boolean isOne(char found, char wanted) {
    return wanted == '?' || wanted == found;
  }
}
