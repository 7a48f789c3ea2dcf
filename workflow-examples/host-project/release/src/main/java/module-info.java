/** A host that releases software. */
module com.example.release {
  requires transitive dev.interlock;
  requires dev.interlock.audit;
  requires dev.interlock.gates;

  exports com.example.release;
}
