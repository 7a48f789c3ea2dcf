package dev.interlock;

import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;

import dev.interlock.PlanFacts.Is;
import dev.interlock.PlanJudge.Said;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What people say to a run, rightly or not; they must be told the truth about it. */
abstract class PlanPeople extends PlanProcess {
  private final List<GateRequest> presented = new ArrayList<>();
  private final List<Submission.Request> asked = new ArrayList<>();

  PlanPeople(long seed, int trouble) {
    super(seed, trouble);
  }

  final void tryAgain(RunId run) {
    referees.values().forEach(one -> one.said(Said.resuming("alice")));
    moves(run, () -> engine.resume(run, DeskChannel.ALICE));
  }

  final void cancel(RunId run, int n) {
    Principal by = n % 2 == 0 ? DeskChannel.ALICE : DeskChannel.BOB;
    if (referee(run).model().ending().isEmpty()) {
      referee(run).model().cancel(by.name());
    }
    moves(run, () -> engine.cancel(run, by));
  }

  /** Somebody does something while bodies are about to run. */
  @Override
  final void between() {
    if (order.nextInt(4) == 0) {
      cancel(RUN, order.nextInt(2));
    } else {
      moves(RUN, () -> engine.resume(RUN));
    }
  }

  final void decide(int n) {
    List<GateRequest> known =
        presented.stream().filter(one -> referees.containsKey(one.run())).toList();
    if (!known.isEmpty()) {
      int which = n / 10;
      GateRequest request = known.get(known.size() - 1 - which % Math.min(3, known.size()));
      decide(request, n % 10);
    }
  }

  final void decide(GateRequest request, int how) {
    PlanReferee referee = referee(request.run());
    boolean own = request.approvers().kind().equals("confirmed");
    Decision decision =
        switch (how) {
          case 4 -> DeskChannel.no(request);
          case 5 -> request.approved(DeskChannel.ALICE, "guest", "desk");
          case 6 -> request.approved(REQUESTER, "lead", "desk");
          case 7 -> request.approved(Principal.ai("clever"), "lead", "desk");
          case 8 -> stale(DeskChannel.yes(request));
          case 9 -> request.approved(DeskChannel.ALICE, "lead", "elsewhere");
          default -> DeskChannel.yes(request);
        };
    boolean good = how <= 4 || (how == 6 && own);
    referee.said(Said.deciding(good ? decision : null));
    moves(
        request.run(),
        () -> told(referee, request.gate(), request.nonce(), good, engine.decide(decision)));
  }

  private static Decision stale(Decision one) {
    String other = "0".repeat(32);
    return new Decision(
        one.run(),
        one.gate(),
        one.attempt(),
        other,
        one.shown(),
        one.answer(),
        one.by(),
        one.role(),
        one.channel(),
        one.comment(),
        one.onBehalfOf(),
        one.proof());
  }

  /** Whoever said something was told the truth about it. */
  final void told(
      PlanReferee referee, String path, String nonce, boolean good, Optional<String> objection) {
    see();
    boolean counted = good && referee.hasCounted();
    PlanFacts.Fact fact = referee.model().fact(path);
    boolean open =
        fact != null
            && fact.is == Is.OPEN
            && fact.nonce.equals(nonce)
            && (fact.due == null || now().isBefore(fact.due))
            && referee.model().ending().isEmpty()
            && (fact.gate || referee.model().mustEnd(referee.view(now())).isEmpty());
    require(objection.isEmpty() == counted, "it was told " + objection + " at " + path);
    require(!(good && open && !counted), "it was refused at " + path + ": " + objection);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  final void submit(int n) {
    List<Submission.Request> known =
        asked.stream().filter(one -> referees.containsKey(one.run())).toList();
    if (!known.isEmpty()) {
      int which = n / 10;
      submit(known.get(known.size() - 1 - which % Math.min(3, known.size())), n % 10);
    }
  }

  private static Json json(String text) {
    return Codec.json().write(new Text(text), Text.class);
  }

  final void submit(Submission.Request request, int how) {
    PlanReferee referee = referee(request.run());
    Json value = how == 5 ? json(PlanWorld.BAD) : json("given " + how);
    String role = how == 6 ? "guest" : "lead";
    Submission good = request.answer(DeskChannel.BOB, role, value);
    Submission submission =
        how == 7
            ? new Submission(good.run(), good.path(), 1, "0".repeat(32), good.by(), role, value)
            : how == 8
                ? request.answer(good.by(), role, Codec.json().write("five", String.class))
                : good;
    boolean counts = how < 5 || how == 9;
    referee.said(Said.submitting(counts ? submission : null));
    moves(
        request.run(),
        () -> told(referee, request.path(), request.nonce(), counts, engine.submit(submission)));
  }

  final void reconcile(RunId run, int n) {
    PlanReferee referee = referee(run);
    List<String> doubts =
        referee.model().facts().entrySet().stream()
            .filter(one -> one.getValue().is == Is.DOUBT || one.getValue().is == Is.UNANSWERED)
            .map(Map.Entry::getKey)
            .toList();
    boolean ended = referee.model().ending().isPresent();
    if (doubts.isEmpty() || ended) {
      return;
    }
    String path = doubts.get(n / 2 % doubts.size());
    PlanView view = referee.view(now());
    Plan.Do step = (Plan.Do) Objects.requireNonNull(view.nodes.get(path));
    Json value =
        step.is(Plan.Say.EFFECT)
            ? Codec.json().write(new Effect.Done(), Effect.Done.class)
            : json(Objects.requireNonNull(view.values.get(path)));
    referee.said(Said.reconciling(path));
    Optional<Json> effect = n % 2 == 0 ? Optional.of(value) : Optional.empty();
    moves(run, () -> engine.reconcile(run, path, effect, DeskChannel.BOB));
  }

  /** Who is asked for something may answer later, when it is not asked for any more. */
  @Override
  final void remember(RunId run, PlanReferee referee) {
    List<String> open = referee.model().awaited(referee.view(now()));
    if (open.stream().anyMatch(one -> one.startsWith("gate "))) {
      remember(engine.pending(run), presented);
    }
    if (open.stream().anyMatch(one -> one.startsWith("submission "))) {
      remember(engine.requested(run), asked);
    }
  }

  private static <T> void remember(List<T> now, List<T> known) {
    now.stream().filter(one -> !known.contains(one)).forEach(known::add);
  }
}
