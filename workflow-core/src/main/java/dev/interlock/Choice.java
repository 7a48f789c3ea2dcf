package dev.interlock;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A choice being written: {@code flow.choose(name).on(ref).when(arm, says, rule, scope)...
 * .otherwise(scope)}. The first arm whose rule holds is taken; which one it was is recorded.
 *
 * <p>Every call returns a new object. Use from one thread.
 */
public final class Choice {
  private final OpenScope scope;
  private final String name;

  Choice(OpenScope scope, String name) {
    this.scope = scope;
    this.name = name;
  }

  /** The value that the rules are about. */
  public <T> On<T> on(Ref<T> value) {
    Ref<T> on = scope.ref("choose '" + scope.at(name) + "'", value);
    return new On<>(new Sides(scope, name, on, List.of()));
  }

  /** The arms so far. */
  private record Sides(OpenScope outer, String name, Ref<?> on, List<Node.Arm> arms) {
    Sides and(String arm, Optional<Node.Expectation> when, Node.Scope inner) {
      Stream<Node.Arm> more = Stream.of(new Node.Arm(arm, when, inner));
      return new Sides(outer, name, on, Stream.concat(arms.stream(), more).toList());
    }

    <R> Node.Scope written(String arm, Function<Flow, Ref<R>> lambda) {
      return outer.nested(name + "/" + arm, "arm", lambda);
    }

    <R> Ref<R> end(Function<Flow, Ref<R>> lambda) {
      Sides all = and(OTHERWISE, Optional.empty(), written(OTHERWISE, lambda));
      return outer.add(new Node.Choice(name, on, all.arms));
    }
  }

  private static final String OTHERWISE = "otherwise";

  /**
   * A choice without an arm yet.
   *
   * @param <T> what the rules are about
   */
  public static final class On<T> {
    private final Sides sides;

    private On(Sides sides) {
      this.sides = sides;
    }

    /**
     * The first arm.
     *
     * @param arm its name, which stands in the paths below it
     * @param says the rule in words, which stand in the outline
     * @param rule a pure function, called on the engine's thread
     */
    public <R> Arms<T, R> when(
        String arm, String says, Predicate<? super T> rule, Function<Flow, Ref<R>> does) {
      return new Arms<T, R>(sides).when(arm, says, rule, does);
    }
  }

  /**
   * A choice of at least one arm.
   *
   * @param <T> what the rules are about
   * @param <R> what every arm gives
   */
  public static final class Arms<T, R> {
    private final Sides sides;

    private Arms(Sides sides) {
      this.sides = sides;
    }

    /** One more arm, looked at if the rule of none before it holds. */
    public Arms<T, R> when(
        String arm, String says, Predicate<? super T> rule, Function<Flow, Ref<R>> does) {
      sides.outer.lacks("arm '" + sides.outer.at(sides.name + "/" + arm) + "'", "a rule", rule);
      Node.Expectation when = Erased.expectation(says, rule);
      return new Arms<>(sides.and(arm, Optional.of(when), sides.written(arm, does)));
    }

    /** What is done when no rule holds; its arm is named {@code otherwise}. */
    public Ref<R> otherwise(Function<Flow, Ref<R>> does) {
      return sides.end(does);
    }
  }
}
