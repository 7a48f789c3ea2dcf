package dev.interlock;

/**
 * The identity of one scope of a definition: the workflow itself, a branch, an arm.
 *
 * <p>Compared by identity. Use while a definition is written from one thread; then immutable.
 */
final class ScopeKey {
  private final String label;

  ScopeKey(String label) {
    this.label = label;
  }

  /** What a message calls it, such as {@code branch '5-reviews/qa'}. */
  String label() {
    return label;
  }
}
