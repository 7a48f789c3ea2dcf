package dev.interlock.audit;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One verification of one log. Use once. */
final class LogVerification {
  private static final int MOST_READINGS = 3;

  private final LogFolder folder;
  private final RecordVerifier.Question question;
  private Optional<Head> head = Optional.empty();

  /** All that was looked at in one reading. */
  private record Seen(
      LogJson about,
      LogReading reading,
      HeadCheck heads,
      LineChecks lines,
      AnswerProofs answers,
      HeadSignatures signatures,
      OutsideHeads outside) {}

  /** A verdict and why. */
  private record Finding(Verdict verdict, OptionalLong line, Optional<String> reason) {
    static Finding of(AnswerProofs.Unknown key) {
      return new Finding(Verdict.UNKNOWN_KEY, OptionalLong.of(key.line()), Optional.of(key.why()));
    }

    static Finding of(Verdict verdict, String reason) {
      return new Finding(verdict, OptionalLong.empty(), Optional.of(reason));
    }
  }

  LogVerification(LogFolder folder, RecordVerifier.Question question) {
    this.folder = folder;
    this.question = question;
  }

  Verification verify() throws IOException {
    Optional<LogJson> about = folder.about();
    if (about.isEmpty()) {
      return nothingRead(
          Verdict.TAMPERED, "log.json is missing or not of format interlock-record/1");
    }
    if (!Files.exists(folder.journal())) {
      return withoutJournal();
    }
    return Files.isRegularFile(folder.journal())
        ? read(about.get())
        : nothingRead(Verdict.TAMPERED, "journal.jsonl is no regular file");
  }

  /** The largest head that was found right, once it was verified. */
  Optional<Head> head() {
    return head;
  }

  /** A crash can come before the journal is made, but not after the first head. */
  private Verification withoutJournal() {
    return folder.headSizes().length > 0 || !question.kept().isEmpty()
        ? nothingRead(Verdict.ROLLED_BACK, "journal.jsonl is missing")
        : nothingRead(Verdict.INCOMPLETE, "journal.jsonl is missing: nothing is recorded");
  }

  private static Verification nothingRead(Verdict verdict, String reason) {
    return new Verification(
        verdict,
        0,
        OptionalLong.empty(),
        Optional.of(reason),
        0,
        0,
        0,
        Optional.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of());
  }

  /**
   * Reads again if a line is torn because somebody was just writing it, or if too little was kept.
   */
  private Verification read(LogJson about) throws IOException {
    Seen seen;
    int readings = 0;
    do {
      seen = readOnce(about, false);
      seen = seen.lines().keptTooLittle() ? readOnce(about, true) : seen;
    } while (++readings < MOST_READINGS && hasGrown(seen.reading()));
    head = seen.heads().last();
    return told(seen, judged(seen));
  }

  private Seen readOnce(LogJson about, boolean keepsAll) throws IOException {
    AnswerProofs answers = new AnswerProofs(folder, question.run(), question.people());
    LineChecks lines = new LineChecks(folder, about.origin(), question.run(), answers, keepsAll);
    HeadSignatures signatures = new HeadSignatures(folder, question.signers());
    OutsideHeads outside = new OutsideHeads(folder, about, question);
    HeadCheck heads =
        new HeadCheck(folder, about.origin(), signatures, outside::at, folder.headSizes());
    LogReading reading = LogReading.of(folder, heads, 0, lines::check);
    return new Seen(about, reading, heads, lines, answers, signatures, outside);
  }

  private boolean hasGrown(LogReading reading) throws IOException {
    return reading.torn().isPresent()
        && Files.size(folder.journal()) > reading.scan().end() + reading.torn().get().bytes();
  }

  /** What is worst comes first. */
  private Finding judged(Seen seen) {
    return changed(seen)
        .or(() -> rolledBack(seen))
        .or(() -> torn(seen.reading()))
        .or(() -> seen.signatures().unknown().map(why -> Finding.of(Verdict.UNKNOWN_KEY, why)))
        .or(() -> seen.answers().unknown().map(Finding::of))
        .or(() -> unfinished(seen.lines()))
        .or(() -> seen.answers().unlooked().map(why -> Finding.of(Verdict.INCOMPLETE, why)))
        .or(() -> notYetSigned(seen))
        .orElseGet(() -> new Finding(good(seen), OptionalLong.empty(), Optional.empty()));
  }

  private Optional<Finding> changed(Seen seen) {
    Optional<LogScan.Stop> stop = seen.reading().stop();
    if (stop.isPresent() && seen.reading().torn().isEmpty()) {
      return Optional.of(
          new Finding(Verdict.TAMPERED, stop.get().line(), Optional.of(stop.get().why())));
    }
    OptionalLong missing = seen.lines().blobs().firstMissing();
    if (missing.isPresent()) {
      String why = "a blob that it names is missing, and it is not recorded that it was erased";
      return Optional.of(new Finding(Verdict.TAMPERED, missing, Optional.of(why)));
    }
    return ApprovalFiles.problem(folder, seen.about().origin())
        .or(() -> seen.lines().continued().problem(folder, seen.about().origin()))
        .or(seen.outside()::problem)
        .map(why -> Finding.of(Verdict.TAMPERED, why));
  }

  private static Optional<Finding> rolledBack(Seen seen) {
    LogReading reading = seen.reading();
    Optional<String> own =
        reading.rolledBack()
            ? Optional.of(
                "a head covers " + reading.covered() + " lines, and there are " + reading.lines())
            : Optional.empty();
    return own.or(seen.outside()::contradiction).map(why -> Finding.of(Verdict.ROLLED_BACK, why));
  }

  private static Optional<Finding> torn(LogReading reading) {
    return reading
        .stop()
        .map(stop -> new Finding(Verdict.INCOMPLETE, stop.line(), Optional.of(stop.why())));
  }

  private static Optional<Finding> notYetSigned(Seen seen) {
    return seen.signatures().missing() && seen.reading().lines() > 0
        ? Optional.of(Finding.of(Verdict.INCOMPLETE, "no head is signed yet"))
        : Optional.empty();
  }

  private Optional<Finding> unfinished(LineChecks lines) {
    if (question.run().isPresent() && !lines.ended()) {
      RunId run = question.run().get();
      if (!lines.known()) {
        throw new JournalException("the log in '" + folder.dir() + "' has no run '" + run + "'");
      }
      return Optional.of(Finding.of(Verdict.INCOMPLETE, "the run '" + run + "' has not ended"));
    }
    return lines
        .testRun()
        .map(run -> Finding.of(Verdict.INCOMPLETE, "run '" + run + "' was made by a test kit"));
  }

  private static Verdict good(Seen seen) {
    if (seen.lines().recovered()) {
      return Verdict.RECOVERED;
    }
    if (!seen.outside().witnesses().isEmpty()) {
      return Verdict.OK_WITNESSED;
    }
    return seen.outside().anchored().isPresent() ? Verdict.OK_ANCHORED : Verdict.OK_UNANCHORED;
  }

  private Verification told(Seen seen, Finding finding) {
    return new Verification(
        finding.verdict(),
        seen.reading().lines(),
        finding.line(),
        finding.reason(),
        seen.reading().uncovered(),
        seen.reading().torn().map(Tail::bytes).orElse(0L),
        seen.lines().blobs().erased(),
        seen.signatures().fingerprint(),
        seen.outside().anchored(),
        seen.outside().witnesses(),
        notes(seen));
  }

  private List<String> notes(Seen seen) {
    long signed = seen.answers().signed();
    return signed > 0 && question.people().isEmpty()
        ? List.of(
            signed
                + (signed == 1 ? " answer is" : " answers are")
                + " signed; whose keys these are was not looked at, because no people were given")
        : List.of();
  }
}
