// expects: compiler.err.package.not.visible
import dev.interlock.internal.testing.OfTests;

class Mistake {
  static final Object PROFILE = OfTests.PROFILE;
}
