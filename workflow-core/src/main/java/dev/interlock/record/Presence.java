package dev.interlock.record;

/**
 * How surely a person was there when a gate was answered, lowest first. A pipe has no grade at all.
 */
public enum Presence {
  /** A terminal answered; who sat there is claimed. */
  TERMINAL,
  /** The host's identity provider vouches for the person. */
  LOGIN,
  /** A registered key signed. */
  KEY,
  /** A security key or passkey signed after a touch. */
  HARDWARE;

  /** Whether this grade is at least the other. */
  public boolean reaches(Presence least) {
    return compareTo(least) >= 0;
  }
}
