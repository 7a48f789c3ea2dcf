package dev.interlock.audit.report;

import java.util.List;

/** A part of a page, without a word of how it is written. Immutable. */
sealed interface Block {
  /** A heading that can be linked to. */
  record Heading(int level, String words, String id) implements Block {}

  /** A paragraph. */
  record Paragraph(Phrase words) implements Block {}

  /** What must be seen first. */
  record Banner(Look look, String title, List<Phrase> lines) implements Block {}

  /** Names with what they stand for. */
  record Facts(List<Fact> facts) implements Block {}

  /** A name and what it stands for. */
  record Fact(String name, Phrase words) {}

  /** A table with its caption. */
  record Table(String caption, List<String> columns, List<List<Phrase>> rows) implements Block {}

  /** A list. */
  record Items(List<Phrase> items) implements Block {}

  /** What is opened on demand. */
  record Fold(Phrase summary, List<Block> inner) implements Block {}

  /**
   * Text as it is, as far as it is shown.
   *
   * @param left what was left out, or nothing
   */
  record Code(String text, String left) implements Block {}

  /** The definition as a picture. */
  record Picture(Box box, String title, List<Line> outline) implements Block {}

  /** A node of the outline in words. */
  record Line(int depth, Phrase words) {}

  /** One event. */
  record Moment(String seq, String at, Phrase words, Code code) {}

  /** Events in their order. */
  record Moments(List<Moment> moments) implements Block {}
}
