package dev.interlock;

/** The bodies and checks of one run that are at work right now. Safe for many threads. */
final class Bodies {
  private final Object lock = new Object();
  private int atWork;
  private boolean stopped;

  /** One wants to begin; no more may after a stop. */
  boolean begin() {
    synchronized (lock) {
      if (!stopped) {
        atWork++;
      }
      return !stopped;
    }
  }

  void end() {
    synchronized (lock) {
      atWork--;
    }
  }

  /** Lets no other begin. */
  void stop() {
    synchronized (lock) {
      stopped = true;
    }
  }

  boolean areDone() {
    synchronized (lock) {
      return atWork == 0;
    }
  }
}
