package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.RunId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a verifier looks at in each line beyond the chain. Use from one thread. */
final class LineChecks {
  private static final Set<String> TERMINAL =
      Set.of("run.completed", "run.rejected", "run.failed", "run.cancelled");
  private static final int MOST_REMEMBERED = 1000;

  private final LogFolder folder;
  private final String run;
  private final Set<String> outlines = new HashSet<>();
  private boolean known;
  private boolean ended;
  private boolean recovered;

  /** Looks at lines of a log, and whether a run ends in them. */
  LineChecks(LogFolder folder, Optional<RunId> run) {
    this.folder = folder;
    this.run = run.map(RunId::value).orElse("");
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

  /** What is wrong with a line that stands in its place; the offset says nothing here. */
  Optional<String> check(Line line, long offset) {
    if (line.run().equals(run)) {
      known = true;
      ended |= TERMINAL.contains(line.event());
    }
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
    Optional<String> sha256 = TopLevel.text(line.bytes(), line.dataFrom(), "definition");
    if (sha256.isPresent() && outlines.contains(sha256.get())) {
      return Optional.empty();
    }
    Optional<String> problem = file(Side.OUTLINE, "definition", sha256);
    if (problem.isEmpty() && outlines.size() < MOST_REMEMBERED) {
      sha256.ifPresent(outlines::add);
    }
    return problem;
  }

  private Optional<String> shown(Line line) {
    return file(Side.SHOWN, "shown", TopLevel.text(line.bytes(), line.dataFrom(), "shown"));
  }

  private Optional<String> file(Side side, String field, Optional<String> sha256) {
    if (sha256.isEmpty()) {
      return Optional.of("it names no '" + field + "'");
    }
    return folder.kept(side, sha256.get()).isPresent()
        ? Optional.empty()
        : Optional.of("the file that its '" + field + "' names is missing or has another content");
  }
}
