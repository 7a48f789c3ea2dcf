package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
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
  }

  /** The presentation as channels and policies see it. */
  GateRequest request(Node.GateNode gate, RunFacts facts, Event.GateRequested asked) {
    byte[] text = host.journal().kept(Journal.Side.SHOWN, asked.shown()).orElse(new byte[0]);
    return new GateRequest(
        run,
        workflow,
        asked.path(),
        asked.attempt(),
        asked.nonce(),
        Principal.of(facts.started().requester().principal()),
        gate.subject().source().type().label(),
        asked.subject(),
        new String(text, StandardCharsets.UTF_8),
        asked.shown(),
        gate.approvers(),
        asked.notAfter());
  }

  /** Why a decision does not count, or empty if it does. */
  Optional<String> objection(
      GateFact fact, GateRequest request, Decision decision, RunFacts facts) {
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
    if (!decision.shown().equals(asked.shown()) || !stillShown(asked)) {
      return Optional.of("digest: it answers other content than is shown");
    }
    Deadlines.OfRun deadlines = host.deadlines().of(run, facts);
    if (asked.notAfter().filter(end -> deadlines.passed(asked.path(), end)).isPresent()) {
      return Optional.of("late: the gate's deadline has passed");
    }
    return person(request, decision)
        .or(() -> presence(request, decision))
        .or(() -> policy(decisions(fact, request), request, decision));
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

  private static Optional<String> person(GateRequest request, Decision decision) {
    if (decision.by().kind() != Principal.Kind.PERSON) {
      return Optional.of("not-a-person: " + decision.by() + " opens no gate");
    }
    if (!request.roles().contains(decision.role())) {
      return Optional.of("role: the gate does not ask for this role");
    }
    return decision.comment().filter(text -> text.length() > 1_000).isPresent()
        ? Optional.of("comment: it has more than 1,000 characters")
        : Optional.empty();
  }

  private Optional<String> presence(GateRequest request, Decision decision) {
    Optional<Presence> grade = grade(decision.channel());
    if (grade.isEmpty()) {
      return Optional.of("channel: this engine has no such channel");
    }
    return grade.get().reaches(request.least())
        ? Optional.empty()
        : Optional.of(
            "presence: the gate asks for "
                + request.least()
                + ", the channel reaches "
                + grade.get());
  }

  /** The grade that a channel of this engine reaches. */
  Optional<Presence> grade(String channel) {
    return channel(channel).map(Channel::presence);
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
  boolean holds(GateFact fact, GateRequest request, String subjectNow) {
    return fact.is(GateFact.APPROVED)
        && fact.request().subject().equals(subjectNow)
        && stillShown(fact.request())
        && fact.decisions().stream().allMatch(one -> answers(fact.request(), one))
        && stillCount(decisions(fact, request), request)
        && ruling(fact, request) == Approvers.Ruling.APPROVED;
  }

  private boolean stillCount(List<Decision> decisions, GateRequest request) {
    return IntStream.range(0, decisions.size())
        .allMatch(
            i ->
                person(request, decisions.get(i))
                    .or(() -> policy(decisions.subList(0, i), request, decisions.get(i)))
                    .isEmpty());
  }

  private static boolean answers(Event.GateRequested asked, Event.GateDecided decided) {
    return decided.attempt() == asked.attempt()
        && decided.nonce().equals(asked.nonce())
        && decided.shown().equals(asked.shown())
        && decided.presence().reaches(asked.presence());
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
        decided.decision().equals("approved") ? Decision.Answer.APPROVED : Decision.Answer.DENIED,
        Principal.of(decided.principal()),
        decided.role(),
        decided.channel(),
        decided.comment());
  }
}
