// expects: compiler.err.cant.inherit.from.final
import dev.interlock.Approved;

class Mistake {
  public record Epics(int done) {}

  abstract static class Mine extends Approved<Epics> {
    Epics value() {
      return new Epics(1);
    }
  }
}
