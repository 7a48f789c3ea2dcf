/** Runnable workflows to copy. */
module dev.interlock.examples {
  requires transitive dev.interlock;
  requires dev.interlock.cli;
  requires transitive dev.interlock.gates;
  requires java.net.http;
  requires java.xml;
  requires static transitive org.jspecify;

  exports dev.interlock.examples.deployment;
  exports dev.interlock.examples.release;
  exports dev.interlock.examples.sprintreview;
}
