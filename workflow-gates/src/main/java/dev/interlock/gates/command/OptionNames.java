package dev.interlock.gates.command;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a pattern says which options it lets through. It is not looked at how the pattern is
 * written, but what it does: a name grows from its first character on, and at each length it is
 * asked which beginnings can still become an argument that it lets through. Few at every length,
 * and none without end, are names that somebody wrote down; more is a pattern for any option.
 *
 * <p>The name of a long option ends at {@code =} or with the argument, because a part of it is as
 * good as the whole to most programs. That of a short one is its letter, behind which its value
 * stands. Digits are no names: {@code -[0-9]+} is a number.
 */
final class OptionNames {
  /** So many options may one pattern name. */
  static final int MOST = 12;

  private static final int LONGEST = 64;

  private static final List<String> LETTERS =
      IntStream.rangeClosed('A', 'z')
          .filter(Character::isLetter)
          .mapToObj(Character::toString)
          .toList();

  private static final List<String> PARTS =
      IntStream.rangeClosed('!', '~').filter(c -> c != '=').mapToObj(Character::toString).toList();

  private OptionNames() {}

  /** Whether the pattern lets through a few options, each by its name. */
  static boolean areSaidBy(Pattern pattern) {
    return longer(pattern, Set.of("-"), LETTERS).size() <= MOST && hasLongNames(pattern);
  }

  private static boolean hasLongNames(Pattern pattern) {
    Set<String> names = longer(pattern, Set.of("-"), List.of("-"));
    for (int length = 0; !names.isEmpty(); length++) {
      if (names.size() > MOST || length > LONGEST) {
        return false;
      }
      names = longer(pattern, names, PARTS);
    }
    return true;
  }

  /** The beginnings that are longer by one of these characters and can still be let through. */
  private static Set<String> longer(Pattern pattern, Set<String> names, List<String> more) {
    return names.stream()
        .flatMap(name -> more.stream().map(name::concat))
        .filter(name -> isBeginning(pattern, name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isBeginning(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    try {
      return matcher.matches() || matcher.hitEnd();
    } catch (StackOverflowError e) { // what cannot be told may be anything
      return true;
    }
  }
}
