package dev.interlock.testing;

import java.util.ArrayList;
import java.util.List;

/** Texts by their lines. */
final class Lines {
  private Lines() {}

  /** What differs, in the order of the texts: {@code - before}, {@code + after}. */
  static List<String> difference(List<String> before, List<String> after) {
    int[][] common = common(before, after);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean both = i < before.size() && j < after.size();
      if (both && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + before.get(i++));
      } else {
        lines.add("+ " + after.get(j++));
      }
    }
    return lines;
  }

  /** How many lines the rests of both have in common, from each line on. */
  private static int[][] common(List<String> before, List<String> after) {
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

  /**
   * Well-formed JSON without white space, in lines: each object and array of objects opens some.
   */
  static String indented(String json) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean string = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (string) {
        text.append(c);
        if (c == '\\') {
          text.append(json.charAt(++i));
        }
        string = c != '"';
      } else if (c == '{' || c == '[') {
        text.append(c).append("\n").append("  ".repeat(++depth));
      } else if (c == '}' || c == ']') {
        text.append("\n").append("  ".repeat(--depth)).append(c);
      } else if (c == ',') {
        text.append(",\n").append("  ".repeat(depth));
      } else {
        text.append(c).append(c == ':' ? " " : "");
        string = c == '"';
      }
    }
    return text.toString();
  }
}
