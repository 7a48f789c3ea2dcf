package dev.interlock;

import dev.interlock.record.WorkflowException;
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
  private boolean broken;
  private boolean ended;

  /**
   * Notes a mistake.
   *
   * @throws WorkflowException if the definition has ended, so that nobody would learn of it
   */
  void mistake(String text) {
    if (ended) {
      throw new WorkflowException(text);
    }
    if (!mistakes.contains(text)) {
      mistakes.add(text);
    }
  }

  /** A lambda threw; the innermost scope is the one that is named. */
  void broken(String scope, RuntimeException thrown) {
    if (!broken) {
      String why =
          thrown instanceof WorkflowException
              ? ": " + thrown.getMessage()
              : " " + thrown.getClass().getName() + ", which is the cause of this";
      mistake("the lambda of " + scope + " threw" + why);
    }
    broken = true;
  }

  /** Ends the definition. */
  List<String> end() {
    ended = true;
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
