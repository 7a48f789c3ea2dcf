import dev.interlock.Checked;

class Twin {
  public record Epics(int done) {}

  static int closed(Checked<Epics> checked) {
    return checked.value().done();
  }

  static int forged(Checked<Epics> given) {
    return closed(given);
  }
}
