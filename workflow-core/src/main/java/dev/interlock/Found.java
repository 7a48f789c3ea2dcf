package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a walk of a definition finds in a run. Use from one thread. */
final class Found {
  private final List<Ready> ready = new ArrayList<>();
  private final List<Ready.ToPresent> openGates = new ArrayList<>();
  private final List<Ready.ToRequest> openReceipts = new ArrayList<>();
  private final List<Ready.ToFollow> children = new ArrayList<>();
  private final List<Ready.ToCompensate> undoable = new ArrayList<>();
  private final List<Walk.Timer> timers = new ArrayList<>();
  private final List<Event.Awaited> awaited = new ArrayList<>();
  private final List<Event.Terminal> endings = new ArrayList<>();
  private final List<Event.Terminal> cancelledGates = new ArrayList<>();
  private boolean retrying;
  private boolean done;

  void done() {
    done = true;
  }

  /** Whether every node is done. */
  boolean isDone() {
    return done;
  }

  void readyFor(Ready one) {
    ready.add(one);
  }

  void openGate(Ready.ToPresent one) {
    openGates.add(one);
  }

  void openReceipt(Ready.ToRequest one) {
    openReceipts.add(one);
  }

  void child(Ready.ToFollow one) {
    children.add(one);
  }

  void undoable(Ready.ToCompensate one) {
    undoable.add(one);
  }

  void timer(String what, Instant at) {
    timers.add(new Walk.Timer(what, at));
  }

  void retrying(String what, Instant due) {
    timer(what, due);
    retrying = true;
  }

  void awaited(String what, String path) {
    awaited.add(new Event.Awaited(what, path));
  }

  void rejected(String path, String reason) {
    endings.add(new Event.RunRejected(path, reason));
  }

  /** A gate was closed for an end that is not recorded yet: another cause of it comes first. */
  void cancelled(String gate) {
    cancelledGates.add(new Event.RunRejected(gate, "the gate was cancelled"));
  }

  void failed(String path, Failure why) {
    endings.add(new Event.RunFailed(path, why.kind(), why.type(), why.message()));
  }

  /** The run ends as another walk of it found. */
  void endsAs(Found other) {
    endings.clear();
    endings.addAll(other.endings);
    cancelledGates.clear();
    cancelledGates.addAll(other.cancelledGates);
  }

  /** What may be begun. */
  List<Ready> ready() {
    return ready;
  }

  /** The gates that are open, each as what it takes to present it once more. */
  List<Ready.ToPresent> openGates() {
    return openGates;
  }

  /** What is asked for from outside. */
  List<Ready.ToRequest> openReceipts() {
    return openReceipts;
  }

  /** The runs of other workflows that have not ended. */
  List<Ready.ToFollow> children() {
    return children;
  }

  /** The steps whose effect can be undone, whether it was or not. */
  List<Ready.ToCompensate> undoable() {
    return undoable;
  }

  /** When something is to be looked at again. */
  List<Walk.Timer> timers() {
    return timers;
  }

  /** What somebody must do, or what must pass. */
  List<Event.Awaited> awaited() {
    return awaited;
  }

  /** Whether a step is tried again once it is due. */
  boolean isRetrying() {
    return retrying;
  }

  /**
   * How the run must end, if a step, a check or a gate says so. A gate that was closed because the
   * run must end is no reason beside the one that it was closed for.
   */
  Optional<Event.Terminal> ending() {
    return Stream.concat(endings.stream(), cancelledGates.stream()).findFirst();
  }
}
