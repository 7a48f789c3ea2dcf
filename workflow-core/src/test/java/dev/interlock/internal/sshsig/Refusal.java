package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Why something was refused as malformed; the test fails where it was not. */
final class Refusal {
  private Refusal() {}

  static String of(ThrowingCallable reading) {
    Malformed thrown = catchThrowableOfType(Malformed.class, reading);
    if (thrown == null) {
      throw new AssertionError("nothing was refused");
    }
    return thrown.sentence();
  }
}
