package dev.interlock.examples.sprintreview;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much of a whole is done, without binary fractions. */
final class Rate {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Rate() {}

  /** Whether at least this many per cent are done: whole numbers only, so 79.99 is not 80. */
  static boolean reaches(int done, int total, int percent) {
    return done * 100L >= (long) percent * total;
  }

  /**
   * Per cent with one decimal, cut off rather than rounded, so that it never shows more than is.
   */
  static BigDecimal shown(int done, int total) {
    return BigDecimal.valueOf(done)
        .multiply(HUNDRED)
        .divide(BigDecimal.valueOf(total), 1, RoundingMode.DOWN);
  }
}
