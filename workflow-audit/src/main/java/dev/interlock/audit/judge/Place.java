package dev.interlock.audit.judge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of the definition in a run, and what the events say of it. Use from one thread. */
abstract class Place {
  /** Why a node was passed over in a rehearsal. */
  static final String REHEARSAL = "rehearsal";

  private final String path;
  private final RunJudge run;
  private Frame frame;
  private int index;
  private boolean passedOver;
  private boolean told;

  Place(Frame frame, int index, String path) {
    this.run = frame.run();
    this.frame = frame;
    this.index = index;
    this.path = path;
  }

  /** A node of which nothing is known yet. */
  static Place of(Node node, Frame frame, int index, String path) {
    if (node instanceof Node.Step step) {
      return new StepPlace(step, frame, index, path);
    }
    if (node instanceof Node.Gate) {
      return new GatePlace(frame, index, path);
    }
    if (node instanceof Node.Check) {
      return new CheckPlace(frame, index, path);
    }
    if (node instanceof Node.Receive) {
      return new ReceivePlace(frame, index, path);
    }
    if (node instanceof Node.Parallel parallel) {
      return new ParallelPlace(parallel, frame, index, path);
    }
    if (node instanceof Node.Choose) {
      return new ChoosePlace(frame, index, path);
    }
    if (node instanceof Node.Repeat) {
      return new RepeatPlace(frame, index, path);
    }
    if (node instanceof Node.Each) {
      return new EachPlace(frame, index, path);
    }
    return node instanceof Node.Child
        ? new ChildPlace(frame, index, path)
        : new PausePlace(frame, index, path);
  }

  final RunJudge run() {
    return run;
  }

  final Frame frame() {
    return frame;
  }

  final String path() {
    return path;
  }

  final int index() {
    return index;
  }

  final Node node() {
    return frame.scope().nodes().get(index);
  }

  /** Its path without turns. */
  final String label() {
    return frame.scope().label(node());
  }

  /** Takes an event of this node, or says that it cannot be. */
  final void see(Seen seen) {
    if (run.definition().sensitive().nodes().contains(label()) && !(this instanceof ChildPlace)) {
      Sensitive.refuseClear(seen);
    }
    if (seen.event().equals("step.skipped")) {
      skips(seen);
    } else {
      happens(seen);
    }
    told |= !seen.event().equals("step.abandoned"); // which says nothing that anything follows from
  }

  abstract void happens(Seen seen);

  /** Whether the run goes on behind it. */
  final boolean isDone() {
    return passedOver || isThrough();
  }

  abstract boolean isThrough();

  /** Whether an event told something of it or of what is inside. */
  final boolean isKnown() {
    return told || frames().stream().anyMatch(Frame::isKnown);
  }

  /** Whether it is nothing that a rehearsal runs. */
  boolean actsOrAsks() {
    return false;
  }

  final boolean isPassedOver() {
    return passedOver;
  }

  /** What the run waits for here; empty if nothing. */
  String awaits() {
    return "";
  }

  /** What it gave. */
  Slice value() {
    throw new Impossible("has no value");
  }

  // --- what is inside ---

  Collection<Frame> frames() {
    return List.of();
  }

  /** The scope that this segment of a path leads into, if the run may have come there. */
  @Nullable Frame side(String name) {
    return null;
  }

  /** The same for a turn. */
  @Nullable Frame turn(String key) {
    return null;
  }

  /** Whether something may begin in a scope inside, as far as this node says. */
  boolean lets(Frame inner) {
    return frame.isNext(index);
  }

  /** What it gives is passed over; asked once all inside is done. */
  boolean givesNothing() {
    return false;
  }

  /** Something inside is not done any more. */
  void fallsBack() {
    frame.fallBack(index);
  }

  final void fallBack() {
    frame.fallBack(index);
  }

  // --- its place in the order ---

  /** Refuses to begin anything here unless it is the time. */
  final void begins(String what) {
    run.ending().refuseIfEnding(what);
    Optional<Place> before = waitsFor();
    before.ifPresent(
        place -> {
          throw new Impossible(what + ", and " + place.unfinished());
        });
    boolean missing = run.isRehearsal() && (actsOrAsks() || isMissingAnything() || givesNothing());
    Impossible.unless(!missing, what + ", and a rehearsal passes it over");
  }

  /** What comes before this and is not done. */
  private Optional<Place> waitsFor() {
    Place at = this;
    if (!frame.isNext(index)) {
      return Optional.of(frame.hasPassed(index) ? this : frame.current());
    }
    for (Optional<Place> owner = frame.owner();
        owner.isPresent();
        owner = owner.get().frame.owner()) {
      if (!owner.get().lets(at.frame)) {
        Place outer = owner.get();
        boolean before = !outer.frame.hasPassed(outer.index) && !outer.frame.isNext(outer.index);
        return Optional.of(before ? outer.frame.current() : outer);
      }
      at = owner.get();
    }
    return Optional.empty();
  }

  /** Whether it may begin now. */
  final boolean mayBegin() {
    return waitsFor().isEmpty();
  }

  /** What a message says of it where it keeps something else from beginning. */
  String unfinished() {
    return "'" + path + "' is " + (isDone() ? "done" : "not done");
  }

  /** Whether the run came here once. */
  final boolean wasReached() {
    Place at = this;
    while (at.frame.hasReached(at.index) && at.frame.owner().isPresent()) {
      at = at.frame.owner().get();
    }
    return at.frame.hasReached(at.index) && at.frame.owner().isEmpty();
  }

  final void advance() {
    frame.advance();
  }

  // --- passing over ---

  /** Takes that it is passed over: in a rehearsal; a step also because it is optional. */
  void skips(Seen seen) {
    Impossible.unless(
        run.isRehearsal() && seen.fields().is("reason", REHEARSAL),
        "is passed over, and this run is no rehearsal");
    run.ending().refuseIfEnding("is passed over");
    Impossible.unless(!isDone() && mayBegin(), "is passed over, and it is not its turn");
    Impossible.unless(
        actsOrAsks() || isMissingAnything() || givesNothing(), "is passed over without a reason");
    passedOver = true;
    advance();
  }

  private boolean isMissingAnything() {
    return node().reads().stream().anyMatch(read -> Values.isMissing(read, frame));
  }

  // --- another definition ---

  /** Whether this may be what is known of such a node. */
  boolean fits(Node other) {
    return other.getClass().equals(node().getClass());
  }

  /** Goes on as a node of another definition. */
  final void move(Frame to, int at) {
    frame = to;
    index = at;
    forgetFrames();
    to.adopt(at, this);
  }

  /** Forgets the scopes inside, which are those of another definition. */
  void forgetFrames() {}

  /** Refuses an event that no node of this kind has. */
  final Impossible notHere(Seen seen) {
    return new Impossible("has an event '" + seen.event() + "', which no node of its kind has");
  }
}
