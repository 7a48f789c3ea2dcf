/** Runnable workflows to copy. */
module dev.interlock.examples {
  requires transitive dev.interlock;
  requires dev.interlock.cli;
  requires java.xml;
  requires static transitive org.jspecify;

  exports dev.interlock.examples.sprintreview;
}
