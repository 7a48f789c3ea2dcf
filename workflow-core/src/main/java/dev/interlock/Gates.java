package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The gates of one run: presents them, takes answers, closes them. */
final class Gates {
  private final RunTask task;
  private final Host host;
  private final Workflow<?, ?> workflow;
  private final Values values;
  private final Gatekeeper keeper;
  private final Deadlines.OfRun deadlines;

  Gates(RunTask task, Host host, Workflow<?, ?> workflow, Values values) {
    this.task = task;
    this.host = host;
    this.workflow = workflow;
    this.values = values;
    this.keeper = new Gatekeeper(host, task.id(), workflow.name(), task::violation);
    this.deadlines = host.deadlines().of(task.id(), task.facts());
  }

  /** Presents a gate: a new attempt, a new nonce, on every channel. */
  void present(Ready.ToPresent ready) {
    Node.GateNode gate = ready.gate();
    Approvers approvers = gate.approvers();
    Held subject = values.held(gate.subject(), ready.frame());
    Event.GateRequested asked =
        new Event.GateRequested(
            ready.path(),
            ready.attempt(),
            subject.json().sha256(),
            keepShown(ready, subject),
            approvers.roles(),
            approvers.quorum(),
            approvers.least(),
            approvers.kind(),
            notAfter(ready),
            host.nonces().get());
    task.log().append(asked);
    GateRequest request = keeper.request(gate, task.facts(), asked);
    for (Channel channel : host.channels()) {
      task.asks();
      task.dispatch(() -> ask(channel, request));
    }
  }

  private String keepShown(Ready.ToPresent ready, Held subject) {
    Node.GateNode gate = ready.gate();
    Ref.Source source = gate.subject().source();
    Shown shown =
        new Shown(workflow.name(), ready.path(), task.id().value())
            .subject(source.type().label(), subject.json())
            .reported(source.name(), said(gate.subject(), subject, ready.frame()));
    for (Ref<?> ref : gate.showing()) {
      Held held = values.held(ref, ready.frame());
      shown.reported(ref.source().name(), said(ref, held, ready.frame()));
    }
    return host.journal().keep(Journal.Side.SHOWN, shown.text().getBytes(StandardCharsets.UTF_8));
  }

  /** What people see of a value: what is sensitive is not shown in clear. */
  private Json said(Ref<?> ref, Held held, Frame frame) {
    return values.isSensitive(ref, frame)
        ? Shown.sensitive(held.json())
        : host.form().redacted(held.content());
  }

  private Optional<Instant> notAfter(Ready.ToPresent ready) {
    Optional<GateFact> before = task.facts().gateAt(ready.path());
    return before.isPresent()
        ? before.get().request().notAfter()
        : ready.gate().approvers().deadline().map(host.time().now()::plus);
  }

  private void ask(Channel channel, GateRequest request) {
    Answering answers = new Answering(task.registry(), request, channel.name());
    try {
      channel.present(request, answers);
    } catch (Throwable e) { // a channel that fails has delivered no answer
      task.work().post(() -> failed(request, channel, e));
    } finally {
      Thread.interrupted();
      task.work().post(task::asksNoMore);
    }
  }

  private void failed(GateRequest request, Channel channel, Throwable thrown) {
    if (!task.isStopped()) {
      String reason = "channel-failed: " + Failures.of(thrown).type();
      refuse(request.gate(), request.attempt(), reason, channel.name());
    }
  }

  /** Whether somebody could be asked right now. */
  boolean somebodyReachable() {
    return host.channels().stream().anyMatch(Channel::reachable);
  }

  /** Presents gates once more that are still open, unless a channel still asks. */
  void presentAgain(List<Ready.ToPresent> before) {
    if (task.isStopped() || task.isAsking() || task.facts().ending().isPresent()) {
      return;
    }
    List<String> stillOpen =
        task.progress().walk().openGates().stream().map(Ready.ToPresent::path).toList();
    before.stream().filter(gate -> stillOpen.contains(gate.path())).forEach(this::present);
  }

  /** The presentation of an open gate. */
  Optional<GateRequest> request(Found walk, String path) {
    return walk.openGates().stream()
        .filter(open -> open.path().equals(path))
        .findFirst()
        .map(open -> request(open.gate(), path));
  }

  private GateRequest request(Node.GateNode gate, String path) {
    return keeper.request(gate, task.facts(), task.facts().gateAt(path).orElseThrow().request());
  }

  /** Takes a decision: it counts and is recorded so, or it is refused and recorded so. */
  Optional<String> decide(Decision decision, boolean handedIn) {
    closeOver();
    Optional<GateFact> fact = task.facts().gateAt(decision.gate());
    Optional<GateRequest> request = request(task.progress().walk(), decision.gate());
    Optional<String> objection =
        fact.isEmpty()
            ? Optional.of("unknown-gate: this run has presented no such gate")
            : request.isEmpty()
                ? Optional.of("closed: the gate was " + fact.get().outcome().orElse("closed"))
                : keeper
                    .delivery(decision, handedIn)
                    .or(() -> keeper.objection(fact.get(), request.get(), decision, task.facts()));
    Instant now = host.time().now();
    Optional<String> refused = objection.or(() -> late(request, now));
    if (refused.isPresent()) {
      refuse(decision.gate(), decision.attempt(), refused.get(), decision.channel());
    } else {
      count(now, decision, request.orElseThrow());
    }
    task.progress().advance();
    return refused;
  }

  private static Optional<String> late(Optional<GateRequest> request, Instant now) {
    return request
        .flatMap(GateRequest::notAfter)
        .filter(end -> !now.isBefore(end))
        .map(end -> "late: the gate's deadline has passed");
  }

  /** What counts is recorded with the time at which it was in time. */
  private void count(Instant at, Decision decision, GateRequest request) {
    task.log()
        .append(
            at,
            new Event.GateDecided(
                decision.gate(),
                decision.attempt(),
                decision.nonce(),
                decision.answer() == Decision.Answer.APPROVED ? "approved" : "denied",
                decision.by().name(),
                false,
                decision.role(),
                keeper.grade(decision.channel()).orElseThrow(),
                decision.channel(),
                decision.shown(),
                decision.comment()));
    closeDecided(task.facts().gateAt(decision.gate()).orElseThrow(), request);
  }

  private void closeDecided(GateFact gate, GateRequest request) {
    switch (keeper.ruling(gate, request)) {
      case APPROVED -> close(gate, GateFact.APPROVED);
      case DENIED -> close(gate, GateFact.DENIED);
      case UNDECIDED -> {}
    }
  }

  /** Records an answer that does not count. */
  void refuse(String gate, int attempt, String reason, String channel) {
    String known = task.facts().gateAt(gate).isPresent() ? gate : "-";
    task.log()
        .append(
            new Event.GateRefused(
                known, attempt, FailureWords.raw(reason), FailureWords.raw(channel)));
  }

  private void close(GateFact gate, String outcome) {
    Event.GateRequested asked = gate.request();
    task.log().append(new Event.GateClosed(asked.path(), asked.attempt(), outcome));
  }

  /**
   * Closes what is over: what the record decides already, because the process that took the last
   * decision died before it closed the gate, and what is over its deadline.
   */
  void closeOver() {
    for (GateFact gate : task.facts().openGates()) {
      if (!gate.decisions().isEmpty()) {
        request(task.progress().walk(), gate.request().path())
            .ifPresent(request -> closeDecided(gate, request));
      }
    }
    for (GateFact gate : task.facts().openGates()) {
      Event.GateRequested asked = gate.request();
      if (asked.notAfter().filter(end -> deadlines.passed(asked.path(), end)).isPresent()) {
        close(gate, GateFact.EXPIRED);
      }
    }
  }

  /** Closes what is open when the run ends. */
  void cancelOpen() {
    task.facts().openGates().forEach(gate -> close(gate, GateFact.CANCELLED));
  }

  /**
   * Whether every approval that a step reads still holds; one that does not is superseded and asked
   * for anew.
   */
  boolean guardsHold(Ready.ToRun ready) {
    List<Held.Approval> approvals =
        ready.step().reads().stream()
            .filter(ref -> ref.source().type().isApproved())
            .flatMap(ref -> values.held(ref, ready.frame()).approvals().stream())
            .toList();
    if (!approvals.isEmpty() && !task.progress().isAsRecorded()) {
      return false;
    }
    boolean all = true;
    for (Held.Approval approval : approvals) {
      all &= holds(approval);
    }
    return all;
  }

  private boolean holds(Held.Approval approval) {
    GateFact fact = task.facts().gateAt(approval.path()).orElseThrow();
    String now = approval.json().sha256();
    boolean holds =
        keeper.holds(fact, keeper.request(approval.gate(), task.facts(), fact.request()), now);
    if (!holds && fact.is(GateFact.APPROVED)) {
      close(fact, GateFact.SUPERSEDED);
    }
    return holds;
  }
}
