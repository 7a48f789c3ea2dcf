/** Declare a workflow, run it, resume it. */
@SuppressWarnings("module") // the modules that the internals are exported to are built later
module dev.interlock {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.annotation;
  requires static org.immutables.value;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.interlock;
  exports dev.interlock.record;
  exports dev.interlock.internal.approval to
      dev.interlock.gates,
      dev.interlock.audit;
  exports dev.interlock.internal.json to
      dev.interlock.gates,
      dev.interlock.audit,
      dev.interlock.testing;
  exports dev.interlock.internal.log to
      dev.interlock.gates,
      dev.interlock.audit;
  exports dev.interlock.internal.secret to
      dev.interlock.gates;
  exports dev.interlock.internal.sshsig to
      dev.interlock.gates,
      dev.interlock.audit;
  exports dev.interlock.internal.testing to
      dev.interlock.testing;
  exports dev.interlock.internal.text to
      dev.interlock.gates,
      dev.interlock.audit;
}
