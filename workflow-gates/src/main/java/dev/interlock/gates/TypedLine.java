package dev.interlock.gates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A line that was typed, without its end. Of a long one only the beginning is kept. */
final class TypedLine {
  /** The longest line, in bytes, that is looked at. */
  static final int LONGEST = 256;

  /** How much is thrown away at most before a question: enough for what a terminal holds back. */
  private static final int DISCARDED = 65_536;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(LONGEST + 1);

  private TypedLine() {}

  /** The next line, or empty if the patience ends before the line does. */
  static Optional<TypedLine> next(Terminal.Session session, Patience patience)
      throws IOException, InterruptedException {
    TypedLine line = new TypedLine();
    while (!patience.over()) {
      int typed = session.available() > 0 ? session.read() : -1;
      if (typed == '\n') {
        return Optional.of(line);
      }
      if (typed < 0) {
        patience.pause(); // nothing there yet, or an end of file, which is no answer
      } else {
        line.keep(typed);
      }
    }
    return Optional.empty();
  }

  /** Throws away what was typed before; an unfinished line cannot be seen and stays. */
  static int discard(Terminal.Session session) throws IOException {
    int discarded = 0;
    while (discarded < DISCARDED && session.available() > 0) {
      session.read(); // an end of file too: what was typed behind it is no answer either
      discarded++;
    }
    return discarded;
  }

  private void keep(int typed) {
    if (!tooLong()) {
      kept.write(typed);
    }
  }

  boolean tooLong() {
    return kept.size() > LONGEST;
  }

  byte[] bytes() {
    return kept.toByteArray();
  }
}
