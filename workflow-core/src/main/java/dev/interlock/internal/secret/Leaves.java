package dev.interlock.internal.secret;

import dev.interlock.internal.json.JsonLeaves;
import dev.interlock.internal.json.JsonLeaves.Kind;
import dev.interlock.internal.json.JsonLeaves.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds secrets in the names, strings and numbers of one JSON value. Use from one thread. */
final class Leaves {
  /** After such an element of a list of arguments, the next one is a secret. */
  private static final Pattern OPTION =
      Pattern.compile(
          "(?i)--?[a-z-]{0,40}?(?:password|passwd|passphrase|pwd|secret|token|api-?key"
              + "|access-?key|private-?key)");

  private static final String NAMED = "secret-name";
  private static final String END = "-----END ";

  private final Texts texts;
  private final List<Leaf> all;
  private final Map<Leaf, String> whole = new HashMap<>();
  private final Map<Leaf, List<Span>> parts = new HashMap<>();

  Leaves(Texts texts, List<Leaf> all) {
    this.texts = texts;
    this.all = all;
  }

  /**
   * A leaf that is a secret or holds some.
   *
   * @param whole the kind, if nothing of it stays
   */
  record Found(Leaf leaf, Optional<String> whole, List<Span> parts) {
    String kind() {
      return whole.orElseGet(() -> parts.get(0).kind());
    }

    /** What stands in its place; no two keys become the same. */
    String redacted(Set<String> keys) {
      if (leaf.kind() != Kind.NAME && whole.isPresent()) {
        return Secrets.marker(whole.get());
      }
      String text = Texts.cut(leaf.text(), parts);
      if (leaf.kind() == Kind.NAME) {
        text += keys.add(text) ? "" : "#" + keys.size();
        keys.add(text);
      }
      return JsonLeaves.string(text);
    }
  }

  /** What is found, in its order. */
  List<Found> found() {
    List<Leaf> strings = new ArrayList<>();
    for (Leaf leaf : all) {
      if (leaf.marked() && !leaf.text().isEmpty()) {
        whole.put(leaf, NAMED);
      }
      look(leaf);
      if (leaf.kind() == Kind.STRING) {
        strings.add(leaf);
      }
    }
    options();
    joined(strings);
    return all.stream().filter(this::isFound).map(this::found).toList();
  }

  private void look(Leaf leaf) {
    List<Span> spans = texts.spans(leaf.text());
    if (spans.size() == 1 && spans.get(0).to() - spans.get(0).from() == leaf.text().length()) {
      whole.putIfAbsent(leaf, spans.get(0).kind());
    }
    if (!spans.isEmpty()) {
      parts.put(leaf, spans);
    }
  }

  private void options() {
    for (int i = 0; i + 1 < all.size(); i++) {
      Leaf next = all.get(i + 1);
      if (all.get(i).kind() == Kind.STRING
          && next.kind() == Kind.STRING
          && OPTION.matcher(all.get(i).text()).matches()) {
        whole.putIfAbsent(next, "password");
      }
    }
  }

  /** Looks at all strings as if they were one, for what says by itself what it is. */
  private void joined(List<Leaf> strings) {
    StringBuilder text = new StringBuilder();
    int[] starts = new int[strings.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = text.length();
      text.append(strings.get(i).text());
    }
    int first = 0;
    for (Span span : Span.merged(texts.specific(text))) {
      while (first + 1 < starts.length && starts[first + 1] <= span.from()) {
        first++;
      }
      if (!standsAlone(strings.get(first), span.from() - starts[first], span.kind())) {
        for (int i = first; i < starts.length && starts[i] < span.to(); i++) {
          whole.putIfAbsent(strings.get(i), span.kind());
        }
      }
    }
  }

  /** Whether one string holds the secret alone, which was found without the others. */
  private boolean standsAlone(Leaf leaf, int from, String kind) {
    return parts.getOrDefault(leaf, List.of()).stream()
        .filter(span -> span.from() <= from && from < span.to())
        .anyMatch(span -> !kind.equals(Forms.PRIVATE_KEY) || leaf.text().indexOf(END, from) >= 0);
  }

  private boolean isFound(Leaf leaf) {
    return whole.containsKey(leaf) || parts.containsKey(leaf);
  }

  private Found found(Leaf leaf) {
    return new Found(
        leaf, Optional.ofNullable(whole.get(leaf)), parts.getOrDefault(leaf, List.of()));
  }
}
