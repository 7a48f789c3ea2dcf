package dev.interlock.cli;

import java.io.PrintStream;

/** Lines and nothing else, where no person looks. */
record PlainDisplay(PrintStream to) implements Display {
  @Override
  public void line(String text) {
    to.println(text);
  }

  @Override
  public void started(String path) {}

  @Override
  public void ended(String path) {}

  @Override
  public void hide() {}

  @Override
  public void show() {}

  @Override
  public void close() {}
}
