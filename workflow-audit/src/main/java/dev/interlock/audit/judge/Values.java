package dev.interlock.audit.judge;

import java.util.Optional;

/** Finds what a node reads. Use from one thread. */
final class Values {
  private Values() {}

  /** What a name holds for a node of this frame. */
  static Slice of(Node.Read read, Frame at) {
    if (read.given().isPresent()) {
      return Slice.of(read.given().get());
    }
    if (read.ref().equals("input")) {
      return at.run().input();
    }
    return isHanded(read.ref()) ? handed(turn(read.ref(), at)) : place(read.ref(), at).value();
  }

  /** Whether a name is that of what a turn of a loop is handed. */
  static boolean isHanded(String ref) {
    return ref.equals("item") || ref.equals("previous") || ref.indexOf('/') >= 0;
  }

  private static Slice handed(Frame turn) {
    Place loop = turn.owner().orElseThrow();
    return loop instanceof EachPlace each
        ? each.item(turn.turn())
        : ((RepeatPlace) loop).before(turn.turn());
  }

  /** The turn that is handed this. */
  private static Frame turn(String ref, Frame at) {
    Frame frame = at;
    while (!(ref.indexOf('/') < 0 ? !frame.turn().isEmpty() : ref.equals(handedOf(frame)))) {
      frame = frame.owner().orElseThrow(() -> none(ref)).frame();
    }
    return frame;
  }

  private static String handedOf(Frame frame) {
    boolean each = frame.owner().filter(EachPlace.class::isInstance).isPresent();
    return frame.scope().label() + (each ? "/item" : "/previous");
  }

  private static Place place(String ref, Frame at) {
    Frame frame = at;
    Optional<Place> found = frame.place(ref);
    while (found.isEmpty()) {
      frame = frame.owner().orElseThrow(() -> none(ref)).frame();
      found = frame.place(ref);
    }
    return found.get();
  }

  private static Impossible none(String ref) {
    return new Impossible("reads '" + ref + "', which its outline does not have");
  }

  /** Whether what a name would hold was passed over in a rehearsal. */
  static boolean isMissing(Node.Read read, Frame at) {
    String ref = read.ref();
    boolean made =
        read.given().isEmpty()
            && !isHanded(ref)
            && !ref.equals("input")
            && !ref.equals("attempt")
            && !ref.equals("evidence");
    return made && place(ref, at).isPassedOver();
  }

  /** Whether what a scope gives was passed over. */
  static boolean givesNothing(Frame frame) {
    return isMissing(frame.scope().gives(), frame);
  }

  /** What a scope gives. */
  static Slice given(Frame frame) {
    return of(frame.scope().gives(), frame);
  }
}
