package dev.interlock.audit;

import dev.interlock.audit.Forging.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One forgery of an honest log.
 *
 * @param event the event that it is done at
 * @param nth which one of that name, from 1
 * @param after how many lines after that event the first impossible one stands
 * @param why what the reason says
 */
record Forged(
    String name,
    String base,
    String event,
    int nth,
    int after,
    String why,
    BiFunction<List<Told>, Integer, List<Told>> act) {

  /** An event of the run that is forged. */
  static Told told(String event, String data) {
    return new Told(Logs.AT, "run-1", event, data);
  }

  /** The same at a path. */
  static Told at(String path, String event, String more) {
    return told(event, "{\"path\":\"" + path + "\"" + more + "}");
  }

  /** What becomes what, for {@link #edit}. */
  static String[] to(String from, String to) {
    return new String[] {from, to};
  }

  static Forged change(
      String name, String base, String event, int nth, String why, UnaryOperator<Told> to) {
    return new Forged(name, base, event, nth, 0, why, (events, at) -> set(events, at, to));
  }

  /** Some text of the event is another one. */
  static Forged edit(String name, String base, String event, int nth, String[] fromTo, String why) {
    return change(name, base, event, nth, why, told -> told.with(fromTo[0], fromTo[1]));
  }

  static Forged drop(String name, String base, String event, int nth, int after, String why) {
    return new Forged(name, base, event, nth, after, why, (events, at) -> without(events, at));
  }

  /** The event stands there twice. */
  static Forged twice(String base, String event, int nth, String why) {
    return new Forged(
        event + " twice in " + base,
        base,
        event,
        nth,
        1,
        why,
        (events, at) -> with(events, at + 1, events.get(at)));
  }

  /** The event stands so many lines further down. */
  static Forged later(
      String name, String base, String event, int nth, int lines, int after, String why) {
    return new Forged(
        name,
        base,
        event,
        nth,
        after,
        why,
        (events, at) -> with(without(events, at), at + lines, events.get(at)));
  }

  /** The event stands there once more, changed, so many lines further down. */
  static Forged again(
      String name,
      String base,
      String event,
      int nth,
      int lines,
      String why,
      UnaryOperator<Told> to) {
    return new Forged(
        name,
        base,
        event,
        nth,
        lines,
        why,
        (events, at) -> with(events, at + lines, to.apply(events.get(at))));
  }

  /** Something stands before the event that nobody wrote. */
  static Forged insert(String name, String base, String event, int nth, Told fresh, String why) {
    return new Forged(name, base, event, nth, 0, why, (events, at) -> with(events, at, fresh));
  }

  /** The same, where what is impossible stands so many lines further down. */
  Forged lines(int further) {
    return new Forged(name, base, event, nth, after + further, why, act);
  }

  private static List<Told> set(List<Told> events, int at, UnaryOperator<Told> to) {
    List<Told> changed = new ArrayList<>(events);
    changed.set(at, to.apply(events.get(at)));
    return changed;
  }

  private static List<Told> without(List<Told> events, int at) {
    List<Told> changed = new ArrayList<>(events);
    changed.remove(at);
    return changed;
  }

  private static List<Told> with(List<Told> events, int at, Told fresh) {
    List<Told> changed = new ArrayList<>(events);
    changed.add(at, fresh);
    return changed;
  }

  @Override
  public String toString() {
    return name;
  }
}
