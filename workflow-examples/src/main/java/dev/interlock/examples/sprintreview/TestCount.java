package dev.interlock.examples.sprintreview;

/** The numbers of one test report, or of several together. */
record TestCount(int tests, int failures, int errors, int skipped) {
  static final TestCount NONE = new TestCount(0, 0, 0, 0);

  /** Both together. */
  TestCount and(TestCount other) {
    return new TestCount(
        tests + other.tests,
        failures + other.failures,
        errors + other.errors,
        skipped + other.skipped);
  }

  /** Whether the parts are no more than the whole. */
  boolean addsUp() {
    return failures + errors + skipped <= tests;
  }

  @Override
  public String toString() {
    return tests
        + " tests, "
        + failures
        + " failures, "
        + errors
        + " errors, "
        + skipped
        + " skipped";
  }
}
