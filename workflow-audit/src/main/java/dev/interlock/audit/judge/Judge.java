package dev.interlock.audit.judge;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private static final int MOST_DEFINITIONS = 256;
  private static final String CLOCK = "clock.anomaly";

  private final String origin;
  private final MessageDigest sha256 = HashTree.sha256();
  private final Function<String, Optional<byte[]>> outlines;
  private final Answer.Proof proof;
  private final Map<String, RunJudge> open = new HashMap<>();
  private final EndedRuns ended = new EndedRuns();
  private final Map<String, Definition> definitions = new Recent();
  private long clockSet;

  /** What an event is about. */
  enum Kind {
    AT_PATH,
    OF_RUN,
    END,
    OTHER
  }

  private static final Map<String, Kind> KINDS = kinds();

  /** The definitions that were asked for lately. */
  private static final class Recent extends LinkedHashMap<String, Definition> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(MOST_DEFINITIONS, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
      return size() > MOST_DEFINITIONS;
    }
  }

  /**
   * For one log.
   *
   * @param origin the log's
   * @param outlines gives the bytes of an outline by their SHA-256
   * @param proof looks at what proves an answer to a gate
   */
  public Judge(String origin, Function<String, Optional<byte[]>> outlines, Answer.Proof proof) {
    this.origin = origin;
    this.outlines = outlines;
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
            + " cancel.requested violation record.recovered";
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

  String origin() {
    return origin;
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
      clockSet += line.event().equals(CLOCK) ? 1 : 0;
      return Optional.empty();
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
    if (id.equals(Line.NO_RUN)) {
      Impossible.unless(
          seen.event().equals("record.recovered"), "it has an event that must name a run");
      return;
    }
    RunJudge run = open.get(id);
    if (run != null) {
      if (run.see(seen)) {
        ends(run, seen);
      }
    } else if (ended.contains(id)) {
      afterTheEnd(seen);
    } else {
      starts(seen);
    }
  }

  private static void afterTheEnd(Seen seen) {
    boolean may =
        switch (seen.event()) {
          case "gate.refused", "submission.refused", "violation" -> true;
          default -> false;
        };
    String what = seen.event().equals("run.started") ? "it is started twice" : seen.event();
    Impossible.unless(may, what + ", after it has ended");
  }

  private void starts(Seen seen) {
    Impossible.unless(seen.event().equals("run.started"), "it does not begin with run.started");
    Began began = Began.of(seen, definition(seen, "definition"));
    began.parent().ifPresent(parent -> asked(parent, began));
    Impossible.unless(
        !began.promisesSignatures() || (began.people().isPresent() && signs(began.definition())),
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

  /** Whether all gates ask for a signature, those of children too, as far as they are known. */
  boolean signs(Definition definition) {
    return definition.answers().signed()
        && definition.answers().children().stream()
            .allMatch(
                child ->
                    outlines.apply(child).map(outline -> signs(read(child, outline))).orElse(true));
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
    open.remove(run.id());
    ended.add(run.id(), run.definition().workflow());
  }

  /** The definition whose digest stands in a field. */
  Definition definition(Seen seen, String field) {
    String sha256 = seen.fields().text(field);
    Definition known = definitions.get(sha256);
    if (known == null) {
      known = read(sha256);
      definitions.put(sha256, known);
    }
    return known;
  }

  private Definition read(String sha256) {
    byte[] outline =
        outlines
            .apply(sha256)
            .orElseThrow(() -> new Impossible("its outline '" + sha256 + "' is missing"));
    return read(sha256, outline);
  }

  private static Definition read(String sha256, byte[] outline) {
    try {
      return OutlineReader.read(sha256, outline);
    } catch (IllegalArgumentException | Tree.NoOutline e) {
      throw new Impossible("its outline is none: " + e.getMessage());
    }
  }
}
