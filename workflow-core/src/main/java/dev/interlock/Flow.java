package dev.interlock;

import dev.interlock.record.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The scope in which a definition is written: what is called here becomes a node, in this order.
 *
 * <p>A scope ends when its lambda ends. Mistakes are collected and reported together. Names are of
 * the form {@code [a-z0-9][a-z0-9-]{0,63}} and unique in their scope. Use from one thread.
 */
public final class Flow {
  private final OpenScope scope;

  Flow(OpenScope scope) {
    this.scope = scope;
  }

  /**
   * A step: {@code reading} what, checked how, and a verb with the body.
   *
   * @param type what the step gives: a record, an enum, a string, a whole or decimal number, a
   *     boolean, a time or a sealed interface of records
   */
  public <R> Step<R> step(String name, Class<R> type) {
    return new Step<>(draft(name, scope.begin("step", "gives", name, type)));
  }

  /** A step with an effect and nothing to give: {@code reading} what, checked how, {@code act}. */
  public Effect step(String name) {
    scope.begin("step", name);
    return new Effect(draft(name, Effect.Done.class));
  }

  private <R> Draft<R, R> draft(String name, Class<R> type) {
    return new Draft<>(scope, name, type, List.of(), ImmutableStepOptions.builder().build());
  }

  /** A value that the definition is built with, such as a threshold; it stands in the outline. */
  public <T> Ref<T> given(String name, T value) {
    scope.use("given", name);
    scope.claim("given", name);
    String who = who("given", name);
    if (scope.lacks(who, "a value", value)) {
      return scope.nothing();
    }
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    List<String> problems = ValueTypes.problems(type);
    problems.forEach(problem -> scope.mistake(who + " is " + problem));
    if (!problems.isEmpty()) {
      return scope.nothing();
    }
    Json written = scope.written(who, value, type);
    return scope.given(new Ref.Source.Given(scope.key(), name, new ValueType.Plain(type), written));
  }

  /** The attempt that a step is; only a step of this scope may read it. */
  public Ref<Attempt> attempt() {
    return ofAttempt("attempt", Attempt.class);
  }

  /** Where a step writes what it did; only a step of this scope may read it. */
  public Ref<Evidence> evidence() {
    return ofAttempt("evidence", Evidence.class);
  }

  private <T> Ref<T> ofAttempt(String name, Class<T> type) {
    scope.use("flow." + name + "()", name);
    return new Ref<>(new Ref.Source.OfAttempt(scope.key(), name, new ValueType.Plain(type)));
  }

  /** What a turn of a loop is handed. */
  <T> Ref<T> handed(String name, ValueType type) {
    return new Ref<>(new Ref.Source.Handed(scope.key(), name, scope.at(name), type));
  }

  /** A check by another party than the steps; one that fails rejects the run. */
  public <T> Ref<Checked<T>> check(String name, Ref<T> subject, Check<? super T> check) {
    String who = who("check", name);
    scope.lacks(who, "a check", check);
    return scope.add(new Node.Examination(name, scope.ref(who, subject), Erased.verdict(check)));
  }

  /** A gate: it opens only on the decisions of people, about this value as it was recorded. */
  public <T> Gate<T> gate(String name, Ref<T> subject, Approvers approvers) {
    String who = who("gate", name);
    scope.lacks(who, "approvers", approvers);
    Node.GateNode node =
        new Node.GateNode(name, scope.ref(who, subject), List.of(), approvers, Optional.empty());
    scope.add(node);
    return new Gate<>(scope, node);
  }

  /**
   * Waits for a value from outside: checked how, and {@code from} whom.
   *
   * @param type what is handed in, as for a step
   */
  public <R> Submission.Receipt<R> receive(String name, Class<R> type) {
    Class<R> given = scope.begin("receive", "gives", name, type);
    return new Submission.Receipt<>(scope, name, given, ImmutableReceiptOptions.builder().build());
  }

  /** Branches side by side, all of which must finish before they are joined. */
  public <R> Parallel<R> parallel(String name, Class<R> type) {
    return new Parallel<>(scope, name, scope.begin("parallel", "gives", name, type));
  }

  /** Arms of which the first is taken whose rule holds: {@code on} what, {@code when} which. */
  public Choice choose(String name) {
    scope.begin("choose", name);
    return new Choice(scope, name);
  }

  /**
   * Does something again until a rule holds for what it gave; used up without that, it rejects the
   * run.
   *
   * @param type what each turn gives, as for a step
   */
  public <R> Loop.Repeat<R> repeat(String name, Class<R> type) {
    return new Loop.Repeat<>(scope, name, scope.begin("repeat", "gives", name, type));
  }

  /**
   * Does something for each element of a list.
   *
   * @param type the type of an element, as for a step
   */
  public <E> Loop.Each<E> forEach(String name, Class<E> type) {
    return new Loop.Each<>(scope, name, scope.begin("forEach", "is over", name, type));
  }

  /**
   * Runs another workflow as a run of its own, and goes on with its result. Its end is this one's
   * unless it completes.
   */
  public <I, O> Ref<O> child(String name, Workflow<I, O> workflow, Ref<I> input) {
    String who = who("child", name);
    Ref<I> in = scope.ref(who, input);
    return scope.lacks(who, "a workflow", workflow)
        ? scope.nothing()
        : scope.add(new Node.Child(name, workflow, in));
  }

  /** Goes on no earlier than this long after the run got here. */
  public void pause(String name, Duration time) {
    if (!scope.lacks(who("pause", name), "a time", time)) {
      scope.add(new Node.Pause(name, time));
    }
  }

  private String who(String noun, String name) {
    return noun + " '" + scope.at(name) + "'";
  }
}
