package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of a walk that is about choices and loops. Use from one thread. */
final class LoopWalk {
  private final RunFacts facts;
  private final Found found;
  private final Walk walk;

  LoopWalk(RunFacts facts, Found found, Walk walk) {
    this.facts = facts;
    this.found = found;
    this.walk = walk;
  }

  /** Walks a choice or a loop, and says whether it is done. */
  boolean node(Node node, Frame frame, String path) {
    if (node instanceof Node.Repeat repeat) {
      return repeat(repeat, frame, path);
    }
    if (failed(path)) {
      return false;
    }
    return node instanceof Node.Choice choice
        ? choice(choice, frame, path)
        : each((Node.Each) node, frame, path);
  }

  private boolean failed(String path) {
    Optional<StepFact> failed = facts.stepAt(path).filter(fact -> fact.is(StepFact.State.FAILED));
    failed.ifPresent(fact -> found.failed(path, fact.failure().orElseThrow()));
    return failed.isPresent();
  }

  private boolean choice(Node.Choice choice, Frame frame, String path) {
    Optional<Event.ChoiceMade> made = facts.last(Event.ChoiceMade.class, path);
    if (made.isEmpty()) {
      return decides(
          path,
          (values, now) -> {
            Object[] on = {values.held(choice.on(), frame).read()};
            return new Event.ChoiceMade(path, taken(choice, on));
          });
    }
    for (Node.Arm arm : choice.arms()) {
      if (arm.name().equals(made.get().arm())) {
        return walk.scope(frame.into(choice, arm)) && gives(choice, frame, path);
      }
    }
    throw new IllegalStateException("no arm '" + made.get().arm() + "' at '" + path + "'");
  }

  private static String taken(Node.Choice choice, Object[] on) throws Exception {
    for (Node.Arm arm : choice.arms()) {
      if (arm.when().isEmpty() || arm.when().get().holds().with(on)) {
        return arm.name();
      }
    }
    throw new IllegalStateException("the last arm has a rule");
  }

  private boolean repeat(Node.Repeat repeat, Frame frame, String path) {
    Optional<Event.LoopTurned> last = facts.last(Event.LoopTurned.class, path);
    int turned = last.map(Event.LoopTurned::turn).orElse(0);
    boolean done = true; // as what has turned may not be under another definition
    for (int turn = 1; turn <= turned && walk.goesOn(done); turn++) {
      done &= walk.scope(frame.into(repeat, turn));
    }
    if (!walk.goesOn(done) || (last.isPresent() && !last.get().again())) {
      return done;
    }
    if (turned == repeat.atMost()) {
      String never = "after " + turned + " turns it does not hold: " + repeat.until().says();
      found.rejected(path, never);
      return false;
    }
    Frame now = frame.into(repeat, turned + 1);
    return walk.scope(now)
        && gives(repeat, frame, path)
        && !failed(path)
        && decides(path, (values, at) -> turned(repeat, path, now, values));
  }

  private static Event turned(Node.Repeat repeat, String path, Frame turn, Values values)
      throws Exception {
    Object[] gave = {values.held(repeat.scope().result(), turn).read()};
    boolean again = !repeat.until().holds().with(gave);
    return new Event.LoopTurned(path, turn.turn().orElseThrow().number(), again);
  }

  private boolean each(Node.Each each, Frame frame, String path) {
    Optional<Event.CheckFailed> refused = facts.last(Event.CheckFailed.class, path);
    if (refused.isPresent()) {
      found.rejected(path, refused.get().reason());
      return false;
    }
    Optional<Event.EachStarted> started = facts.last(Event.EachStarted.class, path);
    if (started.isEmpty()) {
      return decides(path, (values, now) -> elements(each, frame, path, values));
    }
    int atWork = 0;
    for (String key : started.get().keys()) {
      atWork += walk.scope(frame.into(each, key)) ? 0 : 1;
      if (!walk.goesOn(atWork < each.atOnce())) {
        break;
      }
    }
    return atWork == 0 && gives(each, frame, path);
  }

  private static Event elements(Node.Each each, Frame frame, String path, Values values)
      throws Exception {
    Node.Elements elements = each.elements();
    Held of = values.held(each.of(), frame);
    boolean sensitive = values.isSensitive(each.of(), frame);
    List<?> list = elements.list().with(new Object[] {of.read()});
    if (list.size() > each.atMost()) {
      String tooMany = list.size() + " elements, and at most " + each.atMost() + " are allowed";
      return refused(path, tooMany);
    }
    List<String> keys = new ArrayList<>();
    List<Json> items = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Object element : list) {
      if (!ValueTypes.isOf(elements.type(), element)) {
        String not = "the list holds something that is no " + elements.type().getName();
        throw new FailureException(Failure.Kind.VERIFICATION, not);
      }
      String key = elements.key().with(new Object[] {element});
      if (key == null || !Names.isKey(key)) {
        return refused(path, "the key of an element is not of the form " + Names.KEY_FORM);
      }
      if (!seen.add(key)) {
        return refused(path, "two elements have the key '" + key + "'");
      }
      keys.add(sensitive ? String.valueOf(keys.size() + 1) : key); // a key tells what it is of
      items.add(values.write(path, element, elements.type(), sensitive));
    }
    return new Event.EachStarted(path, keys, items);
  }

  private static Event refused(String path, String reason) {
    return new Event.CheckFailed(path, "elements", reason, Optional.empty());
  }

  /** Whether a node that is done gives something; in a rehearsal it may have been passed over. */
  private boolean gives(Node node, Frame frame, String path) {
    return !Rehearsal.givesNothing(node, frame, facts) || walk.skipped(path);
  }

  private boolean decides(String path, Ready.Decided decided) {
    found.readyFor(new Ready.ToDecide(path, decided));
    return false;
  }
}
