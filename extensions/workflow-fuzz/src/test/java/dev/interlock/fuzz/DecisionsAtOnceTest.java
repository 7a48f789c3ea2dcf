package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Workflow;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Answers that come at the same moment count as if they had come one after the other: for each
 * scenario there is an order in which one thread would have been told the same.
 */
@Param(name = "person", gen = IntGen.class, conf = "1:3")
public class DecisionsAtOnceTest {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Desk DESK = new Desk();
  private static final Engine ENGINE = Engine.on(Journal.inMemory()).channel(DESK).build();

  private static final Workflow<String, String> WORKFLOW =
      Workflow.define(
          "publish",
          String.class,
          (flow, text) ->
              flow.step("published", String.class)
                  .reading(flow.gate("approval", text, Approvers.some(2, "editor")))
                  .combine(approved -> approved.value()));

  private final GateRequest request;

  /** A gate that is open, of a run of its own. */
  public DecisionsAtOnceTest() {
    RunId run = RunId.of("run-" + RUNS.incrementAndGet());
    ENGINE.start(WORKFLOW, run, "text").settled();
    request = ENGINE.pending(run).get(0);
  }

  /** Somebody says yes. */
  @Operation
  public String approve(@Param(name = "person") int person) {
    return said(request.approved(Principal.of("p" + person), "editor", DESK.name()));
  }

  /** Somebody says no. */
  @Operation
  public String deny(@Param(name = "person") int person) {
    return said(request.denied(Principal.of("p" + person), "editor", DESK.name()));
  }

  private static String said(Decision decision) {
    return ENGINE.decide(decision).map(why -> why.split(":", 2)[0]).orElse("counts");
  }

  @Test
  void countOneAfterTheOtherUntilThereAreEnough() {
    assertThat(approve(1)).isEqualTo("counts");
    assertThat(approve(1)).isEqualTo("distinct-principals");
    assertThat(approve(2)).isEqualTo("counts");
    assertThat(deny(3)).isEqualTo("closed");
  }

  @Test
  void countAsIfTheyHadComeOneAfterTheOther() {
    new StressOptions()
        .iterations(10)
        .invocationsPerIteration(100)
        .actorsBefore(0)
        .threads(3)
        .actorsPerThread(2)
        .actorsAfter(0)
        .check(DecisionsAtOnceTest.class);
  }
}
