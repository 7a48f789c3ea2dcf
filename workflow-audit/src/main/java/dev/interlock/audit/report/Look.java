package dev.interlock.audit.report;

import java.util.Locale;

/** How something stands, by a sign, a word and a colour: never by a colour alone. */
enum Look {
  /** It went well. */
  DONE("\u2713", "done"),
  /** It did not. */
  FAILED("\u2717", "failed"),
  /** Somebody or something has to come first. */
  WAITING("\u2026", "waiting"),
  /** It is under way. */
  RUNNING("\u25b8", "under way"),
  /** It was done and then undone. */
  UNDONE("\u21ba", "undone"),
  /** It was passed over. */
  SKIPPED("\u2013", "skipped or not taken"),
  /** Nothing has come to it. */
  IDLE("\u00b7", "not reached");

  private final String sign;
  private final String words;

  Look(String sign, String words) {
    this.sign = sign;
    this.words = words;
  }

  /** What steps are that look so. */
  String words() {
    return words;
  }

  String sign() {
    return sign;
  }

  /** Its name in the style sheet. */
  String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
