package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.names;
import static dev.interlock.Sample.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineGatesTest {
  private static final String ROLE = "editor";

  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();
  private final AtomicInteger published = new AtomicInteger();

  private Engine engine() {
    return Engine.on(journal).channel(desk).workflow(workflow()).build();
  }

  private Workflow<Text, Text> workflow() {
    return workflow(Approvers.confirmedBy(ROLE));
  }

  private Workflow<Text, Text> workflow(Approvers approvers) {
    return publish(
        approvers,
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  private Engine waiting(Approvers approvers) {
    Engine engine = engine();
    Run<Text> run = engine.start(workflow(approvers), RUN, INPUT, REQUESTER);
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    return engine;
  }

  private static Decision with(
      Decision right, RunId run, String gate, int attempt, String nonce, String shown) {
    return new Decision(
        run,
        gate,
        attempt,
        nonce,
        shown,
        right.answer(),
        right.by(),
        right.role(),
        right.channel(),
        right.comment(),
        right.onBehalfOf(),
        right.proof());
  }

  private static Decision by(Decision right, Principal who, String role, String channel) {
    return new Decision(
        right.run(),
        right.gate(),
        right.attempt(),
        right.nonce(),
        right.shown(),
        right.answer(),
        who,
        role,
        channel,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Nested
  class ADecisionThatMustNotCount {

    static Stream<Arguments> wrongOnes() {
      return Stream.of(
          wrong("unknown-gate", d -> with(d, RUN, "other", 1, d.nonce(), d.shown())),
          wrong("replay", d -> with(d, RUN, d.gate(), 2, d.nonce(), d.shown())),
          wrong("replay", d -> with(d, RUN, d.gate(), 0, d.nonce(), d.shown())),
          wrong("replay", d -> with(d, RUN, d.gate(), 1, "0".repeat(32), d.shown())),
          wrong("digest", d -> with(d, RUN, d.gate(), 1, d.nonce(), "0".repeat(64))),
          wrong("channel", d -> by(d, ALICE, ROLE, "lift")),
          wrong("channel", d -> by(d, ALICE, ROLE, "x".repeat(70_000))),
          wrong("channel", d -> by(d, ALICE, ROLE, "\u0000\ud800\u2028")),
          wrong("role", d -> by(d, ALICE, "author", "desk")),
          wrong("role", d -> by(d, ALICE, "", "desk")),
          wrong("not-a-person", d -> by(d, Principal.ai("helper"), ROLE, "desk")),
          wrong("not-a-person", d -> by(d, Principal.of("AI:helper"), ROLE, "desk")),
          wrong("not-a-person", d -> by(d, Principal.system("nightly"), ROLE, "desk")),
          wrong("self-approval", d -> by(d, REQUESTER, ROLE, "desk")),
          wrong("comment", d -> d.withComment("x".repeat(1_001))));
    }

    private static Arguments wrong(String reason, Function<Decision, Decision> change) {
      return Arguments.of(reason, change);
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void isRecordedAsRefusedAndChangesNothing(String reason, Function<Decision, Decision> change) {
      Engine engine = waiting(Approvers.fourEyes(ROLE));
      Decision right = DeskChannel.yes(desk.last());
      List<GateRequest> pending = engine.pending();
      List<String> before = journal.names();

      assertThat(engine.decide(change.apply(right))).get().asString().startsWith(reason);

      assertThat(journal.names()).hasSize(before.size() + 1).endsWith("gate.refused");
      Event.GateRefused refused = events(engine, Event.GateRefused.class).get(0);
      assertThat(refused.reason()).startsWith(reason);
      assertThat(refused.path()).isEqualTo(reason.equals("unknown-gate") ? "-" : "approval");
      assertThat(published).hasValue(0);
      assertThat(engine.pending()).isEqualTo(pending);
      assertThat(engine.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.WAITING);

      assertThat(engine.decide(right)).isEmpty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(published).hasValue(1);
    }

    @Test
    void mayAnswerTheSameGateOfAnotherRun() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      GateRequest first = desk.last();
      RunId other = RunId.of("run-2");
      engine.start(workflow(), other, INPUT).settled();
      Decision replayed =
          with(DeskChannel.yes(first), other, "approval", 1, first.nonce(), first.shown());
      assertThat(engine.decide(replayed)).get().asString().startsWith("replay");
      assertThat(published).hasValue(0);
    }

    @Test
    void mayNameAnotherRunThanItsChannelWasAskedFor() {
      desk.answering(
          request -> {
            Decision yes = DeskChannel.yes(request);
            return with(yes, RunId.of("other"), yes.gate(), 1, yes.nonce(), yes.shown());
          });
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      assertThat(names(engine.events(RUN))).contains("gate.refused").doesNotContain("gate.decided");
      assertThat(published).hasValue(0);
    }

    @Test
    void mayComeFromAChannelThatNamesAnotherOne() {
      DeskChannel lift =
          new DeskChannel("lift").answering(request -> request.approved(ALICE, ROLE, "desk"));
      Engine engine = Engine.on(journal).channel(desk).channel(lift).build();
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(events(engine, Event.GateRefused.class))
          .singleElement()
          .satisfies(refused -> assertThat(refused.channel()).isEqualTo("lift"));
    }

    @Test
    void mayBeOfTooLowAGrade() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE).atLeast(Presence.KEY));
      assertThat(engine.decide(DeskChannel.yes(desk.last())))
          .get()
          .asString()
          .startsWith("presence");
      assertThat(published).hasValue(0);
    }

    @Test
    void mayComeAfterTheGateWasClosed() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      Decision right = DeskChannel.yes(desk.last());
      assertThat(engine.decide(right)).isEmpty();
      assertThat(engine.decide(right)).get().asString().startsWith("closed");
      assertThat(engine.decide(DeskChannel.no(desk.last()))).get().asString().startsWith("closed");
      assertThat(published).hasValue(1);
      assertThat(names(engine.events(RUN)))
          .containsSubsequence("run.completed", "gate.refused", "gate.refused");
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void mayBeAboutContentThatIsNoLongerThere() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      journal.loseShown();
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).get().asString().startsWith("digest");
      assertThat(published).hasValue(0);
      assertThat(engine.present(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
    }

    @Test
    void mayBeForARunThatIsNotThere() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      int before = journal.size();
      Decision right = DeskChannel.yes(desk.last());
      Decision lost = with(right, RunId.of("lost"), right.gate(), 1, right.nonce(), right.shown());
      assertThatThrownBy(() -> engine.decide(lost))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'lost'");
      assertThat(journal.size()).isEqualTo(before);
    }
  }

  @Nested
  class WhoMayDecide {
    @Test
    void theRequesterMayConfirm() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      assertThat(engine.decide(desk.last().approved(REQUESTER, ROLE, "desk"))).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void theRequesterMayNotEvenDenyWithFourEyes() {
      Engine engine = waiting(Approvers.fourEyes(ROLE));
      assertThat(engine.decide(desk.last().denied(REQUESTER, ROLE, "desk")))
          .get()
          .asString()
          .startsWith("self-approval");
      assertThat(engine.decide(desk.last().approved(ALICE, ROLE, "desk"))).isEmpty();
    }

    @Test
    void onePersonIsNoQuorum() {
      Approvers.Policy policy = Approvers.confirmedBy(ROLE).policy();
      Approvers two = Approvers.of("confirmed", List.of(ROLE), 2, policy);
      Engine engine = waiting(two);
      GateRequest asked = desk.last();
      assertThat(engine.decide(asked.approved(ALICE, ROLE, "desk"))).isEmpty();
      assertThat(published).hasValue(0);
      assertThat(engine.decide(asked.approved(ALICE, ROLE, "desk"))).isPresent();
      assertThat(published).hasValue(0);
      assertThat(engine.decide(asked.approved(BOB, ROLE, "desk"))).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void theApprovalSaysWhoGaveIt() {
      List<Principal> by = new CopyOnWriteArrayList<>();
      Engine engine = engine();
      engine.start(
          publish(
              Approvers.confirmedBy(ROLE),
              approved -> {
                by.addAll(approved.by());
                return approved.value();
              }),
          RUN,
          INPUT);
      assertThat(engine.decide(desk.last().approved(BOB, ROLE, "desk").withComment("fine")))
          .isEmpty();
      assertThat(by).containsExactly(BOB);
      Event.GateDecided decided = events(engine, Event.GateDecided.class).get(0);
      assertThat(decided.proven()).isFalse();
      assertThat(decided.presence()).isEqualTo(Presence.TERMINAL);
      assertThat(decided.comment()).contains("fine");
    }
  }

  @Nested
  class APolicyThatLetsAMajorityDecide {
    private final Approvers.Policy majority =
        new Approvers.Policy() {
          @Override
          public Optional<String> objection(
              GateRequest request, List<Decision> earlier, Decision decision) {
            return Optional.empty();
          }

          @Override
          public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
            return decisions.size() < 2 ? Approvers.Ruling.UNDECIDED : Approvers.Ruling.APPROVED;
          }
        };

    @Test
    void doesNotMakeWhoSaidNoAnApprover() {
      List<Principal> by = new CopyOnWriteArrayList<>();
      Approvers two = Approvers.of("two", List.of(ROLE), 1, majority);
      Engine engine = engine();
      engine.start(
          publish(
              two,
              approved -> {
                by.addAll(approved.by());
                return approved.value();
              }),
          RUN,
          INPUT);
      assertThat(engine.decide(desk.last().denied(ALICE, ROLE, "desk"))).isEmpty();
      assertThat(engine.decide(desk.last().approved(BOB, ROLE, "desk"))).isEmpty();
      assertThat(by).containsExactly(BOB);
    }
  }

  @Nested
  class APolicyThatThrows {
    private final Approvers.Policy broken =
        new Approvers.Policy() {
          @Override
          public Optional<String> objection(
              GateRequest request, List<Decision> earlier, Decision decision) {
            if (decision.by().equals(BOB)) {
              throw new IllegalStateException("no such person");
            }
            return Optional.empty();
          }

          @Override
          public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
            if (decisions.size() == 1) {
              throw new IllegalStateException("cannot count to one");
            }
            return Approvers.Ruling.APPROVED;
          }
        };
    private final Approvers approvers = Approvers.of("broken", List.of(ROLE), 1, broken);

    @Test
    void refusesTheDecisionAndTheRunGoesOnWaiting() {
      Engine engine = waiting(approvers);
      assertThat(engine.decide(desk.last().approved(BOB, ROLE, "desk")))
          .get()
          .asString()
          .startsWith("policy");
      assertThat(engine.decide(desk.last().approved(ALICE, ROLE, "desk")))
          .get()
          .asString()
          .startsWith("policy");
      assertThat(published).hasValue(0);
      assertThat(names(engine.events(RUN))).doesNotContain("gate.decided");
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
    }
  }

  @Nested
  class ADenial {
    @Test
    void rejectsTheRunAndStaysSo() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      GateRequest asked = desk.last();
      assertThat(engine.decide(DeskChannel.no(asked))).isEmpty();
      Outcome<?> rejected = engine.resume(RUN).settled();
      assertThat(rejected).isEqualTo(new Outcome.Rejected<>("approval", "the gate was denied"));
      int size = journal.size();
      desk.answering(DeskChannel::yes);
      assertThat(engine.resume(RUN, ALICE).settled()).isEqualTo(rejected);
      assertThat(engine.present(RUN).settled()).isEqualTo(rejected);
      assertThat(engine.cancel(RUN, ALICE).settled()).isEqualTo(rejected);
      assertThat(journal.size()).isEqualTo(size);
      assertThat(engine.decide(DeskChannel.yes(asked))).get().asString().startsWith("closed");
      assertThat(published).hasValue(0);
    }

    @Test
    void standsThoughTheProcessDiedBeforeItClosedTheGate() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      assertThat(engine.decide(DeskChannel.no(desk.last()))).isEmpty();
      int decided = journal.names().indexOf("gate.decided") + 1;
      TestJournal cut = journal.cutAfter(decided);
      DeskChannel approving = DeskChannel.approving();
      Engine next = Engine.on(cut).channel(approving).workflow(workflow()).build();
      assertThat(next.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
      assertThat(approving.presented()).isEmpty();
      assertThat(published).hasValue(0);
    }
  }

  @Nested
  class APresentation {
    @Test
    void isOneAttemptWithANonceOfItsOwnAndTheOldOneIsDead() {
      Engine engine = waiting(Approvers.confirmedBy(ROLE));
      GateRequest first = desk.last();
      engine.present(RUN).settled();
      engine.present(RUN).settled();
      List<GateRequest> all = desk.presented();
      assertThat(all).extracting(GateRequest::attempt).containsExactly(1, 2, 3);
      assertThat(all).extracting(GateRequest::nonce).doesNotHaveDuplicates();
      assertThat(all).allSatisfy(one -> assertThat(one.nonce()).matches("[0-9a-f]{32}"));
      assertThat(engine.decide(DeskChannel.yes(first))).get().asString().startsWith("replay");
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
    }

    @Test
    void afterARestartIsMadeOnlyIfSomebodyIsReachable() {
      waiting(Approvers.confirmedBy(ROLE));
      int size = journal.size();
      Engine next = engine();
      assertThat(next.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(journal.size()).isEqualTo(size);
      desk.reachable(true);
      assertThat(next.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(desk.last().attempt()).isEqualTo(2);
      assertThat(journal.names())
          .containsSubsequence("run.waiting", "run.resumed", "gate.requested");
    }

    @Test
    void ofAGateNeverRequestedIsMadeThoughNobodyIsReachable() {
      waiting(Approvers.confirmedBy(ROLE));
      TestJournal cut = journal.cutAfter(journal.names().indexOf("gate.requested"));
      Engine next = Engine.on(cut).channel(desk).workflow(workflow()).build();
      assertThat(next.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(cut.names()).containsOnlyOnce("gate.requested");
    }

    @Test
    void showsWhatIsToBeDecidedAndTheEvidenceBelowIt() {
      waiting(Approvers.confirmedBy(ROLE));
      GateRequest asked = desk.last();
      assertThat(asked.text())
          .startsWith("workflow publish\ngate approval\nrun run-1\nsubject Text ")
          .contains(asked.subjectDigest())
          .contains("hello cleaned");
      assertThat(asked.requester()).isEqualTo(REQUESTER);
      assertThat(asked.workflow()).isEqualTo("publish");
    }

    @Test
    void byAChannelThatThrowsIsRefusedAndTheOtherChannelStillAsks() {
      DeskChannel broken =
          new DeskChannel("broken")
              .answering(
                  request -> {
                    throw new StackOverflowError();
                  });
      Engine engine =
          Engine.on(journal).channel(broken).channel(desk.answering(DeskChannel::yes)).build();
      assertThat(engine.start(workflow(), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Completed.class);
      assertThat(events(engine, Event.GateRefused.class))
          .singleElement()
          .satisfies(refused -> assertThat(refused.reason()).contains("StackOverflowError"));
    }
  }

  @Nested
  class RightBeforeTheGuardedStep {
    /** Loses what was shown between the approval and the step that it guards. */
    private Workflow<Text, Text> losing(AtomicInteger times) {
      return Workflow.define(
          "losing",
          Text.class,
          (flow, text) -> {
            Ref<Approved<Text>> approval = flow.gate("approval", text, Approvers.confirmedBy(ROLE));
            Ref<Text> between =
                flow.step("between", Text.class)
                    .reading(text)
                    .unverified("a test")
                    .compute(
                        t -> {
                          if (times.getAndDecrement() > 0) {
                            journal.loseShown();
                          }
                          return t.and("!");
                        });
            Ref<Numbers> both =
                flow.parallel("both", Numbers.class)
                    .branch("left", b -> guarded(b, "left", approval))
                    .branch("right", b -> guarded(b, "right", approval))
                    .join((l, r) -> new Numbers(List.of(l.text().length(), r.text().length())));
            return flow.step("end", Text.class).reading(between, both).combine((b, n) -> b);
          });
    }

    private Ref<Text> guarded(Flow flow, String name, Ref<Approved<Text>> approval) {
      return flow.step(name, Text.class)
          .reading(approval)
          .unverified("a test")
          .act(
              approved -> {
                published.incrementAndGet();
                return approved.value();
              });
    }

    @Test
    void anApprovalWhoseContentIsGoneIsSupersededOnceAndAskedForAnew() {
      Engine engine = engine();
      Run<Text> run = engine.start(losing(new AtomicInteger(1)), RUN, INPUT);
      GateRequest first = desk.last();
      assertThat(engine.decide(DeskChannel.yes(first))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(published).hasValue(0);
      assertThat(events(engine, Event.GateClosed.class))
          .extracting(Event.GateClosed::outcome)
          .containsExactly("approved", "superseded");
      assertThat(desk.presented()).extracting(GateRequest::attempt).containsExactly(1, 2);
      assertThat(engine.decide(DeskChannel.yes(first))).get().asString().startsWith("replay");
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(published).hasValue(2);
    }

    @Test
    void anApprovalBehindACheckIsLookedAtAsWell() {
      Workflow<Text, Text> checked =
          Workflow.define(
              "checked",
              Text.class,
              (flow, text) -> {
                Ref<Approved<Text>> approval =
                    flow.gate("approval", text, Approvers.confirmedBy(ROLE));
                Ref<Checked<Approved<Text>>> sound =
                    flow.check(
                        "sound",
                        approval,
                        approved -> {
                          if (desk.presented().size() == 1) {
                            journal.loseShown();
                          }
                          return Sample.seen(approved);
                        });
                return flow.step("act", Text.class)
                    .reading(sound)
                    .unverified("a test")
                    .act(
                        witness -> {
                          published.incrementAndGet();
                          return witness.value().value();
                        });
              });
      Engine engine = engine();
      Run<Text> run = engine.start(checked, RUN, INPUT);
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(published).hasValue(0);
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(run.settled()).isEqualTo(new Outcome.Completed<>(INPUT));
    }
  }

  @Nested
  class ManyDecisionsAtOnce {
    @Test
    void exactlyOneClosesTheGate() throws Exception {
      int threads = 8;
      ExecutorService deciders = Executors.newFixedThreadPool(threads);
      ExecutorService workers = Executors.newFixedThreadPool(2);
      try {
        for (int round = 0; round < 25; round++) {
          RunId id = RunId.of("round-" + round);
          Engine engine = Engine.on(journal).channel(desk).executor(workers).build();
          engine.start(workflow(), id, INPUT).settled();
          GateRequest asked = engine.pending(id).get(0);
          CountDownLatch together = new CountDownLatch(threads);
          var answers = new ConcurrentHashMap<Integer, Optional<String>>();
          List<Future<?>> all =
              IntStream.range(0, threads)
                  .<Future<?>>mapToObj(
                      n ->
                          deciders.submit(
                              () -> {
                                together.countDown();
                                together.await();
                                Decision one =
                                    n % 2 == 0 ? DeskChannel.yes(asked) : DeskChannel.no(asked);
                                answers.put(n, engine.decide(one));
                                return n;
                              }))
                  .toList();
          for (Future<?> one : all) {
            one.get();
          }
          Outcome<?> outcome = engine.resume(id).settled();
          List<Integer> counted =
              answers.entrySet().stream()
                  .filter(answer -> answer.getValue().isEmpty())
                  .map(Map.Entry::getKey)
                  .toList();
          assertThat(counted).hasSize(1);
          assertThat(outcome)
              .isInstanceOf(
                  counted.get(0) % 2 == 0 ? Outcome.Completed.class : Outcome.Rejected.class);
          assertThat(names(engine.events(id))).containsOnlyOnce("gate.decided", "gate.closed");
          assertThat(events(engine, id, Event.GateRefused.class)).hasSize(threads - 1);
        }
      } finally {
        deciders.shutdownNow();
        workers.shutdownNow();
      }
    }
  }
}
