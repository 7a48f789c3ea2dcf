package dev.interlock.audit;

import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.Submission;
import dev.interlock.Workflow;
import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What an engine writes of a workflow made at random, to which anything may happen. */
final class Telling implements AutoCloseable {
  static final RunId RUN = RunId.of("run-1");
  static final Principal RITA = Principal.of("rita");
  static final Principal ALICE = Principal.of("alice");
  static final Principal BOB = Principal.of("bob");

  private final Path dir;
  private final long seed;
  private final Random random;
  private final Clocks clocks = new Clocks();
  private final Weather weather;
  private final Workflow<Shapes.Text, Shapes.Text> workflow;
  private FileJournal journal;
  private Engine engine;
  private boolean later;

  private Telling(Path dir, long seed) {
    this.dir = dir;
    this.seed = seed;
    this.random = new Random(seed);
    this.weather = new Weather(seed, new int[] {0, 6, 12, 25}[(int) (seed % 4)]);
    this.workflow = Shapes.of(seed, weather);
    this.journal = Logs.open(dir);
    this.engine = process();
  }

  /** Writes a log of this seed. */
  static void write(Path dir, long seed) {
    try (Telling telling = new Telling(dir, seed)) {
      telling.tell();
    }
  }

  /** Goes on with a log as if its writer had died after so many lines, up to its end. */
  static void goOn(Path dir, long seed, int kept) {
    try (Telling telling = new Telling(dir, seed)) {
      telling.crash(kept);
      telling.helpToTheEnd();
    }
  }

  private Engine process() {
    Engine.Builder builder =
        Shapes.areSigned(seed)
            ? Engine.on(journal).channel(new Desk(Presence.KEY)).people(people())
            : Engine.on(journal).channel(new Desk());
    return builder
        .time(clocks)
        .executor(Runnable::run)
        .workflow(workflow)
        .workflow(Shapes.next(seed, weather))
        .build();
  }

  private People people() {
    return later ? Signed.everybodyLater() : Signed.everybody();
  }

  @Override
  public void close() {
    journal.close();
  }

  private void tell() {
    if (seed % 17 == 3) {
      engine.rehearse(workflow, RUN, new Shapes.Text("in"));
      return;
    }
    engine.start(workflow, RUN, new Shapes.Text("in"), RITA);
    for (int i = random.nextInt(8); i > 0; i--) {
      happens();
    }
    if (random.nextInt(10) > 0) {
      helpToTheEnd();
    }
  }

  private void helpToTheEnd() {
    for (int i = 0; i < 60 && !hasEnded(RUN); i++) {
      helps(i % 3 == 0);
      if (random.nextInt(3) == 0) {
        othersCome();
      }
    }
  }

  private boolean hasEnded(RunId run) {
    List<Entry> events = engine.events(run);
    return events.stream().anyMatch(one -> one.event() instanceof Event.Terminal);
  }

  private RunId any() {
    List<RunId> runs = engine.runs();
    return runs.get(random.nextInt(runs.size()));
  }

  private void happens() {
    try {
      switch (random.nextInt(13)) {
        case 0 -> crash(1 + random.nextInt(Logs.lines(Logs.read(Logs.journal(dir))).size()));
        case 1 -> engine.cancel(any(), ALICE);
        case 2 -> engine.present(any());
        case 3 -> engine.resume(any(), BOB);
        case 4, 5 -> passes();
        case 6 -> engine.migrate(RUN, Shapes.next(seed, weather), ALICE);
        case 7 -> othersCome();
        default -> helps(random.nextBoolean());
      }
    } catch (WorkflowException e) {
      if (!String.valueOf(e.getMessage()).contains("run")) {
        throw e;
      }
    }
  }

  private void passes() {
    clocks.pass(Shapes.SOON.plusSeconds(random.nextInt(3) - 1));
    engine.runDue();
  }

  /** Does what the runs wait for, well or not. */
  private void helps(boolean passes) {
    for (RunId run : engine.runs()) {
      if (!hasEnded(run)) {
        engine.pending(run).forEach(this::answer);
        engine.requested(run).forEach(this::answer);
        reconcile(run);
        engine.resume(run, ALICE);
      }
    }
    if (passes) {
      passes();
    }
  }

  private void answer(GateRequest request) {
    String role = request.roles().get(random.nextInt(request.roles().size()));
    Decision said =
        switch (random.nextInt(11)) {
          case 0 -> request.denied(ALICE, role, Desk.NAME);
          case 1 -> request.approved(RITA, role, Desk.NAME);
          case 2 -> request.approved(Principal.ai("clever"), role, Desk.NAME);
          case 3 -> request.approved(ALICE, "guest", Desk.NAME);
          case 4, 5, 6 -> request.approved(BOB, role, Desk.NAME);
          case 7 -> request.approved(Signed.CAROL, role, Desk.NAME);
          case 8 -> request.approved(Signed.DAVE, role, Desk.NAME);
          default -> request.approved(ALICE, role, Desk.NAME);
        };
    Decision whole = random.nextInt(3) == 0 ? said : said.withComment("it \"burns\"");
    engine.decide(Shapes.areSigned(seed) ? Signed.signed(request, whole) : whole);
  }

  private static Json json(String text) {
    return Codec.json().write(new Shapes.Text(text), Shapes.Text.class);
  }

  private void answer(Submission.Request request) {
    String role = random.nextInt(5) == 0 ? "guest" : "lead";
    engine.submit(request.answer(BOB, role, json(random.nextInt(5) == 0 ? "bad" : "given")));
  }

  private void reconcile(RunId run) {
    engine.standing(run).orElseThrow().awaited().stream()
        .filter(one -> one.what().equals("doubt") && random.nextBoolean())
        .forEach(
            one -> {
              Optional<Json> effect =
                  random.nextBoolean() ? Optional.of(json("it did")) : Optional.empty();
              engine.reconcile(run, one.path(), effect, BOB);
            });
  }

  private void anotherProcess() {
    journal = Logs.open(dir);
    engine = process();
  }

  /** Another process goes on by other people, where it goes by any. */
  private void othersCome() {
    if (Shapes.areSigned(seed) && !hasEnded(RUN)) {
      later = !later;
      journal.close();
      anotherProcess();
      engine.adoptPeople(RUN, BOB);
    }
  }

  /** The process dies, and what it wrote after so many lines was not durable. */
  private void crash(int kept) {
    journal.close();
    List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(dir)));
    List<byte[]> left = lines.subList(0, Math.min(kept, lines.size()));
    Logs.write(Logs.journal(dir), Logs.join(left));
    Logs.deleteHeads(dir);
    anotherProcess();
    if (random.nextBoolean()) {
      engine.runs().forEach(engine::resume);
    }
  }

  @Override
  public String toString() {
    return workflow.outline().table() + Arrays.asList(dir);
  }
}
