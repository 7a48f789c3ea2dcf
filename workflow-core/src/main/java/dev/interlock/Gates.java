package dev.interlock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gates of one run: presents them, takes answers, closes them. */
final class Gates {
  private final RunTask task;
  private final Host host;
  private final Values values;
  private final Gatekeeper keeper;
  private final Guards guards;
  private final Showing showing;
  private final Deadlines.OfRun deadlines;

  Gates(RunTask task, Host host, Workflow<?, ?> workflow, Values values) {
    this.task = task;
    this.host = host;
    this.values = values;
    this.keeper = new Gatekeeper(host, task.id(), workflow.name(), task::violation);
    this.guards = new Guards(task, values, keeper);
    this.showing = new Showing(host, task, workflow.name(), values);
    this.deadlines = host.deadlines().of(task.id(), task.facts());
  }

  /** Presents a gate: a new attempt, a new nonce, on every channel. */
  void present(Ready.ToPresent ready) {
    Node.GateNode gate = ready.gate();
    Held subject = values.held(gate.subject(), ready.frame());
    Presenting presenting =
        new Presenting(
            ready, task.facts().gateAt(ready.path()).map(GateFact::request), host.time());
    Approvers approvers = gate.approvers();
    Event.GateRequested asked =
        new Event.GateRequested(
            ready.path(),
            ready.attempt(),
            subject.json().sha256(),
            showing.keep(ready, subject),
            presenting.roles(),
            approvers.quorum(),
            approvers.least(),
            approvers.kind(),
            presenting.notAfter(),
            host.nonces().get(),
            presenting.named(values));
    task.log().append(asked);
    GateRequest request = keeper.request(gate, task.facts(), asked);
    for (Channel channel : host.channels()) {
      task.asks();
      task.dispatch(() -> ask(channel, request));
    }
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
    Fatigue fatigue = Fatigue.of(host.journal(), task.id(), host.time().now());
    task.progress().walk().openGates().stream()
        .filter(open -> before.stream().anyMatch(open::isSameAs) && !fatigue.isAsked(open.path()))
        .forEach(this::present);
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

  /** The roles in which somebody may answer an open gate so, the best one first. */
  List<String> roles(String path, Principal by, Decision.Answer answer) {
    return request(task.progress().walk(), path)
        .map(asked -> keeper.roles(task.facts().gateAt(path).orElseThrow(), asked, by, answer))
        .orElse(List.of());
  }

  /** The text to sign in order to answer an open gate. */
  String approvalText(String path, Decision.Answer answer, Principal by, String role) {
    GateRequest asked =
        request(task.progress().walk(), path)
            .orElseThrow(
                () ->
                    new WorkflowException(
                        "gate '" + path + "' of run '" + task.id() + "' is not open"));
    Journal.Head head = host.journal().head();
    ApprovalText text =
        asked.text(new ApprovalText.Head(head.size(), head.root()), answer, by, role);
    return new String(text.bytes(), US_ASCII);
  }

  /** Takes a decision: it counts and is recorded so, or it is refused and recorded so. */
  Optional<String> decide(Decision decision, boolean handedIn) {
    closeOver();
    Instant now = host.time().now();
    Decision known = host.persons().known(decision, now);
    Optional<GateFact> fact = task.facts().gateAt(decision.gate());
    Optional<GateRequest> request = request(task.progress().walk(), decision.gate());
    Proofs.Grade grade =
        closed(fact, request)
            .or(() -> keeper.delivery(known, handedIn))
            .map(Proofs.Grade::none)
            .orElseGet(
                () -> keeper.judge(fact.orElseThrow(), request.orElseThrow(), known, task.facts()));
    Optional<String> refused = grade.objection().or(() -> late(request, now));
    if (refused.isPresent()) {
      refuse(decision.gate(), decision.attempt(), refused.get(), decision.channel());
    } else {
      count(now, known, request.orElseThrow(), grade);
    }
    task.progress().advance();
    return refused;
  }

  private static Optional<String> closed(Optional<GateFact> fact, Optional<GateRequest> request) {
    if (fact.isEmpty()) {
      return Optional.of("unknown-gate: this run has presented no such gate");
    }
    return request.isPresent()
        ? Optional.empty()
        : Optional.of("closed: the gate was " + fact.get().outcome().orElse("closed"));
  }

  private static Optional<String> late(Optional<GateRequest> request, Instant now) {
    return request
        .flatMap(GateRequest::notAfter)
        .filter(end -> !now.isBefore(end))
        .map(end -> "late: the gate's deadline has passed");
  }

  /** What counts is recorded with the time at which it was in time. */
  private void count(Instant at, Decision decision, GateRequest request, Proofs.Grade grade) {
    task.log()
        .append(
            at,
            new Event.GateDecided(
                decision.gate(),
                decision.attempt(),
                decision.nonce(),
                decision.answer().word(),
                decision.by().name(),
                grade.isProven(),
                decision.role(),
                grade.presence(),
                decision.channel(),
                decision.shown(),
                decision.comment(),
                decision.onBehalfOf().map(Principal::name),
                keepSigned(decision, grade)));
    closeDecided(task.facts().gateAt(decision.gate()).orElseThrow(), request);
  }

  /** What was signed, and looked at, is durable before the line that names it. */
  private Optional<String> keepSigned(Decision decision, Proofs.Grade grade) {
    return decision
        .proof()
        .filter(proof -> grade.presence().reaches(Presence.KEY))
        .filter(Decision.Proof.Signature.class::isInstance)
        .map(Decision.Proof.Signature.class::cast)
        .map(proof -> new Journal.Approval(proof.text(), proof.signature()))
        .map(approval -> host.journal().keepApproval(decision.nonce(), approval));
  }

  private void closeDecided(GateFact gate, GateRequest request) {
    switch (keeper.ruling(gate, request)) {
      case APPROVED -> open(gate, request);
      case DENIED -> close(gate, GateFact.DENIED);
      case UNDECIDED -> {}
    }
  }

  private void open(GateFact gate, GateRequest request) {
    Event.GateRequested asked = gate.request();
    String reason =
        gate.decisions().stream()
            .flatMap(one -> one.comment().stream())
            .collect(Collectors.joining(" / "));
    request
        .approvers()
        .followUp()
        .map(what -> new Event.GateFollowUp(asked.path(), asked.attempt(), what, reason))
        .filter(said -> !saidBefore(said))
        .ifPresent(task.log()::append);
    close(gate, GateFact.APPROVED);
  }

  /** A process can have died right before it closed the gate. */
  private boolean saidBefore(Event.GateFollowUp said) {
    return task.facts()
        .last(Event.GateFollowUp.class, said.path())
        .filter(said::equals)
        .isPresent();
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
    for (Ready.ToPresent open : task.progress().walk().openGates()) {
      boolean denies = open.gate().approvers().expiry() instanceof Approvers.Expiry.Denies;
      GateFact gate = task.facts().gateAt(open.path()).orElseThrow();
      if (denies && isOver(gate.request())) {
        close(gate, GateFact.EXPIRED);
      }
    }
  }

  private boolean isOver(Event.GateRequested asked) {
    return asked
        .notAfter()
        .filter(end -> deadlines.passed(Walk.clock(asked.path(), end), end))
        .isPresent();
  }

  /** What stands between approvals and the steps that read them. */
  Guards guards() {
    return guards;
  }

  /** Closes what is open when the run ends. */
  void cancelOpen() {
    task.facts().openGates().forEach(gate -> close(gate, GateFact.CANCELLED));
  }
}
