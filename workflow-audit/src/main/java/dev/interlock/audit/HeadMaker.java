package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.io.IOException;
import java.util.function.LongSupplier;

/** Makes the heads of a log, of lines that are durable. Safe for many threads. */
final class HeadMaker {

  /** Makes a head of so many lines durable. */
  @FunctionalInterface
  interface Writer {
    /** Writes it. */
    void write(long size, byte[] root) throws IOException;
  }

  private final HashTree tree;
  private final HeadSchedule schedule;
  private final Writer writer;
  private final LongSupplier nanos;

  /**
   * Goes on from the lines of a tree.
   *
   * @param covered how many of them the largest head covers
   */
  HeadMaker(HashTree tree, long covered, Writer writer, LongSupplier nanos) {
    this.tree = tree;
    this.schedule = new HeadSchedule(covered, tree.size(), nanos.getAsLong());
    this.writer = writer;
    this.nanos = nanos;
  }

  /** These lines are durable. */
  synchronized void forced(Batch batch) {
    for (int i = 0; i < batch.lines(); i++) {
      tree.add(batch.leaf(i));
    }
    schedule.forced(tree.size(), batch.settling(), nanos.getAsLong());
  }

  /** Whether there is a line that no head covers. */
  synchronized boolean uncovered() {
    return schedule.uncovered();
  }

  /** In how many nanoseconds a head is due; see {@link HeadSchedule#dueIn}. */
  synchronized long dueIn(boolean idle) {
    return schedule.dueIn(idle, nanos.getAsLong());
  }

  /** Makes a head of all lines that are durable now. */
  void make() throws IOException {
    long size;
    byte[] root;
    synchronized (this) {
      size = tree.size();
      root = tree.root();
      schedule.made(size, nanos.getAsLong());
    }
    writer.write(size, root);
  }
}
