package dev.interlock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A definition while it is being written: all its scopes share one. Use from one thread. */
final class Writing {
  private final List<String> mistakes = new ArrayList<>();
  private final Deque<OpenScope> open = new ArrayDeque<>();
  private final Set<Ref.Source> read = new HashSet<>();

  void mistake(String text) {
    if (!mistakes.contains(text)) {
      mistakes.add(text);
    }
  }

  List<String> mistakes() {
    return mistakes;
  }

  void open(OpenScope scope) {
    open.push(scope);
  }

  void close() {
    open.pop();
  }

  /** The scope whose lambda is running; none when the definition is done. */
  boolean isCurrent(OpenScope scope) {
    return open.peek() == scope;
  }

  String currentLabel() {
    return open.isEmpty() ? "nothing" : open.peek().key().label();
  }

  boolean isOpen(OpenScope scope) {
    return open.contains(scope);
  }

  void read(Ref.Source source) {
    read.add(source);
  }

  boolean isRead(Ref.Source source) {
    return read.contains(source);
  }
}
