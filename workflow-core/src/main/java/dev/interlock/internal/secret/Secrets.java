package dev.interlock.internal.secret;

import dev.interlock.internal.json.JsonLeaves;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds secrets that are known by their form and takes them out: keys of clouds and services,
 * tokens, private keys, passwords by what stands around them, and what a host adds. Also in base64,
 * and split over strings that stand one after the other. What is not known by its form is not
 * found.
 *
 * <p>Immutable; safe for many threads.
 */
public final class Secrets {
  private static final Secrets STANDARD = new Secrets(List.of(), Set.of());

  private final List<Rule> added;
  private final Set<String> names;

  private Secrets(List<Rule> added, Set<String> names) {
    this.added = List.copyOf(added);
    this.names = Set.copyOf(names);
  }

  /** Those that are known without a host's help. */
  public static Secrets standard() {
    return STANDARD;
  }

  /** These, and what is of a form; each text is looked at for it. */
  public Secrets with(String kind, Pattern form) {
    List<Rule> rules = new ArrayList<>(added);
    rules.add(new Rule(kind, form, found -> true));
    return new Secrets(rules, names);
  }

  /** These, and what stands under such a name; case, {@code _}, {@code -} and dots do not count. */
  public Secrets withNames(Collection<String> more) {
    Set<String> all = new HashSet<>(names);
    more.forEach(name -> all.add(Forms.plain(name)));
    return new Secrets(added, all);
  }

  /** The text with {@code {"redacted":"<kind>"}} in place of each secret. */
  public String text(CharSequence text) {
    List<Span> spans = texts().spans(text);
    return spans.isEmpty() ? text.toString() : Texts.cut(text, spans);
  }

  /**
   * The JSON with the same object in place of a string that is a secret as a whole, and its text in
   * place of one within a string.
   *
   * @param utf8 one recordable JSON value
   * @return the same bytes if nothing is found
   */
  public byte[] json(byte[] utf8) {
    if (!isSuspicious(utf8)) {
      return utf8;
    }
    List<JsonLeaves.Instead> instead = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Leaves.Found found : found(utf8)) {
      instead.add(new JsonLeaves.Instead(found.leaf(), found.redacted(keys)));
    }
    return instead.isEmpty() ? utf8 : JsonLeaves.with(utf8, instead);
  }

  /**
   * The kind of the first secret in JSON.
   *
   * @param utf8 one recordable JSON value
   */
  public Optional<String> kind(byte[] utf8) {
    return isSuspicious(utf8)
        ? found(utf8).stream().findFirst().map(Leaves.Found::kind)
        : Optional.empty();
  }

  private boolean isSuspicious(byte[] utf8) {
    return !added.isEmpty() || !names.isEmpty() || Suspicion.of(utf8);
  }

  private List<Leaves.Found> found(byte[] utf8) {
    return new Leaves(texts(), JsonLeaves.of(utf8, Forms.names(names))).found();
  }

  private Texts texts() {
    return new Texts(added);
  }

  /** What is written in place of a secret. */
  static String marker(String kind) {
    return "{\"redacted\":\"" + kind + "\"}";
  }
}
