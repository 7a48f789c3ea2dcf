package dev.interlock.audit;

import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks whether a log is as it was written: its chain of hashes, its heads, and the files that its
 * lines name. Reads only, takes no lock, and needs no more memory for a longer log.
 *
 * <p>Somebody may be writing to the log; if a line is just being written, the finding can be {@link
 * Verification.Verdict#INCOMPLETE}. Safe for many threads.
 */
public final class RecordVerifier {
  private static final int MOST_READINGS = 3;

  private final LogFolder folder;
  private final Optional<RunId> run;

  private RecordVerifier(LogFolder folder, Optional<RunId> run) {
    this.folder = folder;
    this.run = run;
  }

  /**
   * Verifies the log in a folder.
   *
   * @throws JournalException if there is no log, or if it cannot be read
   */
  public static Verification verify(Path dir) {
    return new RecordVerifier(new LogFolder(dir), Optional.empty()).verify();
  }

  /**
   * Verifies the log in a folder, and whether a run has ended.
   *
   * @throws JournalException if there is no log, if it cannot be read, or if it knows no such run
   */
  public static Verification verify(Path dir, RunId run) {
    return new RecordVerifier(new LogFolder(dir), Optional.of(run)).verify();
  }

  private Verification verify() {
    folder.refuseIfNone();
    Optional<String> origin = folder.origin();
    if (origin.isEmpty()) {
      return finding(
          Verification.Verdict.TAMPERED, "log.json is missing or not of format interlock-record/1");
    }
    try {
      return Files.exists(folder.journal()) ? read(origin.get()) : withoutJournal();
    } catch (IOException e) {
      throw new JournalException("the log in '" + folder.dir() + "' cannot be read: " + e, e);
    }
  }

  private static Verification finding(Verification.Verdict verdict, String reason) {
    return new Verification(verdict, 0, OptionalLong.empty(), Optional.of(reason), 0, 0);
  }

  /** A crash can come before the journal is made, but not after the first head. */
  private Verification withoutJournal() {
    return folder.headSizes().length > 0
        ? finding(Verification.Verdict.ROLLED_BACK, "journal.jsonl is missing")
        : finding(Verification.Verdict.INCOMPLETE, "journal.jsonl is missing: nothing is recorded");
  }

  /** Reads again if a line is torn because somebody was just writing it. */
  private Verification read(String origin) throws IOException {
    LineChecks checks;
    LogReading reading;
    int readings = 0;
    do {
      checks = new LineChecks(folder, run);
      HeadCheck heads = new HeadCheck(folder, origin, folder.headSizes());
      reading = LogReading.of(folder, heads, 0, checks::check);
    } while (++readings < MOST_READINGS && hasGrown(reading));
    return judge(reading, checks);
  }

  private boolean hasGrown(LogReading reading) throws IOException {
    return reading.torn().isPresent()
        && Files.size(folder.journal()) > reading.scan().end() + reading.torn().get().bytes();
  }

  private Verification judge(LogReading reading, LineChecks checks) {
    if (reading.stop().isPresent()) {
      return bad(reading, reading.stop().get());
    }
    if (reading.rolledBack()) {
      String reason =
          "a head covers " + reading.covered() + " lines, and there are " + reading.lines();
      return found(reading, Verification.Verdict.ROLLED_BACK, Optional.of(reason));
    }
    if (run.isPresent() && !checks.ended()) {
      return incomplete(reading, checks, run.get());
    }
    return found(
        reading,
        checks.recovered() ? Verification.Verdict.RECOVERED : Verification.Verdict.OK_UNANCHORED,
        Optional.empty());
  }

  private Verification incomplete(LogReading reading, LineChecks checks, RunId asked) {
    if (!checks.known()) {
      throw new JournalException("the log in '" + folder.dir() + "' has no run '" + asked + "'");
    }
    String reason = "the run '" + asked + "' has not ended";
    return found(reading, Verification.Verdict.INCOMPLETE, Optional.of(reason));
  }

  private static Verification bad(LogReading reading, LogScan.Stop stop) {
    boolean torn = reading.torn().isPresent();
    return new Verification(
        torn ? Verification.Verdict.INCOMPLETE : Verification.Verdict.TAMPERED,
        reading.lines(),
        stop.line(),
        Optional.of(stop.why()),
        reading.uncovered(),
        reading.torn().map(Tail::bytes).orElse(0L));
  }

  private static Verification found(
      LogReading reading, Verification.Verdict verdict, Optional<String> reason) {
    return new Verification(
        verdict, reading.lines(), OptionalLong.empty(), reason, reading.uncovered(), 0);
  }
}
