package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;

/** Finds what a Ref holds in a run. Use from one thread at a time. */
final class Values {
  private final RecordedForm form;
  private final RunFacts facts;
  private final Workflow.Terms terms;

  Values(RecordedForm form, RunFacts facts, Workflow.Terms terms) {
    this.form = form;
    this.facts = facts;
    this.terms = terms;
  }

  /** What a Ref holds for a node of this frame. */
  Held held(Ref<?> ref, Frame at) {
    Ref.Source source = ref.source();
    if (source instanceof Ref.Source.Input) {
      return new Held.Recorded(facts.started().input(), source.type().plain(), form);
    }
    if (source instanceof Ref.Source.Given given) {
      Class<?> type = given.type().plain();
      return new Held.Given(given.value(), type);
    }
    Frame frame = at.of(source.scope());
    return source instanceof Ref.Source.Handed
        ? handed(frame)
        : held(frame.node(source.name()), frame);
  }

  /** Whether what a Ref holds for a node of this frame is sensitive. */
  boolean isSensitive(Ref<?> ref, Frame at) {
    return Sensitivity.of(ref, at, terms);
  }

  /** Whether what a node of this frame gives is sensitive. */
  boolean isSensitive(Node node, Frame at) {
    return Sensitivity.of(node, at, terms);
  }

  /** A value that a node needs besides what it gives, as it is recorded. */
  Json write(String path, Object value, Class<?> type, boolean sensitive) {
    return form.value("'" + path + "'", value, type, sensitive);
  }

  /** What a turn of a loop is handed. */
  private Held handed(Frame frame) {
    Frame.Turn turn = frame.turn().orElseThrow();
    Frame outer = frame.outer().orElseThrow();
    if (turn.loop() instanceof Node.Each each) {
      Event.EachStarted started = one(Event.EachStarted.class, outer.path(each));
      Json item = started.items().get(started.keys().indexOf(turn.key()));
      return new Held.Recorded(item, each.elements().type(), form);
    }
    Node.Repeat repeat = (Node.Repeat) turn.loop();
    return new Held.Perhaps(
        turn.number() == 1
            ? Optional.empty()
            : Optional.of(result(outer.into(repeat, turn.number() - 1))));
  }

  private Held result(Frame frame) {
    return held(frame.scope().result(), frame);
  }

  /** What a node of this frame gave. */
  Held held(Node node, Frame frame) {
    String path = frame.path(node);
    if (node instanceof Node.Examination check) {
      return new Held.Examined(held(check.subject(), frame));
    }
    if (node instanceof Node.GateNode gate) {
      return new Held.Approval(held(gate.subject(), frame), gate, path, approvers(path));
    }
    if (node instanceof Node.Step step && step.options().optional().isPresent()) {
      return new Held.Perhaps(
          facts.stepAt(path).flatMap(StepFact::value).map(json -> recorded(json, step.type())));
    }
    if (node instanceof Node.Choice choice) {
      return result(frame.into(choice, taken(choice, path)));
    }
    if (node instanceof Node.Repeat repeat) {
      return result(frame.into(repeat, one(Event.LoopTurned.class, path).turn()));
    }
    if (node instanceof Node.Each each) {
      return new Held.Several(
          one(Event.EachStarted.class, path).keys().stream()
              .map(key -> result(frame.into(each, key)))
              .toList());
    }
    return recorded(recorded(node, path), node.type());
  }

  /** What a step gave whose effect is to be undone, whether it counted or not. */
  Held effect(Node.Step step, String path) {
    Json gave =
        facts
            .stepAt(path)
            .flatMap(fact -> fact.value().or(fact::effect))
            .orElseThrow(() -> none(path));
    return recorded(gave, step.type());
  }

  private Held recorded(Json json, ValueType type) {
    return new Held.Recorded(json, type.plain(), form);
  }

  private Json recorded(Node node, String path) {
    if (node instanceof Node.Receipt) {
      return facts
          .last(Event.SubmissionReceived.class, path)
          .map(Event.SubmissionReceived::value)
          .or(() -> one(Event.SubmissionExpired.class, path).value())
          .orElseThrow(() -> none(path));
    }
    if (node instanceof Node.Child) {
      return one(Event.ChildEnded.class, path).value().orElseThrow(() -> none(path));
    }
    return facts.stepAt(path).flatMap(StepFact::value).orElseThrow(() -> none(path));
  }

  private Node.Arm taken(Node.Choice choice, String path) {
    String arm = one(Event.ChoiceMade.class, path).arm();
    return choice.arms().stream()
        .filter(one -> one.name().equals(arm))
        .findFirst()
        .orElseThrow(() -> none(path));
  }

  private <E extends Event.AtPath> E one(Class<E> type, String path) {
    return facts.last(type, path).orElseThrow(() -> none(path));
  }

  private static NoValue none(String path) {
    return new NoValue("there is no value at '" + path + "'");
  }

  private List<Principal> approvers(String gate) {
    return facts.gateAt(gate).stream()
        .flatMap(fact -> fact.approvers().stream())
        .map(Principal::of)
        .toList();
  }
}
