// expects: compiler.err.package.not.visible
import dev.interlock.internal.json.StrictJson;

class Mistake {
  static final Object CODEC = StrictJson.ofValues();
}
