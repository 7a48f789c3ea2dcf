// expects: compiler.err.package.in.other.module
package dev.interlock;

class Mistake {
  record Epics(int done) {}
}
