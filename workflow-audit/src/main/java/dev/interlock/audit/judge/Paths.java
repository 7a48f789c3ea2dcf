package dev.interlock.audit.judge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the nodes that paths name. */
final class Paths {
  private Paths() {}

  /** The node at a path, if the definition has one there and the run may have come there. */
  static Optional<Place> find(Frame root, String path) {
    Frame frame = root;
    int from = 0;
    while (frame != null) {
      int end = endOfName(path, from);
      Optional<Place> place = frame.place(path.substring(from, end));
      if (place.isEmpty() || end == path.length()) {
        return place;
      }
      boolean turn = path.charAt(end) == '[';
      int to = turn ? path.indexOf("]/", end) : path.indexOf('/', end + 1);
      if (to < 0) {
        return Optional.empty();
      }
      frame = inner(place.get(), turn, path.substring(end + 1, to));
      from = to + (turn ? 2 : 1);
    }
    return Optional.empty();
  }

  private static @Nullable Frame inner(Place place, boolean turn, String segment) {
    return turn ? place.turn(segment) : place.side(segment);
  }

  private static int endOfName(String path, int from) {
    int end = from;
    while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '[') {
      end++;
    }
    return end;
  }
}
