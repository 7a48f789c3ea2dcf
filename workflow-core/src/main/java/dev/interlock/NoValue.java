package dev.interlock;

/**
 * What something reads is not there: it stands behind what another definition has first, which the
 * run has not come to.
 */
final class NoValue extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NoValue(String message) {
    super(message);
  }
}
