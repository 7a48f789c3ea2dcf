package dev.interlock.audit.judge;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds all events of a log against the outlines of their runs. A run that ended is forgotten but
 * for 16 bytes of hashes of its name and its workflow's, in a table that takes at most 43 bytes for
 * each: what it needs grows with the runs that have not ended. Use from one thread.
 */
public final class Judge {
  private static final String CLOCK = "clock.anomaly";
  private static final String ERASED = "blob.erased";

  private final String origin;
  private final MessageDigest sha256 = HashTree.sha256();
  private final Outlines outlines;
  private final Answer.Proof proof;
  private final Map<String, RunJudge> open = new HashMap<>();
  private final EndedRuns ended = new EndedRuns();
  private final Needed needed = new Needed();
  private final boolean keepsAll;
  private boolean keptTooLittle;
  private long clockSet;

  /** What an event is about. */
  enum Kind {
    AT_PATH,
    OF_RUN,
    END,
    OTHER
  }

  private static final Map<String, Kind> KINDS = kinds();

  /**
   * For one log.
   *
   * @param origin the log's
   * @param outlines gives the bytes of an outline by their SHA-256
   * @param proof looks at what proves an answer to a gate
   * @param keepsAll whether to keep all values of runs that have not ended, and not only those that
   *     their definitions ask for later
   */
  public Judge(
      String origin,
      Function<String, Optional<byte[]>> outlines,
      Answer.Proof proof,
      boolean keepsAll) {
    this.origin = origin;
    this.keepsAll = keepsAll;
    this.outlines = new Outlines(outlines);
    this.proof = proof;
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    String atPath =
        "step.started step.completed step.evidence step.failed step.skipped step.abandoned"
            + " step.doubt step.reconciled choice.made loop.turned each.started pause.started"
            + " pause.ended submission.requested submission.received submission.refused"
            + " submission.expired child.started child.ended compensation.started"
            + " compensation.completed compensation.failed check.passed check.failed gate.requested"
            + " gate.decided gate.refused gate.followup gate.closed";
    String ofRun =
        "run.started run.rehearsal run.waiting run.resumed run.migrated people.changed"
            + " cancel.requested violation clock.anomaly blob.erased record.recovered"
            + " record.continued";
    String ends = "run.completed run.rejected run.failed run.cancelled";
    put(kinds, atPath, Kind.AT_PATH);
    put(kinds, ofRun, Kind.OF_RUN);
    put(kinds, ends, Kind.END);
    return Map.copyOf(kinds);
  }

  private static void put(Map<String, Kind> kinds, String names, Kind kind) {
    for (String name : names.split(" ", -1)) {
      kinds.put(name, kind);
    }
  }

  static Kind kind(String event) {
    return KINDS.getOrDefault(event, Kind.OTHER);
  }

  /** How many runs have not ended. */
  public int openRuns() {
    return open.size();
  }

  /**
   * Whether a run went on under a definition that asks for what was not kept. Then what was said of
   * its lines counts for nothing, and all are to be seen by another judge, which keeps all.
   */
  public boolean keptTooLittle() {
    return keptTooLittle;
  }

  boolean keepsAll() {
    return keepsAll;
  }

  void migrates(Definition from, Definition to) {
    keptTooLittle |= !keepsAll && !from.kept().containsAll(to.kept());
  }

  String origin() {
    return origin;
  }

  Outlines outlines() {
    return outlines;
  }

  /** The people by whom a run goes now that has not ended. */
  Optional<String> peopleOf(String run) {
    return Optional.ofNullable(open.get(run)).flatMap(RunJudge::people);
  }

  /** A run that has not ended, and those that asked for it. */
  List<String> lineage(String run) {
    return Optional.ofNullable(open.get(run)).map(RunJudge::lineage).orElse(List.of(run));
  }

  Optional<String> objection(Answer answer) {
    return proof.objection(answer);
  }

  /** How often the clock was set back so far. */
  long clockSet() {
    return clockSet;
  }

  /** How much is kept of those that ended. */
  long bytesOfEndedRuns() {
    return ended.bytes();
  }

  /** The digest of the origin, a newline and this. */
  String hash(String place) {
    sha256.update((origin + "\n").getBytes(StandardCharsets.UTF_8));
    return Line.hex(sha256.digest(place.getBytes(StandardCharsets.UTF_8)));
  }

  /** Takes the next line, and says why no engine can have written it here, if so. */
  public Optional<String> see(Line line) {
    if (kind(line.event()) == Kind.OTHER) {
      return Optional.empty(); // a later version may say more, and a reader keeps it
    }
    try {
      take(Seen.of(line));
      return Optional.empty();
    } catch (Impossible e) {
      return Optional.of("run '" + line.run() + "': " + e.getMessage());
    }
  }

  private void take(Seen seen) {
    String id = seen.line().run();
    Impossible.unless(!seen.fields().hidesNames(), "a field's name is written with an escape");
    EventFields.refuseIfLacking(seen);
    if (id.equals(Line.NO_RUN)) {
      Impossible.unless(seen.event().startsWith("record."), "it has an event that must name a run");
      return;
    }
    RunJudge run = open.get(id);
    if (run != null) {
      Impossible.unless(
          !seen.event().equals(ERASED), "a blob of it is erased, and it has not ended");
      if (seen.event().equals(CLOCK)) {
        clockSet++;
      } else if (run.see(seen)) {
        ends(run, seen);
      }
    } else if (ended.contains(id)) {
      afterTheEnd(seen);
    } else {
      starts(seen);
    }
  }

  private void afterTheEnd(Seen seen) {
    boolean may =
        switch (seen.event()) {
          case "gate.refused", "submission.refused", "violation", ERASED -> true;
          default -> false;
        };
    String what = seen.event().equals("run.started") ? "it is started twice" : seen.event();
    Impossible.unless(may, what + ", after it has ended");
    Impossible.unless(
        !seen.event().equals(ERASED) || !needed.contains(seen.line().run()),
        "a blob of it is erased, and the run that asked for it has not ended");
  }

  private void starts(Seen seen) {
    Impossible.unless(seen.event().equals("run.started"), "it does not begin with run.started");
    Began began = Began.of(seen, outlines.of(seen, "definition"));
    began.parent().ifPresent(parent -> asked(parent, began));
    Impossible.unless(
        !began.promisesSignatures()
            || (began.people().isPresent() && outlines.signs(began.definition())),
        "it promises signed answers, and it has no people, or a gate that asks for less");
    began
        .replaces()
        .ifPresent(
            run ->
                Impossible.unless(
                    ended.contains(run, began.definition().workflow()),
                    "it takes the place of a run of its workflow that has not ended"));
    open.put(began.run(), new RunJudge(this, began, seen.line().at()));
  }

  private void asked(String parent, Began began) {
    RunJudge asking = open.get(parent);
    boolean asks =
        asking != null
            && asking.requester().equals(began.requester())
            && asking.find(began.pathInParent()) instanceof ChildPlace;
    Impossible.unless(asks, "run '" + parent + "' did not ask for it");
    childOf(began).ifPresent(child -> child.begins(began));
  }

  private Optional<ChildPlace> childOf(Began began) {
    return began
        .parent()
        .flatMap(parent -> Optional.ofNullable(open.get(parent)))
        .flatMap(parent -> Paths.find(parent.root(), began.pathInParent()))
        .filter(ChildPlace.class::isInstance)
        .map(ChildPlace.class::cast);
  }

  private void ends(RunJudge run, Seen seen) {
    String how = seen.event().substring("run.".length());
    Slice value = seen.fields().orNull("value");
    childOf(run.began())
        .ifPresent(child -> child.endedAs(how, value == null ? null : value.alone()));
    run.began().parent().filter(open::containsKey).ifPresent(of -> needed.add(of, run.id()));
    needed.remove(run.id());
    open.remove(run.id());
    ended.add(run.id(), run.definition().workflow());
  }
}
