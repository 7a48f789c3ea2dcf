package dev.interlock.audit;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.InclusionProofs;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Entry;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one run as they stand in a log, with the proofs that they stand in a head of it. Use
 * from one thread.
 */
final class RunLines {
  private static final StrictJson JSON = StrictJson.ofValues();

  private final RunId run;
  private final Head head;
  private final InclusionProofs tree = new InclusionProofs();
  private final List<Line> lines = new ArrayList<>();
  private final List<List<byte[]>> proofs = new ArrayList<>();
  private long uncovered;

  private RunLines(RunId run, Head head) {
    this.run = run;
    this.head = head;
  }

  /**
   * Reads a journal once.
   *
   * @param head the largest head of the log as it was just verified
   * @param verified how many lines were
   * @throws JournalException if it is not that log any more, if it has no such run, or if some of
   *     the run's lines come after the head
   */
  static RunLines read(LogFolder folder, RunId run, Head head, long verified) throws IOException {
    RunLines found = new RunLines(run, head);
    try (FileInputStream in = new FileInputStream(folder.journal().toFile());
        LinesAhead ahead = new LinesAhead(in, Long.MAX_VALUE)) {
      long seq = 0;
      LineChunk chunk = ahead.next();
      while (seq < verified && chunk.count() > 0) {
        for (int i = 0; i < chunk.count() && seq + i < verified; i++) {
          found.add(chunk.line(i), chunk.leaf(i));
        }
        seq += chunk.count();
        chunk = ahead.next();
      }
    }
    found.end(folder);
    return found;
  }

  private void add(@Nullable Line line, byte[] leaf) {
    boolean mine = line != null && line.run().equals(run.value());
    if (tree.size() == head.size()) {
      uncovered += mine ? 1 : 0;
      return;
    }
    tree.add(leaf, mine);
    if (line != null && mine) {
      lines.add(line);
    }
  }

  private void end(LogFolder folder) {
    InclusionProofs.Proven proven = tree.end();
    if (!Head.of(head.origin(), proven.head().size(), proven.head().root()).equals(head)) {
      throw new JournalException(
          "the log in '" + folder.dir() + "' was changed while it was read; verify it again");
    }
    if (lines.isEmpty() && uncovered == 0) {
      throw new JournalException("the log in '" + folder.dir() + "' has no run '" + run + "'");
    }
    if (uncovered > 0) {
      throw uncovered(run, uncovered);
    }
    proofs.addAll(proven.proofs());
  }

  static JournalException uncovered(RunId run, long lines) {
    return new JournalException(
        "no head covers the last "
            + lines
            + " lines of run '"
            + run
            + "': whoever writes the log has not written one yet, or died before. Wait, or let the"
            + " run go on");
  }

  /** Whose lines they are. */
  RunId run() {
    return run;
  }

  /** The events, as they stand in the lines. */
  List<Entry> entries() {
    return lines.stream()
        .map(line -> new Entry(line.seq(), line.at(), run, line.event(), Json.of(line.data())))
        .toList();
  }

  /** The bytes of the lines, each with its newline. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Line line : lines) {
      all.writeBytes(line.bytes());
      all.write('\n');
    }
    return all.toByteArray();
  }

  /** One JSON object for each line, in the same order, each with a newline. */
  byte[] proofBytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("seq", lines.get(i).seq());
      fields.put("leaf", Line.hex(lines.get(i).leafHash()));
      fields.put("proof", proofs.get(i).stream().map(Base64.getEncoder()::encodeToString).toList());
      all.writeBytes(JSON.writeTree(fields));
      all.write('\n');
    }
    return all.toByteArray();
  }

  /** The lines of one event. */
  List<Line> of(String event) {
    return lines.stream().filter(line -> line.event().equals(event)).toList();
  }
}
