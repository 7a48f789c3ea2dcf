package dev.interlock.internal.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A secret in a text: from, up to and without the character after it, and its kind. */
record Span(int from, int to, String kind) {

  /** The same secrets in their order, those that overlap as one. */
  static List<Span> merged(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::from));
    List<Span> merged = new ArrayList<>();
    for (Span next : sorted) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && next.from < last.to) {
        Span both = new Span(last.from, Math.max(last.to, next.to), last.kind);
        merged.set(merged.size() - 1, both);
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
