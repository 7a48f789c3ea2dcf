// expects: compiler.err.not.def.public.cant.access
import dev.interlock.Checked;

class Mistake {
  public record Epics(int done) {}

  static int closed(Checked<Epics> checked) {
    return checked.value().done();
  }

  static int forged(Checked<Epics> given) {
    return closed(new Checked<>(new Epics(1)));
  }
}
