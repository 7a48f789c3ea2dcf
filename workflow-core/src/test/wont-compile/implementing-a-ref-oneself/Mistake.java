// expects: compiler.err.cant.inherit.from.sealed
import dev.interlock.Approved;
import dev.interlock.Ref;

class Mistake {
  public record Epics(int done) {}

  abstract static class Mine extends Ref<Approved<Epics>> {}
}
