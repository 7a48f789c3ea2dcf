package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.function.Predicate;

/** Small values and questions that the tests of the engine share. */
final class Sample {
  static final RunId RUN = RunId.of("run-1");
  static final Principal REQUESTER = Principal.of("rita");
  static final Text INPUT = new Text("hello");

  private Sample() {}

  public record Text(String text) {
    Text and(String more) {
      return new Text(text + more);
    }
  }

  public record Numbers(List<Integer> all) {}

  public record Saw(String what) {}

  public record Nothing() {}

  /** A check that has seen something. */
  static Verdict seen(Object... any) {
    return Verdict.passed(new Saw("all of it, " + any.length));
  }

  /** Cleans a text and publishes it once a gate is open. */
  static Workflow<Text, Text> publish(Approvers approvers, Body.Of1<Approved<Text>, Text> body) {
    return Workflow.define(
        "publish",
        Text.class,
        (flow, text) -> {
          Ref<Text> clean =
              flow.step("clean", Text.class).reading(text).combine(t -> t.and(" cleaned"));
          Ref<Approved<Text>> approval = flow.gate("approval", clean, approvers).showing(text);
          return flow.step("publish", Text.class)
              .reading(approval)
              .verifiedBy("read-back", Sample::seen)
              .act(body);
        });
  }

  static Workflow<Text, Text> publish(Approvers approvers) {
    return publish(approvers, approved -> approved.value().and(" published"));
  }

  /** One step. */
  static Workflow<Text, Text> oneStep(Body.Of1<Text, Text> body) {
    return Workflow.define(
        "one-step",
        Text.class,
        (flow, text) ->
            flow.step("only", Text.class).reading(text).unverified("a test").compute(body));
  }

  static List<String> names(List<Entry> entries) {
    return entries.stream().map(Entry::name).toList();
  }

  static <E extends Event> List<E> events(Engine engine, RunId run, Class<E> type) {
    return engine.events(run).stream()
        .map(Entry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static <E extends Event> List<E> events(Engine engine, Class<E> type) {
    return events(engine, RUN, type);
  }

  static long count(List<String> names, Predicate<String> of) {
    return names.stream().filter(of).count();
  }
}
