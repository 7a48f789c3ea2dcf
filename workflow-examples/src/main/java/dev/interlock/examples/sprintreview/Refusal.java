package dev.interlock.examples.sprintreview;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;

/** The failures of the steps, each with what to check and how to recover. */
final class Refusal {
  private static final String NEW_RUN = "mend it where it came from, then start a new run";

  private Refusal() {}

  /** A folder is not there: the run waits until it is. */
  static FailureException missingFolder(String folder) {
    return new FailureException(
            Failure.Kind.CONFIGURATION, "the folder '" + folder + "' is missing")
        .toCheck(
            "what the run was given; its own copy is '" + folder + "' in the folder of the log")
        .toRecover("put the folder there, then resume the run");
  }

  /** A file is not there: the run waits until it is. */
  static FailureException missingFile(String file) {
    return new FailureException(Failure.Kind.CONFIGURATION, "the file '" + file + "' is missing")
        .toCheck("what the run was given; its own copy is '" + file + "' in the folder of the log")
        .toRecover("put the file there, then resume the run");
  }

  /** Something is there and cannot be read or written: the run waits until it can. */
  static FailureException unreadable(String path, Exception cause) {
    return new FailureException(
            Failure.Kind.CONFIGURATION,
            "'" + path + "' cannot be read or written (" + cause.getClass().getSimpleName() + ")",
            cause)
        .toCheck("the rights on '" + path + "' in the folder of the log, and the disk")
        .toRecover("put a copy there that can be read, or mend the rights, then resume the run");
  }

  /** A file does not say what such a file must say: the run fails. */
  static FailureException malformed(String file, String why) {
    return new FailureException(
            Failure.Kind.BUSINESS_RULE, "the file '" + file + "' is not valid: " + why)
        .toCheck("the fields of '" + file + "' in the folder of the log, their names and values")
        .toRecover(NEW_RUN);
  }

  /** The data are well-formed and against a rule: the run fails. */
  static FailureException against(String rule, String toCheck) {
    return new FailureException(Failure.Kind.BUSINESS_RULE, rule)
        .toCheck(toCheck)
        .toRecover(NEW_RUN);
  }

  /** Two numbers that must be the same are not: the run fails. */
  static FailureException doesNotAddUp(String what, String toCheck) {
    return new FailureException(Failure.Kind.VERIFICATION, what)
        .toCheck(toCheck)
        .toRecover("find out which number is right, then start a new run");
  }
}
