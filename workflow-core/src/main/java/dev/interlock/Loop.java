package dev.interlock;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Loops being written. Each is bounded, and each turn is recorded under a path of its own: {@code
 * rounds[2]/review} of a {@code repeat}, {@code regions[eu-1]/deploy} of a {@code forEach}.
 *
 * <p>Every call returns a new object. Use from one thread.
 */
public final class Loop {
  private Loop() {}

  /**
   * {@code flow.repeat(name, type).atMost(n).until(says, rule).run((again, previous) -> ...)}.
   *
   * @param <R> what each turn gives
   */
  public static final class Repeat<R> {
    private final OpenScope scope;
    private final String name;
    private final Class<R> type;

    Repeat(OpenScope scope, String name, Class<R> type) {
      this.scope = scope;
      this.name = name;
      this.type = type;
    }

    /** How many turns there are at most, at least 1; used up, they reject the run. */
    public Bounded<R> atMost(int turns) {
      return new Bounded<>(this, turns);
    }
  }

  /**
   * A repeat with its bound.
   *
   * @param <R> what each turn gives
   */
  public static final class Bounded<R> {
    private final Repeat<R> repeat;
    private final int atMost;

    private Bounded(Repeat<R> repeat, int atMost) {
      this.repeat = repeat;
      this.atMost = atMost;
    }

    /**
     * The rule that ends it, asked after each turn.
     *
     * @param says the rule in words, which stand in the outline
     * @param rule a pure function, called on the engine's thread
     */
    public Until<R> until(String says, Predicate<? super R> rule) {
      repeat.scope.lacks("repeat '" + repeat.scope.at(repeat.name) + "'", "a rule", rule);
      return new Until<>(this, Erased.expectation(says, rule));
    }
  }

  /**
   * A repeat with its bound and its end.
   *
   * @param <R> what each turn gives
   */
  public static final class Until<R> {
    private final Bounded<R> bounded;
    private final Node.Expectation until;

    private Until(Bounded<R> bounded, Node.Expectation until) {
      this.bounded = bounded;
      this.until = until;
    }

    /**
     * What each turn does.
     *
     * @param turn called once, now, with the scope of a turn and what the turn before gave, which
     *     is empty in the first
     */
    public Ref<R> run(BiFunction<Flow, Ref<Optional<R>>, Ref<R>> turn) {
      Repeat<R> repeat = bounded.repeat;
      ValueType before = new ValueType.OptionalOf(new ValueType.Plain(repeat.type));
      Node.Scope inner =
          repeat.scope.nested(
              repeat.name + "[*]",
              "repeat",
              turn == null ? null : flow -> turn.apply(flow, flow.handed("previous", before)));
      return repeat.scope.add(
          new Node.Repeat(repeat.name, repeat.type, bounded.atMost, until, inner));
    }
  }

  /**
   * {@code flow.forEach(name, type).of(ref, list).keyedBy(key).atMost(n).run((each, item) -> ...)}.
   *
   * @param <E> the type of an element
   */
  public static final class Each<E> {
    private final OpenScope scope;
    private final String name;
    private final Class<E> type;

    Each(OpenScope scope, String name, Class<E> type) {
      this.scope = scope;
      this.name = name;
      this.type = type;
    }

    /**
     * Where the elements come from.
     *
     * @param list a pure function, called once on the engine's thread; what it gives is recorded
     */
    public <T> Of<E> of(Ref<T> value, Function<? super T, List<E>> list) {
      needs("a function that gives the list", list);
      return new Of<>(this, scope.ref(who(), value), in -> list.apply(Erased.at(in, 0)));
    }

    private String who() {
      return "forEach '" + scope.at(name) + "'";
    }

    private void needs(String what, Object given) {
      scope.lacks(who(), what, given);
    }
  }

  /**
   * A forEach that knows its list.
   *
   * @param <E> the type of an element
   */
  public static final class Of<E> {
    private final Each<E> each;
    private final Ref<?> value;
    private final Node.Call<List<?>> list;

    private Of(Each<E> each, Ref<?> value, Node.Call<List<?>> list) {
      this.each = each;
      this.value = value;
      this.list = list;
    }

    /**
     * The key of an element, which stands in the paths of its turn: {@code [A-Za-z0-9._-]{1,64}},
     * each another one, else the run is rejected.
     */
    public Keyed<E> keyedBy(Function<? super E, String> key) {
      each.needs("a function that gives the key", key);
      return new Keyed<>(
          this, new Node.Elements(each.type, list, in -> key.apply(Erased.at(in, 0))));
    }
  }

  /**
   * A forEach that knows its list and the keys.
   *
   * @param <E> the type of an element
   */
  public static final class Keyed<E> {
    private final Of<E> of;
    private final Node.Elements elements;

    private Keyed(Of<E> of, Node.Elements elements) {
      this.of = of;
      this.elements = elements;
    }

    /** How many elements there are at most, at least 1; a longer list rejects the run. */
    public Turns<E> atMost(int elementsAtMost) {
      return new Turns<>(this, elementsAtMost, 1);
    }
  }

  /**
   * A forEach with its bound.
   *
   * @param <E> the type of an element
   */
  public static final class Turns<E> {
    private final Keyed<E> keyed;
    private final int atMost;
    private final int atOnce;

    private Turns(Keyed<E> keyed, int atMost, int atOnce) {
      this.keyed = keyed;
      this.atMost = atMost;
      this.atOnce = atOnce;
    }

    /**
     * How many elements are worked on side by side, at least 1; one after the other unless said.
     */
    public Turns<E> atOnce(int turns) {
      return new Turns<>(keyed, atMost, turns);
    }

    /**
     * What is done for each element; the results come in the order of the list.
     *
     * @param turn called once, now, with the scope of a turn and its element
     */
    public <R> Ref<List<R>> run(BiFunction<Flow, Ref<E>, Ref<R>> turn) {
      Each<E> each = keyed.of.each;
      ValueType element = new ValueType.Plain(each.type);
      Node.Scope inner =
          each.scope.nested(
              each.name + "[*]",
              "forEach",
              turn == null ? null : flow -> turn.apply(flow, flow.handed("item", element)));
      return each.scope.add(
          new Node.Each(each.name, keyed.of.value, keyed.elements, atMost, atOnce, inner));
    }
  }
}
