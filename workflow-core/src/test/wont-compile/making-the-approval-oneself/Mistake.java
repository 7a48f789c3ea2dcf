// expects: compiler.err.not.def.public.cant.access
import dev.interlock.Approved;
import java.util.List;

class Mistake {
  public record Epics(int done) {}

  static int closed(Approved<Epics> approval) {
    return approval.value().done();
  }

  static int forged(Approved<Epics> given) {
    return closed(new Approved<>(new Epics(1), List.of()));
  }
}
