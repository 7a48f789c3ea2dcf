package dev.interlock.audit.judge;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parallel in a run: its branches, and their join, which is a step. Use from one thread. */
final class ParallelPlace extends StepPlace {
  private final Map<String, Frame> branches = new LinkedHashMap<>();

  ParallelPlace(Node.Parallel parallel, Frame frame, int index, String path) {
    super(parallel.join(), frame, index, path);
    forgetFrames();
  }

  private Node.Parallel parallel() {
    return (Node.Parallel) node();
  }

  @Override
  Node.Step step() {
    return parallel().join();
  }

  @Override
  void happens(Seen seen) {
    if (seen.event().equals("step.started")) {
      branches.values().stream()
          .filter(branch -> !branch.isDone())
          .findFirst()
          .ifPresent(
              branch -> {
                throw new Impossible("is joined, and " + branch.current().unfinished());
              });
    }
    super.happens(seen);
  }

  @Override
  void skips(Seen seen) {
    Impossible.unless(allDone(), "is passed over, and a branch of it is not done");
    super.skips(seen);
  }

  private boolean allDone() {
    return branches.values().stream().allMatch(Frame::isDone);
  }

  @Override
  boolean givesNothing() {
    return branches.values().stream().anyMatch(Values::givesNothing);
  }

  @Override
  Collection<Frame> frames() {
    return List.copyOf(branches.values());
  }

  @Override
  @Nullable Frame side(String name) {
    return branches.get(name);
  }

  @Override
  boolean isThrough() {
    return super.isThrough() && allDone();
  }

  @Override
  void forgetFrames() {
    branches.clear();
    for (Node.Side one : parallel().branches()) {
      String prefix = path() + "/" + one.name() + "/";
      branches.put(one.name(), new Frame(run(), one.scope(), this, prefix, ""));
    }
  }
}
