package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scope while it is being written: its nodes, its names, what it reads. Use from one thread. */
final class OpenScope {
  private static final Set<String> RESERVED =
      Set.of("input", "attempt", "evidence", "previous", "item");

  private final Writing writing;
  private final ScopeKey key;
  private final String prefix;
  private final Optional<OpenScope> outer;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> unfinished = new ArrayList<>();
  private final List<Ref.Source> outside = new ArrayList<>();
  private final List<Ref.Source> givens = new ArrayList<>();

  private OpenScope(Writing writing, ScopeKey key, String prefix, Optional<OpenScope> outer) {
    this.writing = writing;
    this.key = key;
    this.prefix = prefix;
    this.outer = outer;
  }

  static OpenScope ofWorkflow(Writing writing, String workflow) {
    return new OpenScope(
        writing, new ScopeKey("workflow '" + workflow + "'"), "", Optional.empty());
  }

  ScopeKey key() {
    return key;
  }

  /** The path of a node of this scope. */
  String at(String name) {
    return prefix + name;
  }

  void mistake(String text) {
    writing.mistake(text);
  }

  /** A value of the definition as it is now, whatever is done to it later. */
  Json written(String who, Object value, Class<?> type) {
    try {
      Json json = NodeOutline.given(value, type);
      if (Event.Blob.in(json).isPresent()) {
        mistake(who + " is written like a reference to a blob; name its components otherwise");
      }
      return json;
    } catch (IllegalArgumentException e) {
      if (ValueTypes.problems(type).isEmpty()) {
        mistake(who + " cannot be recorded: " + e.getMessage());
      }
      return Json.of("null".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether it is null, which is a mistake; what follows goes on, so that all are found. */
  boolean lacks(String who, String what, @Nullable Object value) {
    if (value == null) {
      mistake(who + " is given null where it needs " + what);
    }
    return value == null;
  }

  /** The Ref, or one of nothing in place of null. */
  <T> Ref<T> ref(String who, @Nullable Ref<T> ref) {
    return lacks(who, "the Ref of a value", ref) ? nothing() : Objects.requireNonNull(ref);
  }

  /** The same for some. */
  List<Ref<?>> refs(String who, Ref<?> @Nullable ... refs) {
    List<Ref<?>> all = new ArrayList<>();
    if (!lacks(who, "the Ref of a value", refs)) {
      Arrays.stream(Objects.requireNonNull(refs)).forEach(one -> all.add(ref(who, one)));
    }
    return all;
  }

  /**
   * A node is begun, which needs a last verb.
   *
   * @return the type, or another one in place of null
   */
  <R> Class<R> begin(String noun, String verb, String name, Class<R> type) {
    begin(noun, name);
    String who = noun + " '" + at(name) + "'";
    if (!lacks(who, "a class", type)) {
      ValueTypes.problems(type).forEach(problem -> mistake(who + " " + verb + " " + problem));
    }
    return ValueTypes.orVoid(type);
  }

  /** A node is begun that has no type of its own. */
  void begin(String noun, String name) {
    use(noun, name);
    unfinished.add(name);
  }

  /** Takes a node into this scope; its Ref is what later nodes read. */
  <T> Ref<T> add(Node node) {
    use(node.noun(), node.name());
    unfinished.remove(node.name());
    claim(node.noun(), node.name());
    node.reads().forEach(ref -> read(node, ref));
    Rules.mistakes(node, at(node.name())).forEach(this::mistake);
    nodes.add(node);
    return new Ref<>(new Ref.Source.Output(key, node.name(), node.type()));
  }

  /** Takes a gate in place of the one of that name. */
  void replace(Node.GateNode node) {
    use("gate", node.name());
    for (Ref<?> ref : node.reads().subList(1, node.reads().size())) {
      read(node, ref);
      madeBefore(node, ref);
    }
    nodes.replaceAll(known -> Objects.equals(known.name(), node.name()) ? node : known);
  }

  private void madeBefore(Node.GateNode gate, Ref<?> read) {
    List<String> order = nodes.stream().map(Node::name).toList();
    String name = read.source().name();
    if (read.source().scope() == key && order.indexOf(name) >= order.indexOf(gate.name())) {
      String verb = gate.showing().contains(read) ? "shows" : "goes by";
      mistake(
          "gate '" + at(gate.name()) + "' " + verb + " '" + at(name) + "', which is made after it");
    }
  }

  /** Writes a scope inside this one. */
  <T> Node.Scope nested(String segment, String kind, @Nullable Function<Flow, Ref<T>> lambda) {
    ScopeKey inner = new ScopeKey(kind + " '" + at(segment) + "'");
    OpenScope scope = new OpenScope(writing, inner, at(segment) + "/", Optional.of(this));
    if (lacks(inner.label(), "a lambda that writes it", lambda)) {
      return new Node.Scope(inner, List.of(), scope.nothing());
    }
    writing.open(scope);
    try {
      return scope.close(Objects.requireNonNull(lambda).apply(new Flow(scope)));
    } catch (RuntimeException thrown) {
      writing.broken(inner.label(), thrown);
      throw thrown;
    } finally {
      writing.close();
    }
  }

  /** Ends the scope with what it gives. */
  Node.Scope close(@Nullable Ref<?> given) {
    if (given == null) {
      mistake(key.label() + " gives nothing; return the Ref of its result");
    }
    Ref<?> result = given == null ? nothing() : given;
    for (String name : unfinished) {
      mistake(
          "'"
              + at(name)
              + "' was begun but has no last verb; end it with combine, compute, act, join,"
              + " otherwise, run or from");
    }
    gives(result.source());
    outside.forEach(this::clear);
    givens.stream().filter(source -> !writing.isRead(source)).forEach(this::unread);
    return new Node.Scope(key, List.copyOf(nodes), result);
  }

  /** Stands where a Ref is missing, which is a mistake that is noted. */
  <T> Ref<T> nothing() {
    return new Ref<>(new Ref.Source.Output(key, "nothing", new ValueType.Plain(Void.class)));
  }

  /** A value that the definition is built with, which somebody must read. */
  <T> Ref<T> given(Ref.Source.Given source) {
    givens.add(source);
    return new Ref<>(source);
  }

  private void unread(Ref.Source source) {
    mistake("nobody reads given '" + at(source.name()) + "'; read it in a step or take it out");
  }

  private void gives(Ref.Source source) {
    String name = source.name();
    if (!sees(source.scope())) {
      mistake(key.label() + " gives '" + name + "', which belongs to another scope");
    }
    if (source instanceof Ref.Source.OfAttempt) {
      mistake(key.label() + " gives flow." + name + "(), which only a step may read");
    }
    reads(source);
  }

  /** The outline names what is read; the name of an outer value must mean no inner one. */
  private void clear(Ref.Source source) {
    if (names.contains(source.name())) {
      mistake(
          key.label()
              + " reads '"
              + source.name()
              + "' of "
              + source.scope().label()
              + " and has one of its own; rename one of them");
    }
  }

  private void reads(Ref.Source source) {
    writing.read(source);
    if (source.scope() != key && sees(source.scope())) {
      outside.add(source);
      outer.ifPresent(scope -> scope.reads(source));
    }
  }

  /** Takes a name, which must be of its form and new. */
  void claim(String noun, String name) {
    if (lacks("a " + noun + " of " + key.label(), "a name", name)) {
      return;
    }
    if (!Names.isName(name)) {
      mistake("the name '" + at(name) + "' of a " + noun + " is not of the form " + Names.FORM);
    }
    if (RESERVED.contains(name)) {
      mistake(
          "the name '"
              + at(name)
              + "' of a "
              + noun
              + " is taken: it is what the engine hands out");
    }
    if (!names.add(name)) {
      mistake("the name '" + at(name) + "' is used twice in " + key.label());
    }
  }

  private void read(Node node, Ref<?> ref) {
    Ref.Source source = ref.source();
    String reader = node.noun() + " '" + at(node.name()) + "' reads ";
    if (!sees(source.scope())) {
      mistake(
          reader
              + "'"
              + ref
              + "' of "
              + source.scope().label()
              + ", which is another scope; let that scope give it");
    }
    if (source instanceof Ref.Source.OfAttempt
        && (source.scope() != key || !(node instanceof Node.Step))) {
      mistake(
          reader
              + "flow."
              + ref
              + "(), which only a step of "
              + source.scope().label()
              + " may read");
    }
    reads(source);
  }

  private boolean sees(ScopeKey other) {
    return other == key || outer.map(scope -> scope.sees(other)).orElse(false);
  }

  /** The flow of this scope is used, which must be the one whose lambda is running. */
  void use(String noun, String name) {
    if (!writing.isCurrent(this)) {
      mistake(
          writing.isOpen(this)
              ? noun
                  + " '"
                  + at(name)
                  + "' is written with the flow of "
                  + key.label()
                  + " inside "
                  + writing.currentLabel()
                  + "; use the flow of "
                  + writing.currentLabel()
              : noun + " '" + at(name) + "' is written after " + key.label() + " has ended");
    }
  }
}
