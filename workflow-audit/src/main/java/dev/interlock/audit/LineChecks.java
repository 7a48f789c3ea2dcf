package dev.interlock.audit;

import dev.interlock.audit.judge.Judge;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.RunId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a verifier looks at in each line beyond the chain. Use from one thread. */
final class LineChecks {
  /** The events with which a run ends. */
  static final Set<String> TERMINAL =
      Set.of("run.completed", "run.rejected", "run.failed", "run.cancelled");

  private static final String TEST = "test";
  private static final int MOST_REMEMBERED = 1000;

  private final LogFolder folder;
  private final Judge judge;
  private final String run;

  /** The files that were looked at: what one holds is compared once. */
  private final Set<String> there = new HashSet<>();

  private final Blobs blobs;
  private final LogContinued continued = new LogContinued();
  private boolean known;
  private boolean ended;
  private boolean recovered;
  private boolean over;
  private boolean ofTestKit;
  private boolean onlyTests = true;
  private String firstTest = "";

  /** Looks at lines of a log of this origin, and whether a run ends in them. */
  LineChecks(
      LogFolder folder,
      String origin,
      Optional<RunId> run,
      AnswerProofs answers,
      boolean keepsAll) {
    this.folder = folder;
    this.judge = new Judge(origin, sha256 -> folder.kept(Side.OUTLINE, sha256), answers, keepsAll);
    this.blobs = new Blobs(folder);
    this.run = run.map(RunId::value).orElse("");
  }

  /** Whether all is to be read again, and then by one that keeps all: see {@link Judge}. */
  boolean keptTooLittle() {
    return judge.keptTooLittle();
  }

  /** Whether the run asked about has an event. */
  boolean known() {
    return known;
  }

  /** Whether the run asked about has ended. */
  boolean ended() {
    return ended;
  }

  /** Whether a torn tail was cut off once. */
  boolean recovered() {
    return recovered;
  }

  /**
   * A run that a test kit made, if it is the one asked about, or if there is no other in the log.
   */
  Optional<String> testRun() {
    boolean all = run.isEmpty() && onlyTests && !firstTest.isEmpty();
    return ofTestKit ? Optional.of(run) : all ? Optional.of(firstTest) : Optional.empty();
  }

  /** What was found of the log that goes on. */
  LogContinued continued() {
    return continued;
  }

  /** What was found of blobs. */
  Blobs blobs() {
    return blobs;
  }

  /** What is wrong with a line that stands in its place; the offset says nothing here. */
  Optional<String> check(Line line, long offset) {
    return problem(line)
        .or(() -> keptTooLittle() ? Optional.of("it is to be read again") : Optional.empty());
  }

  private Optional<String> problem(Line line) {
    return end(line).or(() -> look(line)).or(() -> blobs.check(line));
  }

  /** A log that another one goes on from has ended: all its runs have, and nothing else comes. */
  private Optional<String> end(Line line) {
    if (over && !LogEnd.mayFollow(line)) {
      return Optional.of("the log had ended before it: another one goes on from it");
    }
    Optional<String> next = LogEnd.of(line);
    next.ifPresent(origin -> continued.endsAt(line, origin));
    over |= next.isPresent();
    return over && judge.openRuns() > 0
        ? Optional.of("it ends the log, though not all runs have ended")
        : Optional.empty();
  }

  private Optional<String> look(Line line) {
    if (line.run().equals(run)) {
      known = true;
      ended |= TERMINAL.contains(line.event());
    }
    Optional<String> problem = files(line);
    return problem.isPresent() ? problem : judge.see(line);
  }

  private Optional<String> files(Line line) {
    return switch (line.event()) {
      case "run.started" -> outline(line);
      case "gate.requested" -> shown(line);
      case "record.recovered" -> {
        recovered |= line.run().equals(Line.NO_RUN);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private Optional<String> outline(Line line) {
    boolean test =
        TopLevel.text(line.bytes(), line.dataFrom(), "profile").filter(TEST::equals).isPresent();
    onlyTests &= test;
    ofTestKit |= test && line.run().equals(run);
    firstTest = test && firstTest.isEmpty() ? line.run() : firstTest;
    return file(
        Side.OUTLINE, "definition", TopLevel.text(line.bytes(), line.dataFrom(), "definition"));
  }

  private Optional<String> shown(Line line) {
    return file(Side.SHOWN, "shown", TopLevel.text(line.bytes(), line.dataFrom(), "shown"));
  }

  private Optional<String> file(Side side, String field, Optional<String> sha256) {
    if (sha256.isEmpty()) {
      return Optional.of("it names no '" + field + "'");
    }
    String file = side + sha256.get();
    if (!there.contains(file) && folder.kept(side, sha256.get()).isEmpty()) {
      return Optional.of(
          "the file that its '" + field + "' names is missing or has another content");
    }
    if (there.size() < MOST_REMEMBERED) {
      there.add(file);
    }
    return Optional.empty();
  }
}
