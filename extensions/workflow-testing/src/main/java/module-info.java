/** A test kit for the workflows of host projects. */
module dev.interlock.testing {
  requires transitive dev.interlock;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;
  requires com.tngtech.archunit;

  exports dev.interlock.testing;
  exports dev.interlock.testing.contract;
  exports dev.interlock.testing.rules;
}
