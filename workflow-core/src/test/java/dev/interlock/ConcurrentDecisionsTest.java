package dev.interlock;

import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many answers to one gate at one moment, over and over. */
class ConcurrentDecisionsTest {
  private static final int ROUNDS = 200;
  private static final int THREADS = 8;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private final AtomicInteger published = new AtomicInteger();
  private final Engine engine = Engine.on(Journal.inMemory()).channel(new DeskChannel()).build();

  @AfterEach
  void stops() {
    pool.shutdownNow();
  }

  private Workflow<Text, Text> workflow(Approvers approvers) {
    return Sample.publish(
        approvers,
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  private GateRequest open(Workflow<Text, Text> workflow, int round) {
    RunId run = RunId.of("run-" + round);
    engine.start(workflow, run, Sample.INPUT, REQUESTER).settled();
    return engine.pending(run).get(0);
  }

  /** Hands all of them in at once, and gives how many counted. */
  private long atOnce(List<Decision> decisions) throws Exception {
    CyclicBarrier together = new CyclicBarrier(decisions.size());
    List<Callable<Optional<String>>> calls = new ArrayList<>();
    for (Decision decision : decisions) {
      calls.add(
          () -> {
            together.await();
            return engine.decide(decision);
          });
    }
    long counted = 0;
    for (Future<Optional<String>> said : pool.invokeAll(calls)) {
      counted += said.get().isEmpty() ? 1 : 0;
    }
    return counted;
  }

  private List<Event.GateClosed> closed(RunId run) {
    return events(engine, run, Event.GateClosed.class);
  }

  @Test
  void oneOfAYesAndANoCounts() throws Exception {
    Workflow<Text, Text> workflow = workflow(Approvers.confirmedBy("editor"));
    int opened = 0;
    for (int round = 0; round < ROUNDS; round++) {
      GateRequest request = open(workflow, round);
      List<Decision> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Principal by = Principal.of("p" + i);
        all.add(
            i % 2 == 0
                ? request.approved(by, "editor", "desk")
                : request.denied(by, "editor", "desk"));
      }
      assertThat(atOnce(all)).isEqualTo(1);
      assertThat(closed(request.run())).hasSize(1);
      boolean approved = closed(request.run()).get(0).outcome().equals("approved");
      opened += approved ? 1 : 0;
      assertThat(events(engine, request.run(), Event.GateDecided.class))
          .extracting(Event.GateDecided::decision)
          .containsExactly(approved ? "approved" : "denied");
      assertThat(events(engine, request.run(), Event.GateRefused.class)).hasSize(THREADS - 1);
      assertThat(published).hasValue(opened);
    }
    assertThat(opened).isBetween(1, ROUNDS - 1);
  }

  @Test
  void theSameYesCountsOnce() throws Exception {
    Workflow<Text, Text> workflow = workflow(Approvers.some(2, "editor"));
    for (int round = 0; round < ROUNDS; round++) {
      GateRequest request = open(workflow, round);
      Decision yes = request.approved(Principal.of("ada"), "editor", "desk");
      assertThat(atOnce(List.of(yes, yes, yes, yes, yes, yes, yes, yes))).isEqualTo(1);
      assertThat(closed(request.run())).isEmpty();
      assertThat(published).hasValue(0);
    }
  }

  @Test
  void asManyYesesCountAsThereArePlaces() throws Exception {
    Workflow<Text, Text> workflow = workflow(Approvers.some(3, "editor"));
    for (int round = 0; round < ROUNDS; round++) {
      GateRequest request = open(workflow, round);
      List<Decision> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(request.approved(Principal.of("p" + i), "editor", "desk"));
      }
      assertThat(atOnce(all)).isEqualTo(3);
      assertThat(published).hasValue(round + 1);
    }
  }
}
