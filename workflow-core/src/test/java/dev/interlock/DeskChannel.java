package dev.interlock;

import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A desk: it collects what is presented, and answers at once if it was told an answer. */
final class DeskChannel implements Channel {
  static final Principal ALICE = Principal.of("alice");
  static final Principal BOB = Principal.of("bob");

  private final String name;
  private final List<GateRequest> presented = new CopyOnWriteArrayList<>();
  private volatile Function<GateRequest, Optional<Decision>> answer = request -> Optional.empty();
  private volatile boolean reachable;

  DeskChannel() {
    this("desk");
  }

  DeskChannel(String name) {
    this.name = name;
  }

  /** Says yes to everything, as alice in the first role that is asked for. */
  static DeskChannel approving() {
    return new DeskChannel().answering(DeskChannel::yes);
  }

  DeskChannel answering(Function<GateRequest, Decision> with) {
    answer = with.andThen(Optional::of);
    reachable = true;
    return this;
  }

  DeskChannel reachable(boolean now) {
    reachable = now;
    return this;
  }

  static Decision yes(GateRequest request) {
    return request.approved(ALICE, request.roles().get(0), "desk");
  }

  static Decision no(GateRequest request) {
    return request.denied(ALICE, request.roles().get(0), "desk");
  }

  /** All presentations so far, in their order. */
  List<GateRequest> presented() {
    return presented;
  }

  GateRequest last() {
    return presented.get(presented.size() - 1);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isInbox() {
    return true;
  }

  @Override
  public Presence presence() {
    return Presence.TERMINAL;
  }

  @Override
  public boolean reachable() {
    return reachable;
  }

  @Override
  public void present(GateRequest request, Answers answers) {
    presented.add(request);
    answer.apply(request).ifPresent(answers::decide);
  }
}
