package dev.interlock;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A parallel being written: named branches, then a join. A branch sees what was made before the
 * parallel and nothing of its siblings. Every call returns a new object. Use from one thread.
 *
 * @param <R> what the join gives
 */
public final class Parallel<R> {
  private final Sides<R> sides;

  Parallel(OpenScope outer, String name, Class<R> type) {
    this.sides = new Sides<>(outer, name, type, List.of());
  }

  /** The first branch. */
  public <A> Of1<A, R> branch(String name, Function<Flow, Ref<A>> branch) {
    return new Of1<>(sides.and(name, branch));
  }

  /** The branches so far. */
  private record Sides<R>(OpenScope outer, String name, Class<R> type, List<Node.Branch> branches) {
    <T> Sides<R> and(String branch, Function<Flow, Ref<T>> lambda) {
      Node.Scope scope = outer.nested(name + "/" + branch, "branch", lambda);
      return new Sides<>(
          outer,
          name,
          type,
          Stream.concat(branches.stream(), Stream.of(new Node.Branch(branch, scope))).toList());
    }

    Ref<R> join(Object written, Node.Call<R> join) {
      outer.lacks("parallel '" + outer.at(name) + "'", "a join", written);
      return outer.add(new Node.Branches(name, branches, new ValueType.Plain(type), join));
    }
  }

  /** One branch; a parallel needs at least two. */
  public static final class Of1<A, R> {
    private final Sides<R> sides;

    private Of1(Sides<R> sides) {
      this.sides = sides;
    }

    /** The second branch. */
    public <B> Of2<A, B, R> branch(String name, Function<Flow, Ref<B>> branch) {
      return new Of2<>(sides.and(name, branch));
    }
  }

  /** Two branches. */
  public static final class Of2<A, B, R> {
    private final Sides<R> sides;

    private Of2(Sides<R> sides) {
      this.sides = sides;
    }

    /** The third branch. */
    public <C> Of3<A, B, C, R> branch(String name, Function<Flow, Ref<C>> branch) {
      return new Of3<>(sides.and(name, branch));
    }

    /** Puts the results together: a pure function. */
    public Ref<R> join(Body.Of2<? super A, ? super B, ? extends R> join) {
      return sides.join(join, Erased.call(join));
    }
  }

  /** Three branches. */
  public static final class Of3<A, B, C, R> {
    private final Sides<R> sides;

    private Of3(Sides<R> sides) {
      this.sides = sides;
    }

    /** The fourth branch. */
    public <D> Of4<A, B, C, D, R> branch(String name, Function<Flow, Ref<D>> branch) {
      return new Of4<>(sides.and(name, branch));
    }

    /** Puts the results together: a pure function. */
    public Ref<R> join(Body.Of3<? super A, ? super B, ? super C, ? extends R> join) {
      return sides.join(join, Erased.call(join));
    }
  }

  /** Four branches. */
  public static final class Of4<A, B, C, D, R> {
    private final Sides<R> sides;

    private Of4(Sides<R> sides) {
      this.sides = sides;
    }

    /** Puts the results together: a pure function. */
    public Ref<R> join(Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R> join) {
      return sides.join(join, Erased.call(join));
    }
  }
}
