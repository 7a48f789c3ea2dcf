/** Who may open a gate, and checks on the outside world. */
module dev.interlock.gates {
  requires transitive dev.interlock;
  requires java.net.http;
  requires java.xml;
  requires org.apache.commons.exec;
  requires static transitive org.jspecify;

  exports dev.interlock.gates;
  exports dev.interlock.gates.check;
  exports dev.interlock.gates.command;
}
