package dev.interlock;

import org.junit.jupiter.api.Nested;

/** The policies that there are, each as every policy must be. */
class PoliciesTest {
  @Nested
  class Confirmed extends PolicyContract {
    @Override
    Approvers approvers() {
      return Approvers.confirmedBy(ROLE);
    }
  }

  @Nested
  class FourEyes extends PolicyContract {
    @Override
    Approvers approvers() {
      return Approvers.fourEyes(ROLE);
    }
  }
}
