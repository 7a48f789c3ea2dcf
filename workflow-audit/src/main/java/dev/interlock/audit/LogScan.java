package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a log from its beginning and stops at the first line that does not verify. Use from one
 * thread.
 */
final class LogScan {

  /** Takes each line that verifies. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes a line.
     *
     * @param offset where in the file it begins
     * @return why it is not right all the same; empty if it is
     */
    Optional<String> line(Line line, long offset);
  }

  /**
   * Why reading stopped before the end.
   *
   * @param form whether the bytes are no line at all, and not a line at a wrong place
   * @param line the number of the bad line, from 1; nothing where a head is bad
   */
  record Stop(boolean form, OptionalLong line, String why) {
    @Override
    public String toString() {
      return line.isPresent() ? "line " + line.getAsLong() + ": " + why : why;
    }
  }

  private final HeadCheck heads;
  private final Visitor visitor;
  private final HashTree tree = new HashTree();
  private byte[] leaf;
  private Instant at = Instant.EPOCH;
  private long end;
  private long torn = Long.MAX_VALUE;

  /**
   * Reads a log.
   *
   * @param beforeFirst what the first line names as the hash of the line before it
   */
  LogScan(HeadCheck heads, Visitor visitor, byte[] beforeFirst) {
    this.heads = heads;
    this.visitor = visitor;
    this.leaf = beforeFirst;
  }

  /** The tree of all lines that verified. */
  HashTree tree() {
    return tree;
  }

  /** The leaf hash of the last line that verified. */
  byte[] prev() {
    return leaf;
  }

  /** How many bytes the lines have that verified. */
  long end() {
    return end;
  }

  /** How many of the bytes after those were there when they were read; no limit if more is read. */
  long torn() {
    return torn;
  }

  /**
   * Reads up to the first line that does not verify; empty if all do.
   *
   * @param strictFrom the number of the first line of which all is read and not only its beginning
   */
  Optional<Stop> run(FileInputStream in, long strictFrom) throws IOException {
    Optional<Stop> head = headStop();
    if (head.isPresent()) {
      return head;
    }
    try (LinesAhead lines = new LinesAhead(in, strictFrom)) {
      LineChunk chunk = lines.next();
      while (chunk.count() > 0) {
        for (int i = 0; i < chunk.count(); i++) {
          Optional<Stop> stop = take(chunk, i);
          if (stop.isPresent()) {
            return stop;
          }
        }
        chunk = lines.next();
      }
      return chunk.rest() == 0 ? Optional.empty() : unfinished(chunk);
    }
  }

  private Optional<Stop> unfinished(LineChunk chunk) {
    if (chunk.isFull()) {
      return stop(true, 1, "more than " + chunk.rest() + " bytes; the most is " + Line.MAX_BYTES);
    }
    torn = chunk.rest();
    return stop(true, 1, "it does not end in a newline");
  }

  private Optional<Stop> take(LineChunk chunk, int i) {
    Line line = chunk.line(i);
    if (line == null) {
      return stop(true, 1, chunk.problem(i));
    }
    if (line.seq() != tree.size()) {
      return stop(false, 1, "'seq' is " + line.seq() + " and should be " + tree.size());
    }
    if (!Arrays.equals(line.prev(), leaf)) {
      return tree.size() == 0
          ? stop(false, 1, "'prev' is not what log.json says that this log goes on from")
          : stop(false, 0, "it is not the line whose hash the next line names");
    }
    Optional<String> objection = visitor.line(line, end);
    if (objection.isPresent()) {
      return stop(false, 1, objection.get());
    }
    leaf = chunk.leaf(i);
    tree.add(leaf);
    at = line.at();
    end += line.bytes().length + 1;
    return headStop();
  }

  private Optional<Stop> headStop() {
    return heads.at(tree, at).map(why -> new Stop(false, OptionalLong.empty(), why));
  }

  /** Stops so many lines after the last one that verified: of two that contradict, the earlier. */
  private Optional<Stop> stop(boolean form, int after, String why) {
    return Optional.of(new Stop(form, OptionalLong.of(tree.size() + after), why));
  }
}
