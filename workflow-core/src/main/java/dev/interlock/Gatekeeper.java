package dev.interlock;

import dev.interlock.internal.testing.OfTests;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Says whether a decision counts and whether an approval still holds. It changes nothing. Safe for
 * many threads.
 */
final class Gatekeeper {
  private final Host host;
  private final RunId run;
  private final String workflow;
  private final BiConsumer<String, String> violated;
  private final Proofs proofs;

  /**
   * For one run.
   *
   * @param violated is told of a gate and what its policy did that none may
   */
  Gatekeeper(Host host, RunId run, String workflow, BiConsumer<String, String> violated) {
    this.host = host;
    this.run = run;
    this.workflow = workflow;
    this.violated = violated;
    this.proofs = new Proofs(host);
  }

  /** The presentation as channels and policies see it. */
  GateRequest request(Node.GateNode gate, RunFacts facts, Event.GateRequested asked) {
    byte[] text = host.journal().kept(Journal.Side.SHOWN, asked.shown()).orElse(new byte[0]);
    return new GateRequest(
        run,
        host.journal().origin(),
        workflow,
        facts.definition(),
        asked.path(),
        asked.attempt(),
        asked.nonce(),
        host.persons().named(Principal.of(facts.started().requester().principal())),
        gate.subject().source().type().label(),
        asked.subject(),
        new String(text, StandardCharsets.UTF_8),
        asked.shown(),
        asked.roles(),
        asked.named().map(names -> names.stream().map(Principal::of).toList()),
        gate.approvers(),
        asked.notAfter());
  }

  /** Why a decision does not count, or the grade with which it does. */
  Proofs.Grade judge(GateFact fact, GateRequest request, Decision decision, RunFacts facts) {
    Instant now = host.time().now();
    Optional<String> objection =
        replay(fact, decision)
            .or(() -> late(fact.request(), facts))
            .or(() -> host.persons().others(facts.people()))
            .or(() -> host.persons().objection(request, decision, now));
    Optional<Channel> channel = channel(decision.channel());
    if (objection.isPresent() || channel.isEmpty()) {
      return Proofs.Grade.none(objection.orElse("channel: this engine has no such channel"));
    }
    Proofs.Grade grade = proofs.grade(request, decision, channel.get(), now);
    return grade
        .objection()
        .or(() -> below(request, grade))
        .or(() -> policy(decisions(fact, request), request, decision))
        .map(Proofs.Grade::none)
        .orElse(grade);
  }

  /** The roles in which somebody may answer so, the best one first. */
  List<String> roles(GateFact fact, GateRequest request, Principal by, Decision.Answer answer) {
    return host.persons().roles(request, decisions(fact, request), by, answer, host.time().now());
  }

  private static Optional<String> below(GateRequest request, Proofs.Grade grade) {
    return grade.presence().reaches(request.least())
        ? Optional.empty()
        : Optional.of(
            "presence: the gate asks for "
                + request.least()
                + ", the channel reaches "
                + grade.presence());
  }

  private Optional<String> replay(GateFact fact, Decision decision) {
    Event.GateRequested asked = fact.request();
    if (!decision.run().equals(run)) {
      return Optional.of("replay: it answers another run");
    }
    if (!fact.isOpen()) {
      return Optional.of("closed: the gate was " + fact.outcome().orElse("closed") + " before");
    }
    if (decision.attempt() != asked.attempt() || !decision.nonce().equals(asked.nonce())) {
      return Optional.of("replay: it answers another presentation of the gate");
    }
    return decision.shown().equals(asked.shown()) && stillShown(asked)
        ? Optional.empty()
        : Optional.of("digest: it answers other content than is shown");
  }

  private Optional<String> late(Event.GateRequested asked, RunFacts facts) {
    Deadlines.OfRun deadlines = host.deadlines().of(run, facts);
    return asked
        .notAfter()
        .filter(end -> deadlines.passed(Walk.clock(asked.path(), end), end))
        .map(end -> "late: the gate's deadline has passed");
  }

  private <T> T asked(GateRequest request, Callable<T> policy) throws Exception {
    T said = Inside.pure(request.gate(), what -> violated.accept(request.gate(), what), policy);
    return Objects.requireNonNull(said, "no answer");
  }

  private Optional<String> policy(List<Decision> earlier, GateRequest request, Decision decision) {
    Approvers.Policy policy = request.approvers().policy();
    List<Decision> all = new ArrayList<>(earlier);
    try {
      Optional<String> objection =
          asked(request, () -> policy.objection(request, List.copyOf(all), decision));
      if (objection.isEmpty()) {
        all.add(decision);
        asked(request, () -> policy.ruling(request, List.copyOf(all)));
      }
      return objection;
    } catch (Throwable e) { // a policy that fails has not let anybody in
      return Optional.of("policy: it failed with " + Failures.of(e).type());
    }
  }

  /** Why a decision cannot have come the way it came, or empty. */
  Optional<String> delivery(Decision decision, boolean handedIn) {
    return channel(decision.channel())
        .filter(known -> handedIn && !known.isInbox())
        .map(known -> "channel: '" + known.name() + "' delivers its answers itself");
  }

  private Optional<Channel> channel(String name) {
    return host.channels().stream().filter(known -> known.name().equals(name)).findFirst();
  }

  /**
   * What the policy says of the decisions so far; one that fails has said nothing. No policy opens
   * a gate with fewer people than its quorum.
   */
  Approvers.Ruling ruling(GateFact fact, GateRequest request) {
    List<Decision> all = decisions(fact, request);
    try {
      Approvers.Ruling ruling =
          asked(request, () -> request.approvers().policy().ruling(request, all));
      return ruling == Approvers.Ruling.APPROVED && people(all) < request.approvers().quorum()
          ? Approvers.Ruling.UNDECIDED
          : ruling;
    } catch (Throwable e) {
      return Approvers.Ruling.UNDECIDED;
    }
  }

  private static long people(List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision.answer() == Decision.Answer.APPROVED)
        .map(Decision::by)
        .distinct()
        .count();
  }

  /**
   * Whether an approval still holds, right before a step that it guards: the value and what was
   * shown are those that were decided on, and the decisions still mean yes.
   */
  boolean holds(Node.GateNode gate, GateFact fact, RunFacts facts, String subjectNow) {
    GateRequest request = request(gate, facts, fact.request());
    return fact.is(GateFact.APPROVED)
        && fact.request().subject().equals(subjectNow)
        && asksAsDefined(gate.approvers(), fact.request())
        && stillShown(fact.request())
        && host.persons().others(facts.people()).isEmpty()
        && fact.decisions().stream().allMatch(one -> stillProven(gate, fact, one, facts))
        && stillCount(decisions(fact, request), request)
        && ruling(fact, request) == Approvers.Ruling.APPROVED;
  }

  /** Whether the definition, which may have been changed since, would ask the same people. */
  private static boolean asksAsDefined(Approvers approvers, Event.GateRequested asked) {
    return asked.roles().equals(approvers.roles())
        || asked.roles().equals(approvers.escalatedRoles());
  }

  private boolean stillCount(List<Decision> decisions, GateRequest request) {
    Instant now = host.time().now();
    return IntStream.range(0, decisions.size())
        .allMatch(
            i ->
                host.persons()
                    .objection(request, host.persons().known(decisions.get(i), now), now)
                    .or(() -> policy(decisions.subList(0, i), request, decisions.get(i)))
                    .isEmpty());
  }

  /** Whether a decision answers what was asked, with a grade that it asks for and can prove. */
  private boolean stillProven(
      Node.GateNode gate, GateFact fact, Event.GateDecided decided, RunFacts facts) {
    Optional<GateRequest> asked =
        fact.answered(decided).map(answered -> request(gate, facts, answered));
    boolean claimed = OfTests.is(host.journal()) && host.persons().digest().isEmpty();
    boolean signed = decided.presence().reaches(Presence.KEY) && !claimed;
    return asked.isPresent()
        && decided.presence().reaches(asked.get().least())
        && (!signed || stillSigned(asked.get(), decided));
  }

  private boolean stillSigned(GateRequest asked, Event.GateDecided decided) {
    return decided
        .signed()
        .flatMap(host.journal()::approval)
        .map(kept -> new Decision.Proof.Signature(kept.text(), kept.signature()))
        .map(proof -> proofs.signed(asked, decision(decided, asked), proof, host.time().now()))
        .filter(grade -> grade.objection().isEmpty())
        .filter(grade -> grade.presence().reaches(decided.presence()))
        .isPresent();
  }

  private boolean stillShown(Event.GateRequested asked) {
    return host.journal().kept(Journal.Side.SHOWN, asked.shown()).isPresent();
  }

  private static List<Decision> decisions(GateFact fact, GateRequest request) {
    return fact.decisions().stream().map(decided -> decision(decided, request)).toList();
  }

  private static Decision decision(Event.GateDecided decided, GateRequest request) {
    return new Decision(
        request.run(),
        decided.path(),
        decided.attempt(),
        decided.nonce(),
        decided.shown(),
        decided.decision().equals(Decision.Answer.APPROVED.word())
            ? Decision.Answer.APPROVED
            : Decision.Answer.DENIED,
        Principal.of(decided.principal()),
        decided.role(),
        decided.channel(),
        decided.comment(),
        decided.onBehalfOf().map(Principal::of),
        Optional.empty());
  }
}
