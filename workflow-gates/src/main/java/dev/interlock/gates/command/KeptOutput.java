package dev.interlock.gates.command;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps the first 64 KiB of a stream and the digest of all of it, and tells its last line as it
 * comes. Safe for many threads.
 */
final class KeptOutput extends OutputStream {
  /** How much is kept. */
  static final int HEAD = 64 * 1024;

  private static final int LONGEST_LINE = 200;

  private final MessageDigest digest = HashTree.sha256();
  private final byte[] head = new byte[HEAD];
  private final StringBuilder line = new StringBuilder();
  private final Consumer<String> lines;
  private final AtomicLong size = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();

  KeptOutput(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    if (over.get()) {
      return;
    }
    long before = size.getAndAdd(length);
    digest.update(bytes, from, length);
    if (before < HEAD) {
      System.arraycopy(bytes, from, head, (int) before, (int) Math.min(length, HEAD - before));
    }
    tell(bytes, from, length);
  }

  private void tell(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      int b = bytes[i];
      if (b != '\n' && b != '\r' && line.length() < LONGEST_LINE) {
        line.append(b >= ' ' && b < 127 ? (char) b : '?');
      } else if (b == '\n' && line.length() > 0) {
        lines.accept(line.toString());
        line.setLength(0);
      }
    }
  }

  /** What was kept; what comes later is passed over. */
  synchronized CommandResult.Output taken() {
    over.set(true);
    long all = size.get();
    byte[] kept = Arrays.copyOf(head, (int) Math.min(all, HEAD));
    return new CommandResult.Output(
        all, Line.hex(digest.digest()), new String(kept, StandardCharsets.UTF_8), all > HEAD);
  }
}
