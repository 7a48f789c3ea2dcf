package dev.interlock.audit.judge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A choice in a run. Use from one thread. */
final class ChoosePlace extends Place {
  private String arm = "";
  private @Nullable Frame taken;

  ChoosePlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  @Override
  void happens(Seen seen) {
    begins("is chosen");
    Impossible.unless(arm.isEmpty(), "is chosen twice");
    switch (seen.event()) {
      case "choice.made" -> {
        String said = seen.fields().text("arm");
        Impossible.unless(sideOf(said).isPresent(), "has no arm '" + said + "'");
        arm = said;
        forgetFrames();
      }
      case "step.failed" -> run().ending().threw(path(), seen);
      default -> throw notHere(seen);
    }
  }

  private Optional<Node.Side> sideOf(String name) {
    return ((Node.Choose) node())
        .arms().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private Frame frameOf() {
    if (taken == null) {
      throw new Impossible("has no arm yet");
    }
    return taken;
  }

  @Override
  @Nullable Frame side(String name) {
    return arm.equals(name) ? taken : null;
  }

  @Override
  Collection<Frame> frames() {
    return taken == null ? List.of() : List.of(taken);
  }

  @Override
  boolean givesNothing() {
    return taken != null && taken.isDone() && Values.givesNothing(taken);
  }

  @Override
  boolean isThrough() {
    return taken != null && taken.isDone() && !(run().isRehearsal() && givesNothing());
  }

  @Override
  Slice value() {
    return Values.given(frameOf());
  }

  @Override
  void forgetFrames() {
    Optional<Node.Side> side = sideOf(arm);
    taken =
        side.map(one -> new Frame(run(), one.scope(), this, path() + "/" + arm + "/", ""))
            .orElse(null);
    Impossible.unless(arm.isEmpty() || side.isPresent(), "has no arm '" + arm + "'");
  }
}
