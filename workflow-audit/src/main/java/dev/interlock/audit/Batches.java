package dev.interlock.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that are not on the disk yet: some being written, some to come. Use under one lock. */
final class Batches {
  private static final int MOST_BYTES = 8 << 20;

  private Batch open = new Batch();
  private Batch spare = new Batch();
  private @Nullable Batch writing;

  Batches(long length) {
    open.begin(length);
  }

  /** Where in the file the next line goes. */
  long end() {
    return open.end();
  }

  /** How many bytes of the file are durable. */
  long durable() {
    Batch written = writing;
    return (written == null ? open : written).offset();
  }

  /** Takes a line; {@code settles} says whether a run begins to wait with it, or ends. */
  void add(byte[] line, byte[] leaf, boolean settles) {
    open.add(line, leaf, settles);
  }

  /** Whether there is nothing that nobody writes. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether all lines are durable. */
  boolean isDurable() {
    return open.isEmpty() && writing == null;
  }

  /** Whether so much waits to be written that somebody should force. */
  boolean isFull() {
    return open.length() > MOST_BYTES;
  }

  /** What there is to write now; what comes goes to another batch. */
  Batch write() {
    Batch batch = open;
    open = spare;
    open.begin(batch.end());
    writing = batch;
    return batch;
  }

  /** The batch is durable. */
  void written(Batch batch) {
    writing = null;
    spare = batch;
  }

  /** Bytes that may not be on the disk yet; nothing if they are. */
  byte @Nullable [] read(long offset, int length) {
    if (offset < durable()) {
      return null;
    }
    Batch written = writing;
    return Batch.copy(written == null ? List.of(open) : List.of(written, open), offset, length);
  }
}
