package dev.interlock.examples.deployment;

import dev.interlock.Verdict;
import dev.interlock.gates.check.HttpCheck;
import java.util.concurrent.TimeUnit;

/** Looks again for a while at what may just be starting. */
final class Patiently {
  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 100;

  private Patiently() {}

  /** A look. */
  interface Look {
    Verdict take() throws InterruptedException;
  }

  /** The site answers with its version. */
  static Verdict says(Site site) throws InterruptedException {
    HttpCheck check = HttpCheck.of(site.url()).saying("ok, version " + site.version());
    return examine(() -> check.examine(site.url() + "/health"));
  }

  /** The first verdict that something was seen for, be it good or bad; or the last. */
  static Verdict examine(Look look) throws InterruptedException {
    Verdict verdict = look.take();
    for (int tries = 1; tries < TRIES && sawNothing(verdict); tries++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      verdict = look.take();
    }
    return verdict;
  }

  private static boolean sawNothing(Verdict verdict) {
    return verdict instanceof Verdict.Failed failed && failed.seen().isEmpty();
  }
}
