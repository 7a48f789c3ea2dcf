/** The interlock command, usable by any host. */
module dev.interlock.cli {
  requires transitive dev.interlock;
  requires transitive dev.interlock.audit;
  requires dev.interlock.gates;
  requires info.picocli;
  requires static transitive org.jspecify;

  exports dev.interlock.cli;
}
