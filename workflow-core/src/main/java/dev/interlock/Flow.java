package dev.interlock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scope in which a definition is written: what is called here becomes a node, in this order.
 *
 * <p>A scope ends when its lambda ends. Mistakes are collected and reported together. Use from one
 * thread.
 */
public final class Flow {
  private static final Set<String> RESERVED = Set.of("input", "attempt", "evidence");

  private final Writing writing;
  private final ScopeKey key;
  private final String prefix;
  private final Optional<Flow> outer;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> unfinished = new ArrayList<>();
  private final List<Ref.Source> outside = new ArrayList<>();

  private Flow(Writing writing, ScopeKey key, String prefix, Optional<Flow> outer) {
    this.writing = writing;
    this.key = key;
    this.prefix = prefix;
    this.outer = outer;
  }

  static Flow ofWorkflow(Writing writing, String workflow) {
    return new Flow(writing, new ScopeKey("workflow '" + workflow + "'"), "", Optional.empty());
  }

  /**
   * A step: {@code reading} what, checked how, and a verb with the body.
   *
   * @param name of the form {@code [a-z0-9][a-z0-9-]{0,63}}, unique in its scope
   * @param type what the step gives: a record, an enum, a string, a whole or decimal number, a
   *     boolean, a time or a sealed interface of records
   */
  public <R> Step<R> step(String name, Class<R> type) {
    use("step", name);
    unfinished.add(name);
    ValueTypes.problems(type)
        .forEach(problem -> writing.mistake("step '" + at(name) + "' gives " + problem));
    return new Step<>(
        new Draft<>(this, name, type, List.of(), ImmutableStepOptions.builder().build()));
  }

  /** A value that the definition is built with, such as a threshold; it stands in the outline. */
  @SuppressWarnings("unchecked") // the class of a T is a Class of T
  public <T> Ref<T> given(String name, T value) {
    use("given", name);
    claim("given", name);
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    ValueTypes.problems(type)
        .forEach(problem -> writing.mistake("given '" + at(name) + "' is " + problem));
    return new Ref<>(new Ref.Source.Given(key, name, new ValueType.Plain(type), value));
  }

  /** The attempt that a step is; only a step of this scope may read it. */
  public Ref<Attempt> attempt() {
    return ofAttempt("attempt", Attempt.class);
  }

  /** Where a step writes what it did; only a step of this scope may read it. */
  public Ref<Evidence> evidence() {
    return ofAttempt("evidence", Evidence.class);
  }

  private <T> Ref<T> ofAttempt(String name, Class<T> type) {
    use("flow." + name + "()", name);
    return new Ref<>(new Ref.Source.OfAttempt(key, name, new ValueType.Plain(type)));
  }

  /** A check by another party than the steps; one that fails rejects the run. */
  public <T> Ref<Checked<T>> check(String name, Ref<T> subject, Check<? super T> check) {
    use("check", name);
    return add(new Node.Examination(name, subject, Erased.verdict(check)));
  }

  /** A gate: it opens only on the decisions of people, about this value as it was recorded. */
  public <T> Gate<T> gate(String name, Ref<T> subject, Approvers approvers) {
    use("gate", name);
    Node.GateNode node = new Node.GateNode(name, subject, List.of(), approvers);
    add(node);
    return new Gate<>(this, node);
  }

  /** Branches side by side, all of which must finish before they are joined. */
  public <R> Parallel<R> parallel(String name, Class<R> type) {
    use("parallel", name);
    unfinished.add(name);
    ValueTypes.problems(type)
        .forEach(problem -> writing.mistake("parallel '" + at(name) + "' gives " + problem));
    return new Parallel<>(this, name, type);
  }

  ScopeKey key() {
    return key;
  }

  /** Takes a node into this scope; its Ref is what later nodes read. */
  <T> Ref<T> add(Node node) {
    use(Rules.noun(node), node.name());
    unfinished.remove(node.name());
    claim(Rules.noun(node), node.name());
    if (!(node instanceof Node.Branches)) { // what branches give was looked at when they ended
      node.reads().forEach(ref -> read(node, ref));
    }
    Rules.mistakes(node, at(node.name())).forEach(writing::mistake);
    nodes.add(node);
    return new Ref<>(new Ref.Source.Output(key, node.name(), node.type()));
  }

  <T> Gate<T> replace(Node.GateNode node) {
    use("gate", node.name());
    for (Ref<?> ref : node.showing()) {
      read(node, ref);
      madeBefore(node, ref);
    }
    nodes.replaceAll(known -> known.name().equals(node.name()) ? node : known);
    return new Gate<>(this, node);
  }

  private void madeBefore(Node.GateNode gate, Ref<?> shown) {
    List<String> order = nodes.stream().map(Node::name).toList();
    String name = shown.source().name();
    if (shown.source().scope() == key && order.indexOf(name) >= order.indexOf(gate.name())) {
      writing.mistake(
          "gate '" + at(gate.name()) + "' shows '" + at(name) + "', which is made after it");
    }
  }

  /** Writes a scope inside this one. */
  <T> Node.Scope nested(String path, String kind, Function<Flow, Ref<T>> lambda) {
    ScopeKey inner = new ScopeKey(kind + " '" + at(path) + "'");
    Flow flow = new Flow(writing, inner, at(path) + "/", Optional.of(this));
    writing.open(flow);
    try {
      return flow.close(lambda.apply(flow));
    } finally {
      writing.close();
    }
  }

  /** Ends the scope with what it gives. */
  Node.Scope close(@Nullable Ref<?> given) {
    Ref<?> result = given == null ? new Ref<>(nothing()) : given;
    for (String name : unfinished) {
      writing.mistake(
          "'"
              + at(name)
              + "' was begun but has no last verb; end it with combine, compute, act or"
              + " join");
    }
    gives(result.source());
    outside.forEach(this::clear);
    return new Node.Scope(key, List.copyOf(nodes), result);
  }

  private Ref.Source nothing() {
    writing.mistake(key.label() + " gives nothing; return the Ref of its result");
    return new Ref.Source.Output(key, "nothing", new ValueType.Plain(Void.class));
  }

  private void gives(Ref.Source source) {
    String name = source.name();
    if (!sees(source.scope())) {
      writing.mistake(key.label() + " gives '" + name + "', which belongs to another scope");
    }
    if (source instanceof Ref.Source.OfAttempt) {
      writing.mistake(key.label() + " gives flow." + name + "(), which only a step may read");
    }
    reads(source);
  }

  /** The outline names what is read; the name of an outer value must mean no inner one. */
  private void clear(Ref.Source source) {
    if (names.contains(source.name())) {
      writing.mistake(
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
      outer.ifPresent(flow -> flow.reads(source));
    }
  }

  void claim(String noun, String name) {
    if (!Names.isName(name)) {
      writing.mistake(
          "the name '" + at(name) + "' of a " + noun + " is not of the form " + Names.FORM);
    }
    if (RESERVED.contains(name)) {
      writing.mistake(
          "the name '"
              + at(name)
              + "' of a "
              + noun
              + " is taken: it is what the engine hands out");
    }
    if (!names.add(name)) {
      writing.mistake("the name '" + at(name) + "' is used twice in " + key.label());
    }
  }

  private String at(String name) {
    return prefix + name;
  }

  private void read(Node node, Ref<?> ref) {
    Ref.Source source = ref.source();
    if (!sees(source.scope())) {
      writing.mistake(
          Rules.noun(node)
              + " '"
              + at(node.name())
              + "' reads '"
              + ref
              + "' of "
              + source.scope().label()
              + ", which is another scope; let that scope give it");
    }
    if (source instanceof Ref.Source.OfAttempt
        && (source.scope() != key || !(node instanceof Node.Step))) {
      writing.mistake(
          Rules.noun(node)
              + " '"
              + at(node.name())
              + "' reads flow."
              + ref
              + "(), which only a step of "
              + source.scope().label()
              + " may read");
    }
    reads(source);
  }

  private boolean sees(ScopeKey other) {
    return other == key || outer.map(flow -> flow.sees(other)).orElse(false);
  }

  private void use(String noun, String name) {
    if (!writing.isCurrent(this)) {
      writing.mistake(
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
