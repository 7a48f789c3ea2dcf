package dev.interlock.examples.sprintreview;

import java.util.Arrays;
import java.util.Optional;

/** The states of a work item. Done is the only one that counts as done. */
enum State {
  NEW("New"),
  ACTIVE("Active"),
  BLOCKED("Blocked"),
  DONE("Done");

  private final String text;

  State(String text) {
    this.text = text;
  }

  /** As it stands in a file. */
  String text() {
    return text;
  }

  /** The state of this text, in exactly this spelling. */
  static Optional<State> of(String text) {
    return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
  }
}
