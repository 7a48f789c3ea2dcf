/** The tamper-evident record of runs on disk. */
module dev.interlock.audit {
  requires transitive dev.interlock;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires org.slf4j;

  exports dev.interlock.audit;
}
