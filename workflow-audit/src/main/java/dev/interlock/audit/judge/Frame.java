package dev.interlock.audit.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A scope of the definition in a run, and how far the run has come in it. Use from one thread. */
final class Frame {
  private final Scope scope;
  private final RunJudge run;
  private final @Nullable Place owner;
  private final String prefix;
  private final String turn;
  private final @Nullable Place[] places;
  private int next;
  private int reached;

  /**
   * A scope.
   *
   * @param owner the node that holds it; none of the outermost
   * @param prefix how the paths in it begin
   * @param turn which turn of a loop it is: its number or key; empty if none
   */
  Frame(RunJudge run, Scope scope, @Nullable Place owner, String prefix, String turn) {
    this.run = run;
    this.scope = scope;
    this.owner = owner;
    this.prefix = prefix;
    this.turn = turn;
    this.places = new Place[scope.nodes().size()];
  }

  Scope scope() {
    return scope;
  }

  RunJudge run() {
    return run;
  }

  String turn() {
    return turn;
  }

  Optional<Place> owner() {
    return Optional.ofNullable(owner);
  }

  /** The node of this name, whether the run has come there or not. */
  Optional<Place> place(String name) {
    Integer index = scope.places().get(name);
    return index == null ? Optional.empty() : Optional.of(place(index));
  }

  private Place place(int index) {
    Place known = places[index];
    if (known == null) {
      Node node = scope.nodes().get(index);
      known = Place.of(node, this, index, prefix + node.name());
      places[index] = known;
    }
    return known;
  }

  /** Puts what is known of a node in its place. */
  void adopt(int index, Place place) {
    places[index] = place;
  }

  boolean isDone() {
    return next == places.length;
  }

  /** Whether all before a node is done, and it is not. */
  boolean isNext(int index) {
    return next == index;
  }

  boolean hasPassed(int index) {
    return next > index;
  }

  /** Whether all before a node was done once. */
  boolean hasReached(int index) {
    return reached >= index;
  }

  /** The node whose turn it is. */
  Place current() {
    return place(next);
  }

  /** Something in it is done. */
  void advance() {
    for (Place at = at(next); at != null && at.isDone(); at = at(next)) {
      next++;
    }
    reached = Math.max(reached, next);
    if (isDone() && owner != null) {
      owner.frame().advance();
    }
  }

  private @Nullable Place at(int index) {
    return index < places.length ? places[index] : null;
  }

  /** What was done is not done any more. */
  void fallBack(int index) {
    if (index < next) {
      next = index;
      owner().ifPresent(Place::fallsBack);
    }
  }

  /** Looks once more how far it is, from the innermost scopes on. */
  void lookAgain() {
    for (Place place : places) {
      if (place != null) {
        place.frames().forEach(Frame::lookAgain);
      }
    }
    next = 0;
    for (Place at = at(0); at != null && at.isDone(); at = at(next)) {
      next++;
    }
    reached = Math.max(reached, next);
  }

  /** Whether something is known of a node in it. */
  boolean isKnown() {
    return Arrays.stream(places).anyMatch(place -> place != null && place.isKnown());
  }

  /** All that something is known of, each before what is inside it. */
  void collect(List<Place> all) {
    for (Place place : places) {
      if (place != null && place.isKnown()) {
        all.add(place);
        place.frames().forEach(frame -> frame.collect(all));
      }
    }
  }
}
