package dev.interlock.audit.report;

import java.util.List;
import java.util.stream.Stream;

/** A part of the picture of a definition: how large it is, in pixels. Immutable. */
sealed interface Box {
  /** How wide a node is. */
  int NODE = 212;

  /** Between boxes one above the other. */
  int GAP = 26;

  /** Between boxes side by side. */
  int BESIDE = 22;

  /** Between the edge of a frame and what it holds. */
  int PAD = 16;

  /** How high a line of words is. */
  int ROW = 16;

  /** From the line over the sides to the words of one. */
  int LABEL = 6;

  /** From a head to the line that leads to its sides. */
  int BUS = 18;

  int width();

  int height();

  /** How a node is drawn. */
  enum Shape {
    STEP,
    ACT,
    GATE,
    CHECK,
    RECEIVE,
    CHOICE,
    END
  }

  /** A node. */
  record Node(Shape shape, State state, List<String> kind, List<String> name) implements Box {
    @Override
    public int width() {
      return NODE;
    }

    @Override
    public int height() {
      return 14 + ROW * (kind.size() + name.size() + 1);
    }
  }

  /** Boxes one above the other. */
  record Stack(List<Box> boxes) implements Box {
    @Override
    public int width() {
      return boxes.stream().mapToInt(Box::width).max().orElse(NODE);
    }

    @Override
    public int height() {
      return boxes.stream().mapToInt(Box::height).sum() + GAP * Math.max(0, boxes.size() - 1);
    }
  }

  /** A branch or an arm, with its words above it. */
  record Side(List<String> words, Stack stack) {
    int height() {
      return LABEL + ROW * words.size() + GAP + stack.height();
    }
  }

  /** Branches or arms below their head, side by side. */
  record Fork(Node head, List<Side> sides) implements Box {
    @Override
    public int width() {
      return Math.max(NODE, sidesWidth());
    }

    int sidesWidth() {
      return sides.stream().mapToInt(side -> side.stack().width()).sum()
          + BESIDE * Math.max(0, sides.size() - 1);
    }

    int sidesHeight() {
      return sides.stream().mapToInt(Side::height).max().orElse(0);
    }

    @Override
    public int height() {
      return head.height() + BUS * 2 + sidesHeight();
    }
  }

  /** A loop around what it repeats. */
  record Frame(State state, List<String> words, Stack stack) implements Box {
    @Override
    public int width() {
      return stack.width() + PAD * 2;
    }

    @Override
    public int height() {
      return PAD * 2 + ROW * (words.size() + 1) + stack.height();
    }
  }

  /** How many nodes there are. */
  static long nodes(List<Plan.Item> items) {
    return items.stream()
        .mapToLong(item -> 1 + item.sides().stream().mapToLong(side -> nodes(side.items())).sum())
        .sum();
  }

  /** All that is drawn of a stack, with what comes first and last. */
  static Stack between(Node first, Stack stack, Node last) {
    return new Stack(
        Stream.of(Stream.of(first), stack.boxes().stream(), Stream.of(last))
            .flatMap(all -> all)
            .map(Box.class::cast)
            .toList());
  }
}
