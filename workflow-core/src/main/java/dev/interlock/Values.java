package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a Ref holds in a run: always the recorded form, decoded anew for each reader, so that nobody
 * can change what another one sees. Use from one thread at a time.
 */
final class Values {
  private final Codec codec;
  private final RunFacts facts;

  Values(Codec codec, RunFacts facts) {
    this.codec = codec;
    this.facts = facts;
  }

  /** The recorded JSON of a value; of a witness, of what it is about. */
  Json json(Ref<?> ref, Frame at) {
    Ref.Source source = ref.source();
    if (source instanceof Ref.Source.Input) {
      return facts.started().input();
    }
    if (source instanceof Ref.Source.Given given) {
      return Outline.givenJson(given);
    }
    Frame frame = at.of(source.scope());
    Node node = frame.node(source.name());
    if (node instanceof Node.Examination check) {
      return json(check.subject(), frame);
    }
    if (node instanceof Node.GateNode gate) {
      return json(gate.subject(), frame);
    }
    return facts
        .stepAt(frame.path(node))
        .flatMap(StepFact::value)
        .orElseThrow(() -> new IllegalStateException("no value at " + frame.path(node)));
  }

  /** Decodes what a body reads, anew each time; may be called from any thread. */
  Supplier<Object> reader(Ref<?> ref, Frame at) {
    Ref.Source source = ref.source();
    if (source.type() instanceof ValueType.Plain plain) {
      Json recorded = json(ref, at);
      Codec with = source instanceof Ref.Source.Given ? Codec.json() : codec;
      return () -> with.read(recorded, plain.plain());
    }
    Frame frame = at.of(source.scope());
    Node node = frame.node(source.name());
    if (node instanceof Node.GateNode gate) {
      Supplier<Object> subject = reader(gate.subject(), frame);
      List<Principal> by = approvers(frame.path(node));
      return () -> new Approved<>(subject.get(), by);
    }
    Supplier<Object> subject = reader(((Node.Examination) node).subject(), frame);
    return () -> new Checked<>(subject.get());
  }

  private List<Principal> approvers(String gate) {
    return facts.gateAt(gate).stream()
        .flatMap(fact -> fact.decisions().stream())
        .filter(decided -> decided.decision().equals("approved"))
        .map(Event.GateDecided::principal)
        .map(Principal::of)
        .toList();
  }
}
