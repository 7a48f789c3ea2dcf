package dev.interlock.cli;

/** Where progress is shown. Safe for many threads. */
interface Display extends AutoCloseable {
  /** A line that stays. */
  void line(String text);

  /** A step is at work. */
  void started(String path);

  /** A step is at work no more. */
  void ended(String path);

  /** Leaves the terminal to somebody else, with the cursor at the beginning of an empty line. */
  void hide();

  /** Takes the terminal back. */
  void show();

  @Override
  void close();
}
