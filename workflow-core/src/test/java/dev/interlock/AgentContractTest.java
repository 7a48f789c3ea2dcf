package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Principal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * An agent that writes code under contract: a plan that a person approves, tests that are red
 * first, code that makes them green, a review that may send it back, and a person before the merge.
 */
class AgentContractTest {
  private static final Principal CODER = Principal.of("ai:coder");
  private static final Principal REVIEWER = Principal.of("ai:reviewer");

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final Bench bench = new Bench();
  private final Engine engine = engineOn(journal);
  private final Workflow<Task, Merged> contract = contract(bench);

  public record Task(String title) {}

  public record Plan(List<String> steps) {}

  public record Tests(String commit) {}

  public record Impl(String commit) {}

  public record Review(List<Finding> findings) {}

  public record Finding(Severity severity, String says) {}

  public enum Severity {
    BLOCKING,
    MINOR
  }

  public record Round(Impl impl, Review review) {
    boolean clean() {
      return review.findings().stream().noneMatch(f -> f.severity() == Severity.BLOCKING);
    }
  }

  public record Merged(String commit, List<String> approvedBy) {}

  public record TestRun(String commit, boolean green) {}

  /** The machine on which commits are tested and merged; it sees for itself. */
  static final class Bench {
    final Set<String> green = new HashSet<>();
    final List<String> main = new ArrayList<>();

    Verdict red(Tests tests) {
      return ran(tests.commit(), false, "the new tests pass before there is code for them");
    }

    Verdict green(Impl impl) {
      return ran(impl.commit(), true, "the tests fail");
    }

    private Verdict ran(String commit, boolean asked, String otherwise) {
      TestRun run = new TestRun(commit, green.contains(commit));
      return Verdict.of(run.green() == asked, otherwise, run);
    }

    Merged merge(Approved<Round> accepted) {
      String commit = accepted.value().impl().commit();
      main.add(commit);
      return new Merged(commit, accepted.by().stream().map(Principal::toString).toList());
    }

    Verdict onMain(Approved<Round> accepted, Merged merged) {
      return Verdict.of(main.contains(merged.commit()), "it is not on main", merged);
    }
  }

  private static Verdict wellFormed(Plan plan) {
    return Verdict.of(!plan.steps().isEmpty(), "a plan has at least one step", plan);
  }

  private static Verdict aboutSomething(Review review) {
    boolean says = review.findings().stream().noneMatch(finding -> finding.says().isBlank());
    return Verdict.of(says, "a finding says nothing", review);
  }

  static Workflow<Task, Merged> contract(Bench bench) {
    return Workflow.define(
        "agent-contract",
        Task.class,
        (flow, task) -> {
          Ref<Plan> plan =
              flow.receive("plan", Plan.class)
                  .verifiedBy("well-formed", AgentContractTest::wellFormed)
                  .from("agent");
          Ref<Approved<Plan>> planned =
              flow.gate("plan-approval", plan, Approvers.fourEyes("lead")).showing(task);
          Ref<Tests> tests =
              flow.receive("tests", Tests.class)
                  .after(planned)
                  .verifiedBy("red-run-seen", bench::red)
                  .from("agent");
          Ref<Round> round =
              flow.repeat("impl-review", Round.class)
                  .atMost(3)
                  .until("no blocking finding", Round::clean)
                  .run((again, previous) -> round(again, bench));
          Ref<Approved<Round>> accepted =
              flow.gate("review-approval", round, Approvers.fourEyes("lead")).showing(plan, tests);
          return flow.step("merge", Merged.class)
              .reading(accepted)
              .verifiedBy("on-main", bench::onMain)
              .act(bench::merge);
        });
  }

  private static Ref<Round> round(Flow again, Bench bench) {
    Ref<Impl> impl =
        again.receive("impl", Impl.class).verifiedBy("green-run-seen", bench::green).from("agent");
    Ref<Review> review =
        again
            .receive("review", Review.class)
            .verifiedBy("about-something", AgentContractTest::aboutSomething)
            .from("reviewer");
    return again.step("round", Round.class).reading(impl, review).combine(Round::new);
  }

  private Engine engineOn(TestJournal on) {
    return Engine.on(on).time(time).channel(new DeskChannel()).build();
  }

  private Run<Merged> start() {
    return engine.start(contract, RUN, new Task("faster search"), Principal.of("rita"));
  }

  private <T extends Record> Optional<String> submit(Principal by, String role, T value) {
    return submit(engine, by, role, value);
  }

  @SuppressWarnings("unchecked") // the value's own class
  private static <T extends Record> Optional<String> submit(
      Engine engine, Principal by, String role, T value) {
    Submission.Request asked = engine.requested(RUN).get(0);
    return engine.submit(
        asked.answer(by, role, Codec.json().write(value, (Class<T>) value.getClass())));
  }

  private Optional<String> approve(Principal by) {
    return engine.decide(engine.pending(RUN).get(0).approved(by, "lead", "desk"));
  }

  private void plan() {
    assertThat(submit(CODER, "agent", new Plan(List.of("index titles")))).isEmpty();
  }

  private void upToTests() {
    plan();
    assertThat(approve(ALICE)).isEmpty();
    assertThat(submit(CODER, "agent", new Tests("t1"))).isEmpty();
  }

  private void turn(String commit, Finding... findings) {
    bench.green.add(commit);
    assertThat(submit(CODER, "agent", new Impl(commit))).isEmpty();
    assertThat(submit(REVIEWER, "reviewer", new Review(List.of(findings)))).isEmpty();
  }

  private static Finding blocking() {
    return new Finding(Severity.BLOCKING, "it forgets umlauts");
  }

  private static String waitsAt(Run<?> run) {
    return ((Outcome.Waiting<?>) run.settled()).causes().get(0).path();
  }

  @Test
  void reads_as_it_was_written() throws IOException {
    Golden.assertOutline("agent-contract", contract);
    assertThat(contract.outline().table().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void comes_to_its_end_through_what_is_handed_in_and_decided() {
    Run<Merged> run = start();
    upToTests();
    turn("c1", new Finding(Severity.MINOR, "a long line"));
    assertThat(approve(BOB)).isEmpty();
    assertThat(run.settled()).isEqualTo(new Outcome.Completed<>(new Merged("c1", List.of("bob"))));
    assertThat(bench.main).containsExactly("c1");
    assertThat(Sample.events(engine, Event.SubmissionReceived.class))
        .extracting(Event.SubmissionReceived::path)
        .containsExactly("plan", "tests", "impl-review[1]/impl", "impl-review[1]/review");
  }

  @Test
  void a_plan_refused_by_its_check_is_handed_in_again() {
    Run<Merged> run = start();
    assertThat(submit(CODER, "agent", new Plan(List.of())).orElseThrow())
        .contains("a plan has at least one step");
    assertThat(waitsAt(run)).isEqualTo("plan");
    plan();
    assertThat(waitsAt(run)).isEqualTo("plan-approval");
    assertThat(journal.names()).containsSubsequence("submission.refused", "submission.received");
  }

  @Test
  void nothing_is_asked_of_the_agent_before_its_plan_is_approved() {
    Run<Merged> run = start();
    Submission.Request first = engine.requested(RUN).get(0);
    plan();
    assertThat(engine.requested(RUN)).isEmpty();
    assertThat(
            engine.submit(
                first.answer(CODER, "agent", Codec.json().write(new Tests("t1"), Tests.class))))
        .isPresent();
    assertThat(waitsAt(run)).isEqualTo("plan-approval");
  }

  @Test
  void tests_that_were_never_red_are_not_taken() {
    Run<Merged> run = start();
    plan();
    assertThat(approve(ALICE)).isEmpty();
    bench.green.add("t1");
    assertThat(submit(CODER, "agent", new Tests("t1")).orElseThrow())
        .contains("the new tests pass before there is code for them");
    assertThat(waitsAt(run)).isEqualTo("tests");
  }

  @Test
  void code_that_is_not_green_never_reaches_the_review() {
    Run<Merged> run = start();
    upToTests();
    assertThat(submit(CODER, "agent", new Impl("c1")).orElseThrow()).contains("the tests fail");
    assertThat(waitsAt(run)).isEqualTo("impl-review[1]/impl");
  }

  @Test
  void a_review_with_a_blocking_finding_begins_the_next_turn() {
    Run<Merged> run = start();
    upToTests();
    turn("c1", blocking());
    assertThat(waitsAt(run)).isEqualTo("impl-review[2]/impl");
    turn("c2");
    assertThat(waitsAt(run)).isEqualTo("review-approval");
    assertThat(approve(ALICE)).isEmpty();
    assertThat(run.settled().result()).map(Merged::commit).contains("c2");
    assertThat(Sample.events(engine, Event.LoopTurned.class))
        .containsExactly(
            new Event.LoopTurned("impl-review", 1, true),
            new Event.LoopTurned("impl-review", 2, false));
  }

  @Test
  void a_review_that_blocks_every_turn_rejects_the_run() {
    Run<Merged> run = start();
    upToTests();
    turn("c1", blocking());
    turn("c2", blocking());
    turn("c3", blocking());
    assertThat(run.settled())
        .isEqualTo(
            new Outcome.Rejected<>(
                "impl-review", "after 3 turns it does not hold: no blocking finding"));
    assertThat(bench.main).isEmpty();
    assertThat(engine.requested(RUN)).isEmpty();
  }

  @Test
  void a_plan_that_is_denied_rejects_the_run() {
    Run<Merged> run = start();
    plan();
    assertThat(engine.decide(engine.pending(RUN).get(0).denied(ALICE, "lead", "desk"))).isEmpty();
    assertThat(run.settled())
        .isEqualTo(new Outcome.Rejected<>("plan-approval", "the gate was denied"));
    assertThat(engine.requested(RUN)).isEmpty();
  }

  @Test
  void a_denied_review_merges_nothing() {
    Run<Merged> run = start();
    upToTests();
    turn("c1");
    assertThat(engine.decide(engine.pending(RUN).get(0).denied(ALICE, "lead", "desk"))).isEmpty();
    assertThat(run.settled())
        .isEqualTo(new Outcome.Rejected<>("review-approval", "the gate was denied"));
    assertThat(bench.main).isEmpty();
  }

  @Nested
  class Nobody {
    @Test
    void approves_for_somebody_else() {
      Run<Merged> run = start();
      plan();
      assertThat(approve(CODER)).isPresent();
      assertThat(approve(Principal.of("rita"))).isPresent();
      assertThat(waitsAt(run)).isEqualTo("plan-approval");
    }

    @Test
    void hands_in_for_somebody_else() {
      Run<Merged> run = start();
      upToTests();
      bench.green.add("c1");
      assertThat(submit(CODER, "reviewer", new Impl("c1"))).isPresent();
      assertThat(submit(CODER, "agent", new Impl("c1"))).isEmpty();
      assertThat(submit(REVIEWER, "agent", new Review(List.of()))).isPresent();
      assertThat(waitsAt(run)).isEqualTo("impl-review[1]/review");
    }
  }

  @Test
  void goes_on_in_another_process_wherever_it_waits() {
    Run<Merged> run = start();
    upToTests();
    turn("c1", blocking());
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    Engine other =
        Engine.on(journal.cutAfter(journal.size()))
            .time(time)
            .channel(new DeskChannel())
            .workflow(contract)
            .build();
    assertThat(waitsAt(other.resume(RUN))).isEqualTo("impl-review[2]/impl");
    bench.green.add("c2");
    assertThat(submit(other, CODER, "agent", new Impl("c2"))).isEmpty();
    assertThat(submit(other, REVIEWER, "reviewer", new Review(List.of()))).isEmpty();
    assertThat(other.decide(other.pending(RUN).get(0).approved(BOB, "lead", "desk"))).isEmpty();
    assertThat(other.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.COMPLETED);
    assertThat(bench.main).containsExactly("c2");
  }
}
