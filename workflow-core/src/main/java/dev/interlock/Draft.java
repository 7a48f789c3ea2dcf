package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A step that has no body yet. Every change gives a new draft; the scope learns of the step when
 * its verb is called.
 *
 * @param <R> what its body will give
 * @param <O> what its Ref will hold
 */
record Draft<R, O>(
    OpenScope scope, String name, Class<R> type, List<Ref<?>> reads, StepOptions options) {

  Draft<R, O> reading(List<Ref<?>> refs) {
    return new Draft<>(scope, name, type, refs, options);
  }

  Draft<R, O> expecting(String says, Predicate<? super R> holds) {
    return with(builder().addExpectations(Erased.expectation(says, holds)));
  }

  Draft<R, O> verifiedBy(String check, Node.Call<Verdict> examine) {
    return with(builder().addVerifications(new Node.Verification(check, examine)));
  }

  Draft<R, O> unverified(String reason) {
    return with(builder().unverified(reason));
  }

  Draft<R, O> unguarded(String reason) {
    return with(builder().unguarded(reason));
  }

  Draft<R, O> repeatable() {
    return with(builder().repeatable(true));
  }

  Draft<R, O> retry(Step.Retry retry) {
    return with(builder().retry(retry));
  }

  Draft<R, O> timeout(Duration time) {
    return with(builder().timeout(time));
  }

  Draft<R, O> compensatedBy(Node.Call<?> undo, boolean ofResult) {
    return with(builder().compensation(new StepOptions.Compensation(undo, ofResult)));
  }

  Draft<R, O> reconciledBy(Node.Call<? extends Optional<?>> asks) {
    return with(builder().reconciliation(asks::with));
  }

  Draft<R, Optional<R>> optional(String reason) {
    return new Draft<>(scope, name, type, reads, builder().optional(reason).build());
  }

  Ref<O> verb(Node.Kind kind, Node.Call<?> body) {
    return scope.add(new Node.Step(name, kind, reads, type, body, options));
  }

  private ImmutableStepOptions.Builder builder() {
    return ImmutableStepOptions.builder().from(options);
  }

  private Draft<R, O> with(ImmutableStepOptions.Builder changed) {
    return new Draft<>(scope, name, type, reads, changed.build());
  }
}
