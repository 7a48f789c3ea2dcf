package dev.interlock.gates.check;

/** Says what a check found that should not be so; it becomes a failed verdict. */
final class NotAsItShouldBe extends Exception {
  private static final long serialVersionUID = 1L;

  NotAsItShouldBe(String what) {
    super(what);
  }

  String what() {
    return String.valueOf(getMessage());
  }

  /** Unless it holds. */
  static void unless(boolean holds, String what) throws NotAsItShouldBe {
    if (!holds) {
      throw new NotAsItShouldBe(what);
    }
  }
}
