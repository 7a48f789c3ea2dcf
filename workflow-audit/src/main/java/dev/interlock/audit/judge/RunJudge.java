package dev.interlock.audit.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run that has not ended: what its events say so far. Use from one thread. */
final class RunJudge {
  private static final String NOWHERE = "-";

  /** How much of its parent's name stands in that of a child. */
  private static final int PARENT_ID = 80;

  private static final int CHILD_KEY = 16;
  private static final int KEY = 32;

  private final Judge judge;
  private final Began began;
  private final List<StepPlace> running = new ArrayList<>(2);
  private final List<StepPlace> acts = new ArrayList<>(2);
  private final List<StepPlace> undoable = new ArrayList<>(0);
  private final List<GatePlace> openGates = new ArrayList<>(1);
  private final List<ChildPlace> openChildren = new ArrayList<>(0);
  private final Ending ending = new Ending(this);
  private Definition definition;
  private Frame root;
  private final GoesBy people;
  private final Times times;
  private boolean rehearsal;
  private boolean justMigrated;
  private boolean fellBack;
  private List<String> waitsFor = List.of();

  RunJudge(Judge judge, Began began, Instant at) {
    this.judge = judge;
    this.began = began;
    this.definition = began.definition();
    this.people = new GoesBy(judge, began);
    this.root = new Frame(this, definition.root(), null, "", "");
    this.times = new Times(at);
  }

  // --- what its nodes ask ---

  String id() {
    return began.run();
  }

  Began began() {
    return began;
  }

  Definition definition() {
    return definition;
  }

  String requester() {
    return began.requester();
  }

  String origin() {
    return judge.origin();
  }

  /** The digest of the people by whom it goes now, if it goes by any. */
  Optional<String> people() {
    return people.now();
  }

  /** Why what proves an answer does not hold; empty if it does, as far as that can be seen. */
  Optional<String> objection(Answer answer) {
    return judge.objection(answer);
  }

  Times times() {
    return times;
  }

  /** What is another number at another event if the clock was or may have been set in between. */
  long clock(Seen seen) {
    return times.clock(seen) + judge.clockSet();
  }

  /** This run, and those that asked for it, the nearest first. */
  List<String> lineage() {
    List<String> all = new ArrayList<>(List.of(id()));
    began.parent().ifPresent(parent -> all.addAll(judge.lineage(parent)));
    return all;
  }

  boolean hasParent() {
    return began.parent().isPresent();
  }

  Slice input() {
    return began.input();
  }

  boolean isRehearsal() {
    return rehearsal;
  }

  Ending ending() {
    return ending;
  }

  Frame root() {
    return root;
  }

  /** The steps of which something runs in the present process. */
  List<StepPlace> running() {
    return running;
  }

  /** The steps that act. */
  List<StepPlace> acts() {
    return acts;
  }

  /** The acts whose effect may have to be undone, in the order in which they completed. */
  List<StepPlace> undoable() {
    return undoable;
  }

  List<ChildPlace> openChildren() {
    return openChildren;
  }

  void opened(GatePlace gate) {
    openGates.remove(gate);
    openGates.add(gate);
  }

  void closed(GatePlace gate, boolean takenBack) {
    openGates.remove(gate);
    fellBack |= takenBack;
  }

  boolean hasNoOpenGate() {
    return openGates.isEmpty();
  }

  /** Whether nothing but the closing of gates came after another definition. */
  boolean hasJustMigrated() {
    return justMigrated;
  }

  /** Whether what was begun in order may come to its end out of it. */
  boolean mayFinishLate() {
    return fellBack || ending.isEnding();
  }

  /** Whether the value of a node is asked for later. */
  boolean keeps(Node node) {
    return keeps(node.name());
  }

  boolean keeps(String name) {
    return judge.keepsAll() || definition.kept().contains(name);
  }

  /** The idempotency key of a step. */
  String key(String path) {
    return judge.hash(id() + "\n" + path).substring(0, KEY);
  }

  /** The name of the run that is asked for at a path. */
  String child(String path) {
    String kept = id().substring(0, Math.min(id().length(), PARENT_ID));
    return kept + "." + key(path).substring(0, CHILD_KEY);
  }

  /** It is said once that the run waits, until something else happens in it. */
  void waits(List<String> awaited) {
    Impossible.unless(!awaited.equals(waitsFor), "it waits, which was said before");
    waitsFor = awaited;
  }

  Place find(String path) {
    return Paths.find(root, path)
        .orElseThrow(() -> new Impossible("there is no place '" + path + "' in it by its outline"));
  }

  // --- events ---

  /**
   * Takes an event of the run.
   *
   * @return whether it ended the run
   */
  boolean see(Seen seen) {
    boolean ends = false;
    switch (Judge.kind(seen.event())) {
      case AT_PATH -> atPath(seen);
      case OF_RUN -> ofRun(seen);
      case END -> {
        end(seen);
        ends = true;
      }
      case OTHER -> {}
    }
    note(seen);
    return ends;
  }

  private void note(Seen seen) {
    boolean stillWaits = seen.event().endsWith(".refused") || seen.event().equals("run.waiting");
    if (!stillWaits && !seen.event().equals("violation")) {
      waitsFor = List.of();
    }
    times.note(seen);
    justMigrated &= seen.event().equals("gate.closed");
    justMigrated |= seen.event().equals("run.migrated");
  }

  private void atPath(Seen seen) {
    String path = seen.fields().text("path");
    if (path.equals(NOWHERE) && seen.event().endsWith(".refused")) {
      return;
    }
    Place place = find(path);
    try {
      place.see(seen);
    } catch (Impossible e) {
      throw new Impossible("'" + path + "' " + e.getMessage());
    }
  }

  private void ofRun(Seen seen) {
    switch (seen.event()) {
      case "run.started" -> throw new Impossible("it is started twice");
      case "run.rehearsal" -> {
        Impossible.unless(
            times.events() == 1, "it is a rehearsal, which stands right after its start");
        rehearsal = true;
      }
      case "run.waiting" -> Waiting.see(this, seen);
      case "run.resumed" -> resumed(seen);
      case "run.migrated" -> migrated(seen);
      case "people.changed" -> people.changed(seen);
      case "cancel.requested" -> ending.cancelled(seen);
      case "violation" -> {
        if (!seen.fields().has("path")) {
          ending.violated();
        }
      }
      default -> throw new Impossible("it has an event of the log itself");
    }
  }

  private void resumed(Seen seen) {
    boolean somebody = seen.fields().has("path") || seen.fields().has("by");
    if (somebody) {
      seen.fields().person("by");
    }
    if (seen.fields().has("path")) {
      atPath(seen);
    } else {
      anotherProcess();
    }
  }

  /** What ran before runs no more. */
  private void anotherProcess() {
    running.forEach(StepPlace::lost);
    running.clear();
    acts.forEach(StepPlace::askedAnew);
    ending.forget();
  }

  private void migrated(Seen seen) {
    Impossible.unless(
        seen.fields().is("from", definition.sha256()), "it is migrated from another definition");
    Impossible.unless(
        seen.fields().value("mapping").raw().equals("{}"),
        "it is migrated with other paths, which this version does not know");
    seen.fields().person("by");
    Definition to = judge.outlines().of(seen, "to");
    Impossible.unless(
        to.workflow().equals(definition.workflow()), "it is migrated to another workflow");
    Impossible.unless(
        began.reaches(to) && (!began.promisesSignatures() || judge.outlines().signs(to)),
        "it is migrated to an outline that does not keep, or asks for more than, its profile");
    anotherProcess();
    judge.migrates(definition, to);
    definition = to;
    root = Migrating.into(to, this, root);
  }

  private void end(Seen seen) {
    switch (seen.event()) {
      case "run.completed" -> ending.completed(seen);
      case "run.rejected" -> ending.rejected(seen);
      case "run.failed" -> ending.failed(seen);
      default -> ending.wasCancelled(seen);
    }
  }
}
