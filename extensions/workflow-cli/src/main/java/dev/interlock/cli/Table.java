package dev.interlock.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of cells in columns of fixed width, two spaces between them. A cell that is too long goes on
 * in the next line; a first cell that is too long gets lines of its own. Use from one thread.
 */
final class Table {
  private final int[] widths;
  private final List<String> lines = new ArrayList<>();

  Table(int... widths) {
    this.widths = widths;
  }

  /** Adds a row; what comes from a record is cleaned here. */
  Table row(String... cells) {
    List<String> cleaned = new ArrayList<>(Arrays.stream(cells).map(Text::clean).toList());
    if (Text.width(cleaned.get(0)) > widths[0]) {
      lines.addAll(Text.wrap(cleaned.get(0), Text.COLUMNS));
      cleaned.set(0, "");
    }
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      columns.add(Text.wrap(cleaned.get(i), widths[i]));
    }
    int height = columns.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < height; i++) {
      add(columns, i);
    }
    return this;
  }

  /** Adds a line across all columns. */
  void line(String text) {
    lines.add(text);
  }

  private void add(List<List<String>> columns, int number) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      List<String> column = columns.get(i);
      line.append(Text.pad(number < column.size() ? column.get(number) : "", widths[i] + 2));
    }
    String text = line.toString().stripTrailing();
    if (!text.isEmpty()) {
      lines.add(text);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
