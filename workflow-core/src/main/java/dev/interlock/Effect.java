package dev.interlock;

import java.util.Optional;

/**
 * An effect that gives nothing, being written: {@code flow.step(name).reading(...)...act(body)}.
 *
 * <p>It is a step like any other, with {@link Done} for its result. Every call returns a new
 * object. Use from one thread.
 */
public final class Effect {
  private final Draft<Done, Done> draft;

  Effect(Draft<Done, Done> draft) {
    this.draft = draft;
  }

  /** What a step gives that has nothing to give: it was done. Immutable. */
  public record Done() {
    static Node.Call<Optional<Done>> ifSo(Node.Call<Boolean> happened) {
      return in -> happened.with(in) ? Optional.of(new Done()) : Optional.empty();
    }
  }

  /** Reads one value. */
  public <A> Of1<A, Done> reading(Ref<A> a) {
    return new Of1<>(draft.reading(a));
  }

  /** Reads two values. */
  public <A, B> Of2<A, B, Done> reading(Ref<A> a, Ref<B> b) {
    return new Of2<>(draft.reading(a, b));
  }

  /** Reads three values. */
  public <A, B, C> Of3<A, B, C, Done> reading(Ref<A> a, Ref<B> b, Ref<C> c) {
    return new Of3<>(draft.reading(a, b, c));
  }

  /** Reads four values. */
  public <A, B, C, D> Of4<A, B, C, D, Done> reading(Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
    return new Of4<>(draft.reading(a, b, c, d));
  }

  /**
   * What may be said of an effect of any number of inputs.
   *
   * @param <O> what its Ref holds
   * @param <B> its body
   * @param <C> a check of it
   * @param <S> the stage itself
   */
  public abstract static sealed class Stage<O, B, C, S extends Stage<O, B, C, S>>
      extends Described<Done, O, B, C, S> {
    Stage(Draft<Done, O> draft) {
      super(draft);
    }

    /**
     * Undoes the effect, given what it read, when the run ends otherwise than completed. It may be
     * run again after a crash.
     */
    public final S compensatedBy(B undo) {
      return with(draft.compensatedBy(undo, body(undo), false));
    }
  }

  /** An effect of one input. */
  public static final class Of1<A, O>
      extends Stage<O, Body.Act1<? super A>, Check.Of1<? super A, ? super Done>, Of1<A, O>> {
    Of1(Draft<Done, O> draft) {
      super(draft);
    }

    @Override
    Of1<A, O> with(Draft<Done, O> changed) {
      return new Of1<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Act1<? super A> body) {
      return Erased.effect(body);
    }

    @Override
    Node.Call<Verdict> check(Check.Of1<? super A, ? super Done> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of1<A, Optional<Done>> optional(String reason) {
      return new Of1<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened; if it did not, it is
     * tried again.
     */
    public Of1<A, O> reconciledBy(Body.Of1<? super A, Boolean> happened) {
      return with(draft.reconciledBy(happened, Done.ifSo(Erased.call(happened))));
    }
  }

  /** An effect of two inputs. */
  public static final class Of2<A, B, O>
      extends Stage<
          O,
          Body.Act2<? super A, ? super B>,
          Check.Of2<? super A, ? super B, ? super Done>,
          Of2<A, B, O>> {
    Of2(Draft<Done, O> draft) {
      super(draft);
    }

    @Override
    Of2<A, B, O> with(Draft<Done, O> changed) {
      return new Of2<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Act2<? super A, ? super B> body) {
      return Erased.effect(body);
    }

    @Override
    Node.Call<Verdict> check(Check.Of2<? super A, ? super B, ? super Done> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of2<A, B, Optional<Done>> optional(String reason) {
      return new Of2<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened; if it did not, it is
     * tried again.
     */
    public Of2<A, B, O> reconciledBy(Body.Of2<? super A, ? super B, Boolean> happened) {
      return with(draft.reconciledBy(happened, Done.ifSo(Erased.call(happened))));
    }
  }

  /** An effect of three inputs. */
  public static final class Of3<A, B, C, O>
      extends Stage<
          O,
          Body.Act3<? super A, ? super B, ? super C>,
          Check.Of3<? super A, ? super B, ? super C, ? super Done>,
          Of3<A, B, C, O>> {
    Of3(Draft<Done, O> draft) {
      super(draft);
    }

    @Override
    Of3<A, B, C, O> with(Draft<Done, O> changed) {
      return new Of3<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Act3<? super A, ? super B, ? super C> body) {
      return Erased.effect(body);
    }

    @Override
    Node.Call<Verdict> check(Check.Of3<? super A, ? super B, ? super C, ? super Done> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of3<A, B, C, Optional<Done>> optional(String reason) {
      return new Of3<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened; if it did not, it is
     * tried again.
     */
    public Of3<A, B, C, O> reconciledBy(
        Body.Of3<? super A, ? super B, ? super C, Boolean> happened) {
      return with(draft.reconciledBy(happened, Done.ifSo(Erased.call(happened))));
    }
  }

  /** An effect of four inputs. */
  public static final class Of4<A, B, C, D, O>
      extends Stage<
          O,
          Body.Act4<? super A, ? super B, ? super C, ? super D>,
          Check.Of4<? super A, ? super B, ? super C, ? super D, ? super Done>,
          Of4<A, B, C, D, O>> {
    Of4(Draft<Done, O> draft) {
      super(draft);
    }

    @Override
    Of4<A, B, C, D, O> with(Draft<Done, O> changed) {
      return new Of4<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Act4<? super A, ? super B, ? super C, ? super D> body) {
      return Erased.effect(body);
    }

    @Override
    Node.Call<Verdict> check(
        Check.Of4<? super A, ? super B, ? super C, ? super D, ? super Done> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of4<A, B, C, D, Optional<Done>> optional(String reason) {
      return new Of4<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened; if it did not, it is
     * tried again.
     */
    public Of4<A, B, C, D, O> reconciledBy(
        Body.Of4<? super A, ? super B, ? super C, ? super D, Boolean> happened) {
      return with(draft.reconciledBy(happened, Done.ifSo(Erased.call(happened))));
    }
  }
}
