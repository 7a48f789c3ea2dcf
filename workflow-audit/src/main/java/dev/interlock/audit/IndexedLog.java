package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A log that was read and found right, but for a torn tail perhaps; and where its lines stand.
 *
 * @param signed whether its largest head is signed
 * @param continuedBy the origin of the log that goes on from it, if it has ended
 */
record IndexedLog(
    LogReading reading,
    RunIndex index,
    LineFile file,
    boolean signed,
    Optional<String> continuedBy) {

  /**
   * Reads a log. The largest head vouches for the lines that it covers; the others are read in
   * full.
   *
   * @throws dev.interlock.record.JournalException if anything is wrong with it but a torn tail
   */
  static IndexedLog read(LogFolder folder, String origin) throws IOException {
    long covered = LogFolder.largest(folder.headSizes());
    long[] heads = covered == 0 ? new long[0] : new long[] {covered};
    LineFile file = new LineFile(folder.journal());
    try {
      HeadSignatures signatures = new HeadSignatures(folder, Optional.empty());
      RunIndex index = new RunIndex();
      RunIndex.Names names = seq -> runOf(index, file, seq);
      AtomicReference<@Nullable String> continuedBy = new AtomicReference<>();
      LogReading reading =
          LogReading.of(
              folder,
              new HeadCheck(folder, origin, signatures, tree -> {}, heads),
              covered,
              (line, offset) -> {
                LogEnd.of(line).ifPresent(continuedBy::set);
                return add(index, line, offset, names);
              });
      reading.refuseIfBad(folder);
      return new IndexedLog(
          reading, index, file, signatures.signed(), Optional.ofNullable(continuedBy.get()));
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static Optional<String> add(
      RunIndex index, Line line, long offset, RunIndex.Names names) {
    if (line.run().equals(Line.NO_RUN)) {
      index.add(offset);
    } else {
      index.add(offset, line.run(), names);
    }
    return Optional.empty();
  }

  /** Asked only about a line that others follow. */
  private static String runOf(RunIndex index, LineFile file, int seq) {
    long from = index.offset(seq);
    int length = (int) (index.offset(seq + 1) - from) - 1;
    return LineStore.parse(file.read(from, length), seq).run();
  }
}
