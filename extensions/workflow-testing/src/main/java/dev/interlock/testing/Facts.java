package dev.interlock.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a failed assertion says: one fact a line, its name and what it is, in columns. Immutable.
 */
final class Facts {
  private final List<Fact> all;

  private record Fact(String name, List<String> lines) {}

  private Facts(List<Fact> all) {
    this.all = all;
  }

  /** Facts that begin with this one. */
  static Facts of(String name, Object value) {
    return new Facts(List.of()).and(name, value);
  }

  /** One more; what has several lines stands in several. */
  Facts and(String name, Object value) {
    List<Fact> more = new ArrayList<>(all);
    more.add(new Fact(name, String.valueOf(value).lines().toList()));
    return new Facts(List.copyOf(more));
  }

  /** One more, whose elements stand one a line. */
  Facts andEach(String name, List<?> values) {
    return and(
        name,
        values.isEmpty()
            ? "(none)"
            : values.stream().map(String::valueOf).collect(Collectors.joining("\n")));
  }

  /** The failure that says them. */
  AssertionError failure() {
    return new AssertionError(this);
  }

  @Override
  public String toString() {
    int width = all.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Fact fact : all) {
      String name = fact.name();
      for (String line : fact.lines().isEmpty() ? List.of("") : fact.lines()) {
        text.append("\n").append(name).append(" ".repeat(width - name.length()));
        text.append(name.isEmpty() ? "  " : ": ").append(line);
        name = "";
      }
    }
    return text.toString();
  }
}
