package dev.interlock.audit.report;

import java.util.ArrayList;
import java.util.List;

/** A line of a page: words of ours, and what stands in the record. Immutable. */
record Phrase(List<Part> parts) {
  /** How long a recorded text may be in a line. */
  static final int LONGEST = 400;

  /** How a part is meant. */
  enum Kind {
    /** Words of ours. */
    TEXT,
    /** Words of ours that matter. */
    STRONG,
    /** What somebody wrote. */
    VALUE,
    /** A name or a digest. */
    CODE,
    /** How something stands. */
    STATE
  }

  /** A part of it; {@code look} counts where it says how something stands. */
  record Part(Kind kind, Look look, String text) {}

  Phrase {
    parts = List.copyOf(parts);
  }

  static Phrase of(String words) {
    return new Phrase(List.of()).and(words);
  }

  static Phrase value(String recorded) {
    return new Phrase(List.of()).andValue(recorded);
  }

  static Phrase code(String recorded) {
    return new Phrase(List.of()).andCode(recorded);
  }

  static Phrase state(State state) {
    return new Phrase(List.of()).andState(state);
  }

  Phrase and(String words) {
    return and(Kind.TEXT, Look.IDLE, words);
  }

  Phrase andStrong(String words) {
    return and(Kind.STRONG, Look.IDLE, words);
  }

  Phrase andValue(String recorded) {
    return and(Kind.VALUE, Look.IDLE, bounded(recorded));
  }

  Phrase andCode(String recorded) {
    return and(Kind.CODE, Look.IDLE, bounded(recorded));
  }

  Phrase andState(State state) {
    return and(Kind.STATE, state.look(), bounded(state.says()));
  }

  Phrase and(Phrase other) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts());
    return new Phrase(all);
  }

  private Phrase and(Kind kind, Look look, String text) {
    List<Part> all = new ArrayList<>(parts);
    all.add(new Part(kind, look, text));
    return new Phrase(all);
  }

  private static String bounded(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int cut = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, cut)
        + " (cut: "
        + Numbers.of(text.length() - cut)
        + " more characters)";
  }
}
