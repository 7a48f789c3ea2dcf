import dev.interlock.Approved;
import java.util.List;

class Twin {
  public record Epics(int done) {}

  static int closed(Approved<Epics> approval) {
    return approval.value().done();
  }

  static int forged(Approved<Epics> given) {
    return closed(given);
  }
}
