package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that leave the engine no memory when it records, and threads that are interrupted. */
@Tag("attack")
@Timeout(20)
class AttackOnMemoryTest {
  private final TestJournal journal = new TestJournal();
  private final AtomicInteger acts = new AtomicInteger();
  private final AtomicInteger later = new AtomicInteger();
  private final List<ExecutorService> pools = new ArrayList<>();

  @AfterEach
  void end() {
    pools.forEach(ExecutorService::shutdownNow);
  }

  /** When there is no memory. */
  enum When {
    BEFORE_THE_LINE,
    AFTER_THE_LINE,
    BEFORE_THE_FORCE,
    AFTER_THE_FORCE
  }

  /** A journal that runs out of memory around one event. */
  private static final class Starved implements Journal {
    private final Journal of;
    private final String event;
    private final When when;
    private boolean armed;
    private boolean done;

    Starved(Journal of, String event, When when) {
      this.of = of;
      this.event = event;
      this.when = when;
    }

    private void starve(When now) {
      if (now == when && armed && !done) {
        done = true;
        throw new OutOfMemoryError("pretended");
      }
    }

    @Override
    public String origin() {
      return of.origin();
    }

    @Override
    public Entry append(Instant at, RunId run, String name, Json data) {
      armed |= name.equals(event);
      starve(When.BEFORE_THE_LINE);
      Entry entry = of.append(at, run, name, data);
      starve(When.AFTER_THE_LINE);
      return entry;
    }

    @Override
    public CompletionStage<Void> force() {
      starve(When.BEFORE_THE_FORCE);
      CompletionStage<Void> forced = of.force();
      starve(When.AFTER_THE_FORCE);
      return forced;
    }

    @Override
    public List<Entry> entries(RunId run) {
      return of.entries(run);
    }

    @Override
    public List<RunId> runs() {
      return of.runs();
    }

    @Override
    public String keep(Side kind, byte[] content) {
      return of.keep(kind, content);
    }

    @Override
    public Optional<byte[]> kept(Side kind, String sha256) {
      return of.kept(kind, sha256);
    }

    @Override
    public void close() {
      of.close();
    }
  }

  private Workflow<Text, Text> acting() {
    return Workflow.define(
        "acting",
        Text.class,
        (flow, text) -> {
          Ref<Text> acted =
              flow.step("act", Text.class)
                  .reading(text)
                  .unguarded("a test")
                  .unverified("a test")
                  .act(
                      t -> {
                        acts.incrementAndGet();
                        return t;
                      });
          return flow.step("later", Text.class)
              .reading(acted)
              .combine(
                  t -> {
                    later.incrementAndGet();
                    return t;
                  });
        });
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void anEngineWithoutMemoryTellsOfNoSuccess(When when) {
    Journal starved = new Starved(journal, "step.completed", when);
    Run<Text> run = Engine.on(starved).build().start(acting(), RUN, INPUT);

    assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
    assertThat(run.await()).isInstanceOf(Outcome.Stopped.class);
    assertThat(acts).hasValue(1);
    assertThat(later).hasValue(0);
    assertThat(journal.names()).doesNotContain("run.completed", "run.failed", "run.rejected");
    TestJournal durable = journal.durableCopy();
    Outcome<?> resumed = Engine.on(durable).workflow(acting()).build().resume(RUN).settled();
    if (when == When.AFTER_THE_FORCE) {
      assertThat(resumed).isInstanceOf(Outcome.Completed.class);
    } else {
      assertThat(durable.names()).doesNotContain("step.completed").contains("step.doubt");
      assertThat(resumed)
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("act", 1))));
      assertThat(later).hasValue(0);
    }
    assertThat(acts).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void anEngineWithoutMemoryAtTheEndTellsOfNoEnd(When when) {
    Journal starved = new Starved(journal, "run.completed", when);
    Engine engine = Engine.on(starved).build();

    assertThat(engine.start(acting(), RUN, INPUT).settled()).isInstanceOf(Outcome.Stopped.class);
    assertThat(engine.start(acting(), RunId.of("next"), INPUT).settled())
        .isInstanceOf(Outcome.Completed.class);
    Engine heir = Engine.on(journal.durableCopy()).workflow(acting()).build();
    assertThat(heir.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    assertThat(acts).hasValue(2);
  }

  @Test
  void nothingBeginsThatIsNotAnnouncedDurably() {
    Journal starved = new Starved(journal, "step.started", When.BEFORE_THE_FORCE);
    assertThat(Engine.on(starved).build().start(acting(), RUN, INPUT).settled())
        .isInstanceOf(Outcome.Stopped.class);
    assertThat(acts).hasValue(0);
    assertThat(journal.durableCopy().names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStormOfInterruptsHarmsNoRecord(boolean before) throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "stormed");
              threads.add(thread);
              return thread;
            });
    pools.add(pool);
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch raging = new CountDownLatch(1);
    Thread storm =
        new Thread(
            () -> {
              while (!over.get()) {
                threads.forEach(Thread::interrupt);
                raging.countDown();
                Thread.onSpinWait();
              }
            });
    pool.submit(() -> {}).get();
    pool.submit(() -> {}).get();
    storm.start();
    raging.await();
    Engine engine = Engine.on(journal).channel(DeskChannel.approving()).executor(pool).build();
    List<Run<Text>> runs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      runs.add(
          engine.start(
              Sample.publish(Approvers.confirmedBy("editor"), approved -> said(approved, before)),
              RunId.of("r" + i),
              INPUT));
    }
    for (Run<Text> run : runs) {
      assertThat(run.await()).isInstanceOf(Outcome.Completed.class);
    }
    over.set(true);
    storm.join();
    assertThat(journal.names().stream().filter("run.completed"::equals)).hasSize(50);
    assertThat(acts).hasValue(50);
  }

  private Text said(Approved<Text> approved, boolean interrupting) {
    acts.incrementAndGet();
    if (interrupting) {
      Thread.currentThread().interrupt();
    }
    return approved.value();
  }
}
