class Twin {
  public record Epics(int done) {}

  abstract static class Mine {}
}
