package dev.interlock;

import java.util.List;
import java.util.function.Predicate;

/**
 * A step being written: {@code flow.step(name, type).reading(...)...compute(body)}.
 *
 * <p>What it reads comes first, then how it is checked, then one last verb with the body, once:
 * {@code combine} (a pure function of its inputs), {@code compute} (reads the outside world,
 * changes nothing; may be run again) or {@code act} (has an effect; needs a witness among its
 * inputs or {@code unguarded}). Every call returns a new object. Use from one thread.
 *
 * @param <R> what the step gives
 */
public final class Step<R> {
  private final Draft<R> draft;

  Step(Draft<R> draft) {
    this.draft = draft;
  }

  /** Reads one value. */
  public <A> Of1<A, R> reading(Ref<A> a) {
    return new Of1<>(draft.reading(List.of(a)));
  }

  /** Reads two values. */
  public <A, B> Of2<A, B, R> reading(Ref<A> a, Ref<B> b) {
    return new Of2<>(draft.reading(List.of(a, b)));
  }

  /** Reads three values. */
  public <A, B, C> Of3<A, B, C, R> reading(Ref<A> a, Ref<B> b, Ref<C> c) {
    return new Of3<>(draft.reading(List.of(a, b, c)));
  }

  /** Reads four values. */
  public <A, B, C, D> Of4<A, B, C, D, R> reading(Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
    return new Of4<>(draft.reading(List.of(a, b, c, d)));
  }

  /**
   * What may be said of a step whatever it reads.
   *
   * @param <R> what the step gives
   * @param <S> the stage itself
   */
  public abstract static sealed class Stage<R, S extends Stage<R, S>> {
    final Draft<R> draft;

    Stage(Draft<R> draft) {
      this.draft = draft;
    }

    abstract S with(Draft<R> changed);

    /**
     * A plausibility rule about the result, which is no check: {@code expecting("coverage is 80 %
     * or more", Report::covered)}.
     */
    public final S expecting(String says, Predicate<? super R> holds) {
      return with(draft.expecting(says, holds));
    }

    /** Goes without a check, for a reason that is recorded and shown in every report. */
    public final S unverified(String reason) {
      return with(draft.unverified(reason));
    }

    /** Acts without a witness among its inputs, for a reason that is recorded. */
    public final S unguarded(String reason) {
      return with(draft.unguarded(reason));
    }

    /** May be run again under the same idempotency key when nobody knows whether it happened. */
    public final S repeatable() {
      return with(draft.repeatable());
    }
  }

  /** A step of one input. */
  public static final class Of1<A, R> extends Stage<R, Of1<A, R>> {
    Of1(Draft<R> draft) {
      super(draft);
    }

    @Override
    Of1<A, R> with(Draft<R> changed) {
      return new Of1<>(changed);
    }

    /** Another party looks again; all such checks must pass. */
    public Of1<A, R> verifiedBy(String name, Check.Of1<? super A, ? super R> check) {
      return with(draft.verifiedBy(name, Erased.verdict(check)));
    }

    /** A pure function of its input. */
    public Ref<R> combine(Body.Of1<? super A, ? extends R> body) {
      return draft.verb(Node.Kind.COMBINE, Erased.call(body));
    }

    /** Reads the outside world and changes nothing. */
    public Ref<R> compute(Body.Of1<? super A, ? extends R> body) {
      return draft.verb(Node.Kind.COMPUTE, Erased.call(body));
    }

    /** Has an effect. */
    public Ref<R> act(Body.Of1<? super A, ? extends R> body) {
      return draft.verb(Node.Kind.ACT, Erased.call(body));
    }
  }

  /** A step of two inputs. */
  public static final class Of2<A, B, R> extends Stage<R, Of2<A, B, R>> {
    Of2(Draft<R> draft) {
      super(draft);
    }

    @Override
    Of2<A, B, R> with(Draft<R> changed) {
      return new Of2<>(changed);
    }

    /** Another party looks again; all such checks must pass. */
    public Of2<A, B, R> verifiedBy(String name, Check.Of2<? super A, ? super B, ? super R> check) {
      return with(draft.verifiedBy(name, Erased.verdict(check)));
    }

    /** A pure function of its inputs. */
    public Ref<R> combine(Body.Of2<? super A, ? super B, ? extends R> body) {
      return draft.verb(Node.Kind.COMBINE, Erased.call(body));
    }

    /** Reads the outside world and changes nothing. */
    public Ref<R> compute(Body.Of2<? super A, ? super B, ? extends R> body) {
      return draft.verb(Node.Kind.COMPUTE, Erased.call(body));
    }

    /** Has an effect. */
    public Ref<R> act(Body.Of2<? super A, ? super B, ? extends R> body) {
      return draft.verb(Node.Kind.ACT, Erased.call(body));
    }
  }

  /** A step of three inputs. */
  public static final class Of3<A, B, C, R> extends Stage<R, Of3<A, B, C, R>> {
    Of3(Draft<R> draft) {
      super(draft);
    }

    @Override
    Of3<A, B, C, R> with(Draft<R> changed) {
      return new Of3<>(changed);
    }

    /** Another party looks again; all such checks must pass. */
    public Of3<A, B, C, R> verifiedBy(
        String name, Check.Of3<? super A, ? super B, ? super C, ? super R> check) {
      return with(draft.verifiedBy(name, Erased.verdict(check)));
    }

    /** A pure function of its inputs. */
    public Ref<R> combine(Body.Of3<? super A, ? super B, ? super C, ? extends R> body) {
      return draft.verb(Node.Kind.COMBINE, Erased.call(body));
    }

    /** Reads the outside world and changes nothing. */
    public Ref<R> compute(Body.Of3<? super A, ? super B, ? super C, ? extends R> body) {
      return draft.verb(Node.Kind.COMPUTE, Erased.call(body));
    }

    /** Has an effect. */
    public Ref<R> act(Body.Of3<? super A, ? super B, ? super C, ? extends R> body) {
      return draft.verb(Node.Kind.ACT, Erased.call(body));
    }
  }

  /** A step of four inputs. */
  public static final class Of4<A, B, C, D, R> extends Stage<R, Of4<A, B, C, D, R>> {
    Of4(Draft<R> draft) {
      super(draft);
    }

    @Override
    Of4<A, B, C, D, R> with(Draft<R> changed) {
      return new Of4<>(changed);
    }

    /** Another party looks again; all such checks must pass. */
    public Of4<A, B, C, D, R> verifiedBy(
        String name, Check.Of4<? super A, ? super B, ? super C, ? super D, ? super R> check) {
      return with(draft.verifiedBy(name, Erased.verdict(check)));
    }

    /** A pure function of its inputs. */
    public Ref<R> combine(Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
      return draft.verb(Node.Kind.COMBINE, Erased.call(body));
    }

    /** Reads the outside world and changes nothing. */
    public Ref<R> compute(Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
      return draft.verb(Node.Kind.COMPUTE, Erased.call(body));
    }

    /** Has an effect. */
    public Ref<R> act(Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
      return draft.verb(Node.Kind.ACT, Erased.call(body));
    }
  }
}
