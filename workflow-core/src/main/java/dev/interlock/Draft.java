package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

  Draft<R, O> reading(Ref<?>... refs) {
    return new Draft<>(scope, name, type, scope.refs(who(), refs), options);
  }

  Draft<R, O> expecting(String says, Predicate<? super R> holds) {
    lacks("a rule", holds);
    return with(builder().addExpectations(Erased.expectation(says, holds)));
  }

  Draft<R, O> verifiedBy(String check, Object written, Node.Call<Verdict> examine) {
    lacks("a check", written);
    return with(builder().addVerifications(new Node.Verification(check, examine)));
  }

  Draft<R, O> unverified(String reason) {
    return with(builder().unverified(Objects.requireNonNullElse(reason, "")));
  }

  Draft<R, O> unguarded(String reason) {
    return with(builder().unguarded(Objects.requireNonNullElse(reason, "")));
  }

  Draft<R, O> repeatable() {
    return with(builder().repeatable(true));
  }

  Draft<R, O> sensitive() {
    return with(builder().sensitive(true));
  }

  Draft<R, O> retry(Step.Retry retry) {
    return lacks("a retry", retry) ? this : with(builder().retry(retry));
  }

  Draft<R, O> timeout(Duration time) {
    return lacks("a time", time) ? this : with(builder().timeout(time));
  }

  Draft<R, O> compensatedBy(Object written, Node.Call<?> undo, boolean ofResult) {
    lacks("a function that undoes it", written);
    once("compensatedBy", options.compensation());
    return with(builder().compensation(new StepOptions.Compensation(undo, ofResult)));
  }

  Draft<R, O> reconciledBy(Object written, Node.Call<? extends Optional<?>> asks) {
    lacks("a function that asks whether it happened", written);
    once("reconciledBy", options.reconciliation());
    return with(builder().reconciliation(asks::with));
  }

  Draft<R, Optional<R>> optional(String reason) {
    var changed = builder().optional(Objects.requireNonNullElse(reason, ""));
    return new Draft<>(scope, name, type, reads, changed.build());
  }

  Ref<O> verb(Node.Kind kind, Object written, Node.Call<?> body) {
    lacks("a body", written);
    return scope.add(new Node.Step(name, kind, reads, type, body, options));
  }

  private String who() {
    return "step '" + scope.at(name) + "'";
  }

  private boolean lacks(String what, Object given) {
    return scope.lacks(who(), what, given);
  }

  private void once(String verb, Optional<?> said) {
    if (said.isPresent()) {
      scope.mistake(who() + " has " + verb + " twice, and only one would count; take one out");
    }
  }

  private ImmutableStepOptions.Builder builder() {
    return ImmutableStepOptions.builder().from(options);
  }

  private Draft<R, O> with(ImmutableStepOptions.Builder changed) {
    return new Draft<>(scope, name, type, reads, changed.build());
  }
}
