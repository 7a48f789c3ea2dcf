package dev.interlock.internal.sshsig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong, so that it can be told all at once. Use from one thread. */
final class Mistakes {
  private final List<String> sentences = new ArrayList<>();

  /** Reads something that may be wrong. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws Malformed;
  }

  /** What was read, or nothing and one mistake more, told after these words. */
  <T> Optional<T> attempt(String before, Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (Malformed e) {
      sentences.add(before + e.sentence());
      return Optional.empty();
    }
  }

  /** Throws all mistakes if there are any. */
  void throwAny(String before, String between) throws Malformed {
    Malformed.require(sentences.isEmpty(), before + String.join(between, sentences));
  }
}
