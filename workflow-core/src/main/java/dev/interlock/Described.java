package dev.interlock;

import java.time.Duration;

/**
 * What may be said of a step and of an effect alike, up to its last verb.
 *
 * @param <R> what its body gives
 * @param <O> what its Ref holds
 * @param <B> its body
 * @param <C> a check of it
 * @param <S> the stage itself
 */
abstract sealed class Described<R, O, B, C, S extends Described<R, O, B, C, S>>
    permits Step.Stage, Effect.Stage {
  final Draft<R, O> draft;

  Described(Draft<R, O> draft) {
    this.draft = draft;
  }

  abstract S with(Draft<R, O> changed);

  abstract Node.Call<?> body(B body);

  abstract Node.Call<Verdict> check(C check);

  /** Another party looks again; all such checks must pass. */
  public final S verifiedBy(String name, C check) {
    return with(draft.verifiedBy(name, check, check(check)));
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

  /**
   * Keeps what the step gives, and all evidence of it and of its checks, in files of their own that
   * can be erased once the run has ended; people are not shown it in clear. Texts of failures stay
   * in the record.
   */
  public final S sensitive() {
    return with(draft.sensitive());
  }

  /**
   * Tries so often what may pass, waiting 2, 4, 8, 16 and then 30 seconds. A step that acts needs
   * {@code repeatable} or {@code reconciledBy} for it.
   *
   * @param attempts all tries, the first included
   */
  public final S retry(int attempts) {
    return retry(Step.Retry.attempts(attempts));
  }

  /** Tries again what may pass. */
  public final S retry(Step.Retry retry) {
    return with(draft.retry(retry));
  }

  /**
   * How long one attempt may take, its checks included. Then its thread is interrupted; an effect
   * is in doubt, anything else failed and may pass.
   */
  public final S timeout(Duration time) {
    return with(draft.timeout(time));
  }

  /** Has an effect. */
  public final Ref<O> act(B body) {
    return draft.verb(Node.Kind.ACT, body, body(body));
  }
}
