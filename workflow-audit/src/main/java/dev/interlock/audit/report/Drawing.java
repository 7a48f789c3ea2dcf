package dev.interlock.audit.report;

import java.util.List;
import java.util.Locale;

/** Draws the boxes of a definition as SVG. Use once. */
final class Drawing {
  private static final int EDGE = 6;
  private static final int SLANT = 14;
  private static final int CUT = 8;

  /** Up to here a picture fits a phone, and up to there it can be made smaller to do so nearly. */
  private static final int ONE = 320;

  private static final int FEW = 760;

  private final Html html;

  Drawing(Html html) {
    this.html = html;
  }

  void draw(Block.Picture picture) {
    int width = picture.box().width() + EDGE * 2;
    int height = picture.box().height() + EDGE * 2;
    html.open(Tag.FIGURE, width > ONE && width <= FEW ? "diagram few" : "diagram")
        .with(Attribute.ROLE, "group")
        .with(Attribute.LABEL, "Diagram; it can be scrolled")
        .with(Attribute.TABINDEX, 0)
        .newline();
    html.open(Tag.SVG)
        .with(Attribute.ROLE, "img")
        .with(Attribute.LABELLED_BY, "diagram-title diagram-words")
        .with(Attribute.VIEW_BOX, "0 0 " + width + " " + height)
        .with(Attribute.WIDTH, width)
        .with(Attribute.HEIGHT, height)
        .newline();
    html.open(Tag.TITLE).with(Attribute.ID, "diagram-title").words(picture.title()).close();
    html.open(Tag.DESC).with(Attribute.ID, "diagram-words").words(words(picture.outline()));
    html.close().newline();
    box(picture.box(), EDGE, EDGE);
    html.close().close();
  }

  private static String words(List<Block.Line> outline) {
    StringBuilder words = new StringBuilder();
    for (Block.Line line : outline) {
      line.words().parts().forEach(part -> words.append(part.text()));
      words.append(". ");
    }
    return words.toString().strip();
  }

  private void box(Box box, int x, int y) {
    if (box instanceof Box.Node node) {
      node(node, x, y);
    } else if (box instanceof Box.Stack stack) {
      stack(stack, x, y);
    } else if (box instanceof Box.Fork fork) {
      fork(fork, x, y);
    } else if (box instanceof Box.Frame frame) {
      frame(frame, x, y);
    }
  }

  private void stack(Box.Stack stack, int x, int y) {
    int centre = x + stack.width() / 2;
    int top = y;
    for (Box box : stack.boxes()) {
      if (top > y) {
        arrow(centre, top - Box.GAP, top);
      }
      box(box, centre - box.width() / 2, top);
      top += box.height() + Box.GAP;
    }
  }

  private void fork(Box.Fork fork, int x, int y) {
    int centre = x + fork.width() / 2;
    int bus = y + fork.head().height() + Box.BUS;
    int bottom = bus + fork.sidesHeight() + Box.BUS;
    line(centre, bus - Box.BUS, centre, bus);
    node(fork.head(), centre - Box.NODE / 2, y);
    int left = centre - fork.sidesWidth() / 2;
    int first = left;
    int last = left;
    for (Box.Side side : fork.sides()) {
      int middle = left + side.stack().width() / 2;
      first = left == centre - fork.sidesWidth() / 2 ? middle : first;
      last = middle;
      side(side, left, bus);
      line(middle, bus + side.height(), middle, bottom);
      left += side.stack().width() + Box.BESIDE;
    }
    line(first, bus, last, bus);
    line(first, bottom, last, bottom);
  }

  private void side(Box.Side side, int x, int y) {
    int middle = x + side.stack().width() / 2;
    int top = y + side.height() - side.stack().height();
    line(middle, y, middle, y + Box.LABEL);
    int row = y + Box.LABEL + Box.ROW - 4;
    for (int i = 0; i < side.words().size(); i++) {
      text(side.words().get(i), i == 0 ? "name middle" : "kind middle", middle, row);
      row += Box.ROW;
    }
    arrow(middle, top - Box.GAP, top);
    stack(side.stack(), x, top);
  }

  private void frame(Box.Frame frame, int x, int y) {
    html.open(Tag.G, "frame " + frame.state().look().style());
    rect(x, y, frame.width(), frame.height());
    int row = y + Box.PAD + 4;
    for (String words : frame.words()) {
      text(words, row == y + Box.PAD + 4 ? "name" : "kind", x + Box.PAD, row);
      row += Box.ROW;
    }
    text(label(frame.state()), "label", x + Box.PAD, row);
    html.close().newline();
    stack(frame.stack(), x + Box.PAD, y + frame.height() - Box.PAD - frame.stack().height());
  }

  private void node(Box.Node node, int x, int y) {
    html.open(
        Tag.G,
        "node " + node.shape().name().toLowerCase(Locale.ROOT) + " " + node.state().look().style());
    outline(node, x, y);
    int row = y + Box.ROW + 2;
    for (String words : node.kind()) {
      text(words, "kind middle", x + Box.NODE / 2, row);
      row += Box.ROW;
    }
    for (String words : node.name()) {
      text(words, "name middle", x + Box.NODE / 2, row);
      row += Box.ROW;
    }
    text(label(node.state()), "label middle", x + Box.NODE / 2, row);
    html.close().newline();
  }

  private void outline(Box.Node node, int x, int y) {
    int right = x + Box.NODE;
    int bottom = y + node.height();
    switch (node.shape()) {
      case GATE, CHOICE -> pointed(x, y, right, bottom);
      case RECEIVE -> path(x + SLANT, y, right, y, right - SLANT, bottom, x, bottom);
      case CHECK -> cut(x, y, right, bottom);
      default -> rect(x, y, Box.NODE, node.height());
    }
    if (node.shape() == Box.Shape.ACT) {
      line(x + 6, y, x + 6, bottom);
      line(right - 6, y, right - 6, bottom);
    }
  }

  /** With a point on the left and on the right. */
  private void pointed(int x, int y, int right, int bottom) {
    int middle = (y + bottom) / 2;
    int from = x + SLANT;
    int to = right - SLANT;
    path(x, middle, from, y, to, y, right, middle, to, bottom, from, bottom);
  }

  /** Without its corners. */
  private void cut(int x, int y, int right, int bottom) {
    int left = x + CUT;
    int end = right - CUT;
    int top = y + CUT;
    int low = bottom - CUT;
    path(x, top, left, y, end, y, right, top, right, low, end, bottom, left, bottom, x, low);
  }

  private static String label(State state) {
    return state.look().sign() + " " + Picturing.rows(state.says(), 34).get(0);
  }

  private void text(String words, String style, int x, int y) {
    html.open(Tag.TEXT, style).with(Attribute.X, x).with(Attribute.Y, y).words(words).close();
  }

  private void rect(int x, int y, int width, int height) {
    html.open(Tag.RECT)
        .with(Attribute.X, x)
        .with(Attribute.Y, y)
        .with(Attribute.WIDTH, width)
        .with(Attribute.HEIGHT, height)
        .with(Attribute.RX, 7)
        .close();
  }

  private void path(int... points) {
    StringBuilder path = new StringBuilder("M");
    for (int point : points) {
      path.append(' ').append(point);
    }
    html.open(Tag.PATH).with(Attribute.D, path + " Z").close();
  }

  private void line(int x1, int y1, int x2, int y2) {
    html.open(Tag.LINE, "line")
        .with(Attribute.X1, x1)
        .with(Attribute.Y1, y1)
        .with(Attribute.X2, x2)
        .with(Attribute.Y2, y2)
        .close()
        .newline();
  }

  private void arrow(int x, int from, int to) {
    line(x, from, x, to);
    html.open(Tag.PATH, "tip")
        .with(
            Attribute.D,
            "M " + (x - 4) + " " + (to - 7) + " " + x + " " + to + " " + (x + 4) + " " + (to - 7)
                + " Z")
        .close()
        .newline();
  }
}
