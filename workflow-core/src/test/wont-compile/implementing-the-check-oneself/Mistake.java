// expects: compiler.err.cant.inherit.from.final
import dev.interlock.Checked;

class Mistake {
  public record Epics(int done) {}

  abstract static class Mine extends Checked<Epics> {
    Epics value() {
      return new Epics(1);
    }
  }
}
