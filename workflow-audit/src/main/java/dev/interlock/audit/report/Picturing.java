package dev.interlock.audit.report;

import dev.interlock.audit.judge.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes boxes and lines of the nodes of a definition. */
final class Picturing {
  private static final int MOST = 300;
  private static final int NAME = 26;
  private static final int WORDS = 33;
  private static final int MOST_ROWS = 3;

  private Picturing() {}

  /** The blocks of the definition. */
  static List<Block> blocks(RunStory story, Plan plan) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Diagram", "diagram"));
    if (plan.items().isEmpty()) {
      blocks.add(new Block.Paragraph(Phrase.of("The outline of the definition is not there.")));
      return blocks;
    }
    long nodes = Box.nodes(plan.items());
    if (nodes > MOST) {
      blocks.add(
          new Block.Paragraph(
              Phrase.of(
                  "Left out: the definition has "
                      + Numbers.of(nodes, "node")
                      + ", too many for a picture.")));
      return blocks;
    }
    String workflow = story.started().map(start -> start.workflow()).orElse("");
    Box.Node first =
        new Box.Node(
            Box.Shape.END, State.done("started"), List.of("workflow"), rows(workflow, NAME));
    Box.Node last = new Box.Node(Box.Shape.END, story.state(), List.of("the run"), List.of());
    List<Block.Line> lines = new ArrayList<>();
    lines(0, plan.items(), lines);
    blocks.add(
        new Block.Picture(
            Box.between(first, stack(plan.items()), last), "Workflow " + workflow, lines));
    return blocks;
  }

  private static Box.Stack stack(List<Plan.Item> items) {
    return new Box.Stack(items.stream().map(Picturing::box).toList());
  }

  private static Box box(Plan.Item item) {
    return switch (item.noun()) {
      case "parallel", "choose" -> new Box.Fork(node(item), sides(item.sides()));
      case "repeat", "forEach" ->
          new Box.Frame(
              item.state(),
              Stream.concat(
                      rows(item.noun() + " " + item.name(), WORDS).stream(), loop(item).stream())
                  .toList(),
              stack(item.sides().get(0).items()));
      default -> node(item);
    };
  }

  /** All with as many rows of words, so that they begin side by side. */
  private static List<Box.Side> sides(List<Plan.Side> sides) {
    List<List<String>> words = sides.stream().map(Picturing::label).toList();
    int most = words.stream().mapToInt(List::size).max().orElse(0);
    List<Box.Side> boxes = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      List<String> rows = new ArrayList<>(words.get(i));
      rows.addAll(Collections.nCopies(most - rows.size(), ""));
      boxes.add(new Box.Side(rows, stack(sides.get(i).items())));
    }
    return boxes;
  }

  private static List<String> label(Plan.Side side) {
    List<String> words = new ArrayList<>(rows(side.name(), NAME));
    side.when().ifPresent(when -> words.addAll(rows("when " + when, WORDS)));
    return words;
  }

  private static List<String> loop(Plan.Item item) {
    Tree tree = item.tree();
    String most = "at most " + tree.number("atMost");
    return rows(
        tree.textIfAny("until").map(until -> "until " + until + ", " + most).orElse(most), WORDS);
  }

  private static Box.Node node(Plan.Item item) {
    return new Box.Node(
        shape(item), item.state(), rows(kind(item), WORDS), rows(item.name(), NAME));
  }

  private static Box.Shape shape(Plan.Item item) {
    return switch (item.noun()) {
      case "gate" -> Box.Shape.GATE;
      case "check" -> Box.Shape.CHECK;
      case "receive" -> Box.Shape.RECEIVE;
      case "choose" -> Box.Shape.CHOICE;
      case "step" -> item.tree().text("kind").equals("act") ? Box.Shape.ACT : Box.Shape.STEP;
      default -> Box.Shape.STEP;
    };
  }

  /** What kind of node it is, and who has a say in it. */
  private static String kind(Plan.Item item) {
    Tree tree = item.tree();
    return switch (item.noun()) {
      case "step" -> tree.text("kind") + trust(tree);
      case "gate" -> "gate, " + String.join(", ", tree.texts("roles"));
      case "receive" -> "receive, " + String.join(", ", tree.texts("from")) + trust(tree);
      case "child" -> "child, " + tree.text("workflow");
      default -> item.noun();
    };
  }

  private static String trust(Tree tree) {
    return Stream.of("unverified", "unguarded", "optional")
        .filter(tree::has)
        .map(word -> ", " + word)
        .reduce("", String::concat);
  }

  private static void lines(int depth, List<Plan.Item> items, List<Block.Line> lines) {
    for (Plan.Item item : items) {
      lines.add(
          new Block.Line(
              depth,
              Phrase.state(item.state())
                  .and(": ")
                  .andCode(item.name())
                  .and(", ")
                  .andValue(kind(item))));
      for (Plan.Side side : item.sides()) {
        boolean named = !side.name().isEmpty();
        if (named) {
          lines.add(new Block.Line(depth + 1, words(side)));
        }
        lines(depth + (named ? 2 : 1), side.items(), lines);
      }
    }
  }

  private static Phrase words(Plan.Side side) {
    Phrase name = Phrase.code(side.name());
    Optional<String> when = side.when();
    return when.map(rule -> name.and(" when ").andValue(rule)).orElse(name);
  }

  /** Words in rows that are not too long, and not too many of them. */
  static List<String> rows(String text, int columns) {
    List<String> rows = new ArrayList<>();
    String rest = text;
    while (rest.length() > columns && rows.size() < MOST_ROWS - 1) {
      int end = end(rest, columns);
      rows.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    rows.add(rest.length() > columns ? rest.substring(0, columns - 1) + "\u2026" : rest);
    return rows;
  }

  /** After a blank or a hyphen, if one stands in the second half. */
  private static int end(String text, int columns) {
    for (int at = columns; at > columns / 2; at--) {
      char before = text.charAt(at - 1);
      if (before == ' ' || before == '-') {
        return at;
      }
    }
    return Character.isHighSurrogate(text.charAt(columns - 1)) ? columns - 1 : columns;
  }
}
