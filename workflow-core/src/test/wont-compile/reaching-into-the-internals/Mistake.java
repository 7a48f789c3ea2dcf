// expects: compiler.err.package.not.visible
import dev.interlock.internal.text.VisibleText;

class Mistake {
  static final Object CODEC = VisibleText.ascii();
}
