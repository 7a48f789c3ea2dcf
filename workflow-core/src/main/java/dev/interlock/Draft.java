package dev.interlock;

import java.util.List;
import java.util.function.Predicate;

/**
 * A step that has no body yet. Every change gives a new draft; the scope learns of the step when
 * its verb is called.
 */
record Draft<R>(Flow flow, String name, Class<R> type, List<Ref<?>> reads, StepOptions options) {

  Draft<R> reading(List<Ref<?>> refs) {
    return new Draft<>(flow, name, type, refs, options);
  }

  Draft<R> expecting(String says, Predicate<? super R> holds) {
    var expectation = new Node.Expectation(says, in -> holds.test(Erased.at(in, 0)));
    return with(builder().addExpectations(expectation));
  }

  Draft<R> verifiedBy(String check, Node.Call<Verdict> examine) {
    return with(builder().addVerifications(new Node.Verification(check, examine)));
  }

  Draft<R> unverified(String reason) {
    return with(builder().unverified(reason));
  }

  Draft<R> unguarded(String reason) {
    return with(builder().unguarded(reason));
  }

  Draft<R> repeatable() {
    return with(builder().repeatable(true));
  }

  Ref<R> verb(Node.Kind kind, Node.Call<R> body) {
    return flow.add(new Node.Step(name, kind, reads, new ValueType.Plain(type), body, options));
  }

  private ImmutableStepOptions.Builder builder() {
    return ImmutableStepOptions.builder().from(options);
  }

  private Draft<R> with(ImmutableStepOptions.Builder changed) {
    return new Draft<>(flow, name, type, reads, changed.build());
  }
}
