package dev.interlock.audit.judge;

import java.util.List;

/** Whether the checks that stand beside a value are those of the outline. */
final class Checking {
  private Checking() {}

  /** Refuses a list of checks that is not that of a value which passed all of them. */
  static void passed(Seen seen, Node.Checks checks) {
    List<Slice> said = seen.fields().list("checks");
    int wanted = checks.verifiedBy().size() + (checks.unverified().isPresent() ? 1 : 0);
    Impossible.unless(said.size() == wanted, "has other checks than its outline asks for");
    for (int i = 0; i < checks.verifiedBy().size(); i++) {
      Fields one = Fields.object(said.get(i));
      Impossible.unless(
          one.is("check", checks.verifiedBy().get(i))
              && one.is("verdict", "passed")
              && one.has("evidence"),
          "did not pass the check '" + checks.verifiedBy().get(i) + "' of its outline");
    }
    checks.unverified().ifPresent(reason -> unverified(said.get(wanted - 1), reason));
  }

  private static void unverified(Slice said, String reason) {
    Fields one = Fields.object(said);
    Impossible.unless(
        one.is("check", "none") && one.is("verdict", "unverified") && one.is("reason", reason),
        "is not said to be unverified as in its outline");
  }

  /** Refuses a check that the outline does not have. */
  static void known(Seen seen, Node.Checks checks) {
    String check = seen.fields().text("check");
    Impossible.unless(
        checks.knows(check), "has a check '" + check + "', which its outline does not have");
  }
}
