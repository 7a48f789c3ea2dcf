package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import dev.interlock.record.Entry;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The lines of a log, on the disk or on their way to it, by number and by run. */
final class LineStore {
  private final ReentrantLock lock = new ReentrantLock();
  private final RunIndex index;
  private final LineFile file;
  private final Batches batches;

  /**
   * The lines of a file.
   *
   * @param index where they stand
   * @param end where the last one ends
   */
  LineStore(RunIndex index, LineFile file, long end) {
    this.index = index;
    this.file = file;
    this.batches = new Batches(end);
  }

  /** The lock under which lines are put in order. */
  ReentrantLock lock() {
    return lock;
  }

  /** The lines on their way to the disk; under the lock. */
  Batches batches() {
    return batches;
  }

  /** How many lines there are; under the lock. */
  int size() {
    return index.size();
  }

  /** Adds the next line; under the lock. */
  void add(Line line, byte[] leaf, boolean settles) {
    if (line.run().equals(Line.NO_RUN)) {
      index.add(batches.end());
    } else {
      index.add(batches.end(), line.run(), this::runOf);
    }
    batches.add(line.bytes(), leaf, settles);
  }

  /** The events of a run in their order. */
  List<Entry> entries(RunId run) {
    int[] events;
    lock.lock();
    try {
      events = index.eventsOf(run.value(), this::runOf);
    } finally {
      lock.unlock();
    }
    List<Entry> entries = new ArrayList<>(events.length);
    LineFile.Window window = file.window(widthOf(events));
    for (int seq : events) {
      entries.add(entry(line(seq, window), run));
    }
    return List.copyOf(entries);
  }

  /** Events that stand near each other are read at once, others one by one. */
  private int widthOf(int[] events) {
    lock.lock();
    try {
      long width =
          events.length == 0
              ? 0
              : index.offset(events[events.length - 1]) - index.offset(events[0]);
      return width < LineFile.WIDE ? LineFile.WIDE : 0;
    } finally {
      lock.unlock();
    }
  }

  private static Entry entry(Line line, RunId run) {
    return new Entry(line.seq(), line.at(), run, line.event(), Json.of(line.data()));
  }

  /** The runs in the order of their first events. */
  List<RunId> runs() {
    int[] firsts;
    lock.lock();
    try {
      firsts = index.firsts();
    } finally {
      lock.unlock();
    }
    List<RunId> runs = new ArrayList<>(firsts.length);
    LineFile.Window window = file.window(LineFile.WIDE);
    for (int seq : firsts) {
      runs.add(RunId.of(line(seq, window).run()));
    }
    return List.copyOf(runs);
  }

  private String runOf(int seq) {
    return line(seq, file.window(0)).run();
  }

  private Line line(int seq, LineFile.Window window) {
    Line line = parse(bytes(seq, window), seq);
    if (line.seq() != seq) {
      throw changed(seq);
    }
    return line;
  }

  static Line parse(byte[] bytes, int seq) {
    try {
      return Line.header(bytes);
    } catch (Line.Malformed e) {
      throw changed(seq);
    }
  }

  private static JournalException changed(int seq) {
    return new JournalException("line " + (seq + 1L) + " was changed after the log was opened");
  }

  private byte[] bytes(int seq, LineFile.Window window) {
    long from;
    long durable;
    int length;
    lock.lock();
    try {
      from = index.offset(seq);
      long to = seq + 1 < index.size() ? index.offset(seq + 1) : batches.end();
      length = (int) (to - from) - 1;
      byte[] buffered = batches.read(from, length);
      if (buffered != null) {
        return buffered;
      }
      durable = batches.durable();
    } finally {
      lock.unlock();
    }
    return window.read(from, length, durable);
  }
}
