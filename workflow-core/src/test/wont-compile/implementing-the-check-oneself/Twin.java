class Twin {
  public record Epics(int done) {}

  abstract static class Mine {
    Epics value() {
      return new Epics(1);
    }
  }
}
