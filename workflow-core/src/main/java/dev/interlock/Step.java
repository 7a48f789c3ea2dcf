package dev.interlock;

import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
  private final Draft<R, R> draft;

  Step(Draft<R, R> draft) {
    this.draft = draft;
  }

  /** Reads one value. */
  public <A> Of1<A, R, R> reading(Ref<A> a) {
    return new Of1<>(draft.reading(a));
  }

  /** Reads two values. */
  public <A, B> Of2<A, B, R, R> reading(Ref<A> a, Ref<B> b) {
    return new Of2<>(draft.reading(a, b));
  }

  /** Reads three values. */
  public <A, B, C> Of3<A, B, C, R, R> reading(Ref<A> a, Ref<B> b, Ref<C> c) {
    return new Of3<>(draft.reading(a, b, c));
  }

  /** Reads four values. */
  public <A, B, C, D> Of4<A, B, C, D, R, R> reading(Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
    return new Of4<>(draft.reading(a, b, c, d));
  }

  /**
   * How often a step is tried, and how long it waits in between; only what may pass ({@code
   * TRANSIENT}) is tried again, and when all tries are used up the run waits for a person.
   * Immutable.
   *
   * @param attempts all tries, the first included; at least 1
   * @param waits how long it waits after the first failure, the second and so on, at least one; the
   *     last holds for all that follow
   * @param jitter whether each wait is shortened by up to half, so that many runs do not come back
   *     at once
   */
  public record Retry(int attempts, List<Duration> waits, boolean jitter) {
    private static final List<Duration> DEFAULT =
        List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(16),
            Duration.ofSeconds(30));

    /**
     * Copies the list.
     *
     * @throws WorkflowException if it is null or holds null
     */
    public Retry {
      if (waits == null || waits.stream().anyMatch(Objects::isNull)) {
        throw new WorkflowException("a retry needs its waits, and none of them may be null");
      }
      waits = List.copyOf(waits);
    }

    /** So many tries, waiting 2, 4, 8, 16 and then 30 seconds. */
    public static Retry attempts(int attempts) {
      return new Retry(attempts, DEFAULT, false);
    }

    /** The same, waiting so long after the first failure, the second and so on. */
    public Retry waiting(Duration... times) {
      return new Retry(attempts, Arrays.asList(times), jitter);
    }

    /** The same, with each wait shortened by up to half. */
    public Retry jittered() {
      return new Retry(attempts, waits, true);
    }
  }

  /**
   * What may be said of a step of any number of inputs.
   *
   * @param <R> what its body gives
   * @param <O> what its Ref holds: that, or an Optional of it
   * @param <B> its body
   * @param <C> a check of it
   * @param <S> the stage itself
   */
  public abstract static sealed class Stage<R, O, B, C, S extends Stage<R, O, B, C, S>>
      extends Described<R, O, B, C, S> {
    Stage(Draft<R, O> draft) {
      super(draft);
    }

    /**
     * A plausibility rule about the result, which is no check: {@code expecting("coverage is 80 %
     * or more", Report::covered)}.
     */
    public final S expecting(String says, Predicate<? super R> holds) {
      return with(draft.expecting(says, holds));
    }

    /**
     * Undoes the effect, given what it gave, when the run ends otherwise than completed. It may be
     * run again after a crash.
     */
    public final S compensatedBy(Body.Act1<? super R> undo) {
      return with(draft.compensatedBy(undo, Erased.effect(undo), true));
    }

    /** A pure function of its inputs. */
    public final Ref<O> combine(B body) {
      return draft.verb(Node.Kind.COMBINE, body, body(body));
    }

    /** Reads the outside world and changes nothing. */
    public final Ref<O> compute(B body) {
      return draft.verb(Node.Kind.COMPUTE, body, body(body));
    }
  }

  /** A step of one input. */
  public static final class Of1<A, R, O>
      extends Stage<
          R, O, Body.Of1<? super A, ? extends R>, Check.Of1<? super A, ? super R>, Of1<A, R, O>> {
    Of1(Draft<R, O> draft) {
      super(draft);
    }

    @Override
    Of1<A, R, O> with(Draft<R, O> changed) {
      return new Of1<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Of1<? super A, ? extends R> body) {
      return Erased.call(body);
    }

    @Override
    Node.Call<Verdict> check(Check.Of1<? super A, ? super R> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of1<A, R, Optional<R>> optional(String reason) {
      return new Of1<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened: with what result it
     * did, or empty if it did not, and then it is tried again.
     */
    public Of1<A, R, O> reconciledBy(Body.Of1<? super A, Optional<R>> asks) {
      return with(draft.reconciledBy(asks, Erased.call(asks)));
    }
  }

  /** A step of two inputs. */
  public static final class Of2<A, B, R, O>
      extends Stage<
          R,
          O,
          Body.Of2<? super A, ? super B, ? extends R>,
          Check.Of2<? super A, ? super B, ? super R>,
          Of2<A, B, R, O>> {
    Of2(Draft<R, O> draft) {
      super(draft);
    }

    @Override
    Of2<A, B, R, O> with(Draft<R, O> changed) {
      return new Of2<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Of2<? super A, ? super B, ? extends R> body) {
      return Erased.call(body);
    }

    @Override
    Node.Call<Verdict> check(Check.Of2<? super A, ? super B, ? super R> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of2<A, B, R, Optional<R>> optional(String reason) {
      return new Of2<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened: with what result it
     * did, or empty if it did not, and then it is tried again.
     */
    public Of2<A, B, R, O> reconciledBy(Body.Of2<? super A, ? super B, Optional<R>> asks) {
      return with(draft.reconciledBy(asks, Erased.call(asks)));
    }
  }

  /** A step of three inputs. */
  public static final class Of3<A, B, C, R, O>
      extends Stage<
          R,
          O,
          Body.Of3<? super A, ? super B, ? super C, ? extends R>,
          Check.Of3<? super A, ? super B, ? super C, ? super R>,
          Of3<A, B, C, R, O>> {
    Of3(Draft<R, O> draft) {
      super(draft);
    }

    @Override
    Of3<A, B, C, R, O> with(Draft<R, O> changed) {
      return new Of3<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Of3<? super A, ? super B, ? super C, ? extends R> body) {
      return Erased.call(body);
    }

    @Override
    Node.Call<Verdict> check(Check.Of3<? super A, ? super B, ? super C, ? super R> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of3<A, B, C, R, Optional<R>> optional(String reason) {
      return new Of3<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened: with what result it
     * did, or empty if it did not, and then it is tried again.
     */
    public Of3<A, B, C, R, O> reconciledBy(
        Body.Of3<? super A, ? super B, ? super C, Optional<R>> asks) {
      return with(draft.reconciledBy(asks, Erased.call(asks)));
    }
  }

  /** A step of four inputs. */
  public static final class Of4<A, B, C, D, R, O>
      extends Stage<
          R,
          O,
          Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R>,
          Check.Of4<? super A, ? super B, ? super C, ? super D, ? super R>,
          Of4<A, B, C, D, R, O>> {
    Of4(Draft<R, O> draft) {
      super(draft);
    }

    @Override
    Of4<A, B, C, D, R, O> with(Draft<R, O> changed) {
      return new Of4<>(changed);
    }

    @Override
    Node.Call<?> body(Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
      return Erased.call(body);
    }

    @Override
    Node.Call<Verdict> check(
        Check.Of4<? super A, ? super B, ? super C, ? super D, ? super R> check) {
      return Erased.verdict(check);
    }

    /** Lets the run go on without it when it fails, for a reason that is recorded. */
    public Of4<A, B, C, D, R, Optional<R>> optional(String reason) {
      return new Of4<>(draft.optional(reason));
    }

    /**
     * Asks the outside world when nobody knows whether the effect happened: with what result it
     * did, or empty if it did not, and then it is tried again.
     */
    public Of4<A, B, C, D, R, O> reconciledBy(
        Body.Of4<? super A, ? super B, ? super C, ? super D, Optional<R>> asks) {
      return with(draft.reconciledBy(asks, Erased.call(asks)));
    }
  }
}
