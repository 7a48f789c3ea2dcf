package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.TreeProof;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The leaf hashes of the lines of a journal, read forwards. Use from one thread. */
final class LeafHashes implements TreeProof.Leaves, Closeable {
  private static final int SIZE = 1 << 17;

  private final MessageDigest sha256 = HashTree.sha256();
  private final byte[] buffer = new byte[SIZE];
  private final InputStream in;
  private int from;
  private int to;
  private long next;

  LeafHashes(Path journal) throws IOException {
    this.in = new FileInputStream(journal.toFile());
  }

  @Override
  public byte[] leaf(long index) throws IOException {
    byte[] hash;
    do {
      hash = nextLine();
    } while (next <= index);
    return hash;
  }

  private byte[] nextLine() throws IOException {
    sha256.update((byte) 0);
    int newline = newline();
    while (newline == to) {
      sha256.update(buffer, from, to - from);
      fill();
      newline = newline();
    }
    sha256.update(buffer, from, newline - from);
    from = newline + 1;
    next++;
    return sha256.digest();
  }

  private int newline() {
    int at = from;
    while (at < to && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private void fill() throws IOException {
    if (Thread.interrupted()) {
      throw new InterruptedIOException("reading the log took too long");
    }
    int read = in.read(buffer);
    if (read < 0) {
      throw new EOFException("the journal has only " + next + " lines");
    }
    from = 0;
    to = read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
