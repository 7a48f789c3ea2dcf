package dev.interlock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lines in which what is shown differs from what was shown before: the lines of both that are
 * in no longest common part of them. Bounded, and the same each time. Use once.
 */
final class Changed {
  private static final int MOST_LINES = 60;

  /** How many pairs of lines are compared at most. */
  private static final int MOST_PAIRS = 1_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<String> found = new ArrayList<>();

  private Changed(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** Lines that begin with {@code -} or {@code +}, or one that says why there are none. */
  static List<String> lines(List<String> before, List<String> after) {
    int from = 0;
    int shorter = Math.min(before.size(), after.size());
    while (from < shorter && before.get(from).equals(after.get(from))) {
      from++;
    }
    int same = 0;
    while (same < shorter - from && fromEnd(before, same).equals(fromEnd(after, same))) {
      same++;
    }
    List<String> found =
        new Changed(
                before.subList(from, before.size() - same),
                after.subList(from, after.size() - same))
            .differences();
    return found.isEmpty() ? List.of("no line") : bounded(found);
  }

  private static String fromEnd(List<String> lines, int index) {
    return lines.get(lines.size() - 1 - index);
  }

  private static List<String> bounded(List<String> found) {
    return found.size() <= MOST_LINES
        ? found
        : Stream.concat(
                found.stream().limit(MOST_LINES),
                Stream.of("and " + (found.size() - MOST_LINES) + " more lines"))
            .toList();
  }

  private List<String> differences() {
    if ((long) before.size() * after.size() > MOST_PAIRS) {
      return List.of(before.size() + " lines that are now " + after.size() + " others");
    }
    int[][] common = common();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        found.add("-" + before.get(i++));
      } else {
        found.add("+" + after.get(j++));
      }
    }
    return found;
  }

  /** How long the longest common part of the rests is, from each pair of lines on. */
  private int[][] common() {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
