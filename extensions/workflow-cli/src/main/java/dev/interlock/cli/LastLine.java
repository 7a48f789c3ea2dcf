package dev.interlock.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The last line of what a step's commands write, shown beside the step while it is at work. A host
 * gives one to its commands and to {@link InterlockCommand#showing}.
 *
 * <p>Safe for many threads.
 */
public final class LastLine implements Consumer<String> {
  private final AtomicReference<String> line = new AtomicReference<>("");

  /** Nothing is written yet. */
  public LastLine() {}

  /** A line was written; what could move a cursor is taken out of it. */
  @Override
  public void accept(String written) {
    line.set(Text.clean(written.strip()));
  }

  String get() {
    return String.valueOf(line.get());
  }
}
