package dev.interlock.audit.judge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of another workflow, as the run sees it that asked for it. Use from one thread. */
final class ChildPlace extends Place {
  private String child = "";
  private boolean begun;
  private String outcome = "";
  private @Nullable Slice value;
  private boolean ended;
  private boolean completed;

  ChildPlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  private Node.Child definition() {
    return (Node.Child) node();
  }

  @Override
  boolean actsOrAsks() {
    return true;
  }

  @Override
  void happens(Seen seen) {
    switch (seen.event()) {
      case "child.started" -> started(seen);
      case "child.ended" -> ended(seen);
      default -> throw notHere(seen);
    }
  }

  private void started(Seen seen) {
    begins("is asked for");
    Impossible.unless(child.isEmpty(), "is asked for twice");
    String id = seen.fields().text("run");
    Impossible.unless(id.equals(run().child(path())), "asks for a run of another name");
    child = id;
    run().openChildren().add(this);
  }

  private void ended(Seen seen) {
    Impossible.unless(!child.isEmpty() && !ended, "ends, and it was not asked for");
    Impossible.unless(seen.fields().is("run", child), "ends, and its run is another one");
    String said = seen.fields().text("outcome");
    boolean never = !begun && (said.equals("failed") || said.equals("cancelled"));
    Impossible.unless(never || said.equals(outcome), "ends otherwise than its run");
    completed = said.equals("completed");
    Slice given = seen.fields().orNull("value");
    Impossible.unless(
        completed == (given != null) && completed != seen.fields().has("reason"),
        "ends with another value or reason than its run");
    Impossible.unless(
        given == null || Optional.ofNullable(value).filter(given::canBe).isPresent(),
        "ends with another value than its run");
    ended = true;
    run().openChildren().remove(this);
    if (completed) {
      advance();
    } else {
      run().ending().childEnded(path(), said);
    }
  }

  /** The run begins that is asked for here. */
  void begins(Began began) {
    Definition of = began.definition();
    Impossible.unless(child.equals(began.run()) && !ended && !begun, "did not ask for it");
    Impossible.unless(
        of.sha256().equals(definition().definition())
            && of.workflow().equals(definition().workflow()),
        "asks for another workflow");
    Impossible.unless(
        began.input().canBe(Values.of(definition().reads().get(0), frame())),
        "asks for it with another input");
    Impossible.unless(
        run().people().equals(began.people()), "asks for it, and it goes by other people");
    begun = true;
  }

  /** That run ended. */
  void endedAs(String how, @Nullable Slice gave) {
    outcome = how;
    value = gave;
  }

  boolean isOpen() {
    return !child.isEmpty() && !ended;
  }

  @Override
  boolean isThrough() {
    return completed;
  }

  @Override
  String awaits() {
    return isOpen() ? "child" : "";
  }

  @Override
  Slice value() {
    if (value == null) {
      throw new Impossible("has no value");
    }
    return value;
  }
}
