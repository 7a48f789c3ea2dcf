package dev.interlock;

import java.util.function.Predicate;

/**
 * Typed functions as calls on an array. The types are sound by construction: a stage knows what its
 * Refs hold, and the engine decodes each input as its Ref says.
 */
final class Erased {
  private Erased() {}

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // see the class
  static <T> T at(Object[] inputs, int index) {
    return (T) inputs[index];
  }

  static <A, R> Node.Call<R> call(Body.Of1<? super A, ? extends R> body) {
    return in -> body.apply(at(in, 0));
  }

  static <A, B, R> Node.Call<R> call(Body.Of2<? super A, ? super B, ? extends R> body) {
    return in -> body.apply(at(in, 0), at(in, 1));
  }

  static <A, B, C, R> Node.Call<R> call(
      Body.Of3<? super A, ? super B, ? super C, ? extends R> body) {
    return in -> body.apply(at(in, 0), at(in, 1), at(in, 2));
  }

  static <A, B, C, D, R> Node.Call<R> call(
      Body.Of4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
    return in -> body.apply(at(in, 0), at(in, 1), at(in, 2), at(in, 3));
  }

  static <A> Node.Call<Effect.Done> effect(Body.Act1<? super A> body) {
    return in -> {
      body.act(at(in, 0));
      return new Effect.Done();
    };
  }

  static <A, B> Node.Call<Effect.Done> effect(Body.Act2<? super A, ? super B> body) {
    return in -> {
      body.act(at(in, 0), at(in, 1));
      return new Effect.Done();
    };
  }

  static <A, B, C> Node.Call<Effect.Done> effect(Body.Act3<? super A, ? super B, ? super C> body) {
    return in -> {
      body.act(at(in, 0), at(in, 1), at(in, 2));
      return new Effect.Done();
    };
  }

  static <A, B, C, D> Node.Call<Effect.Done> effect(
      Body.Act4<? super A, ? super B, ? super C, ? super D> body) {
    return in -> {
      body.act(at(in, 0), at(in, 1), at(in, 2), at(in, 3));
      return new Effect.Done();
    };
  }

  static <T> Node.Expectation expectation(String says, Predicate<? super T> holds) {
    return new Node.Expectation(says, in -> holds.test(at(in, 0)));
  }

  static <T> Node.Call<Verdict> verdict(Check<? super T> check) {
    return in -> check.examine(at(in, 0));
  }

  static <A, R> Node.Call<Verdict> verdict(Check.Of1<? super A, ? super R> check) {
    return in -> check.examine(at(in, 0), at(in, 1));
  }

  static <A, B, R> Node.Call<Verdict> verdict(Check.Of2<? super A, ? super B, ? super R> check) {
    return in -> check.examine(at(in, 0), at(in, 1), at(in, 2));
  }

  static <A, B, C, R> Node.Call<Verdict> verdict(
      Check.Of3<? super A, ? super B, ? super C, ? super R> check) {
    return in -> check.examine(at(in, 0), at(in, 1), at(in, 2), at(in, 3));
  }

  static <A, B, C, D, R> Node.Call<Verdict> verdict(
      Check.Of4<? super A, ? super B, ? super C, ? super D, ? super R> check) {
    return in -> check.examine(at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4));
  }
}
