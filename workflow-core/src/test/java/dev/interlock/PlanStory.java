package dev.interlock;

import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;

import dev.interlock.PlanModel.Is;
import dev.interlock.PlanReferee.Said;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;

/** What happens to one run and the runs that it asks for, with a referee who looks at all of it. */
final class PlanStory {
  private final Plan.Whole plan;
  private final PlanWorld world;
  private final Workflow<Text, Text> workflow;
  private final Random order;
  private final Map<RunId, PlanReferee> referees = new LinkedHashMap<>();
  private final List<GateRequest> presented = new ArrayList<>();
  private final List<Submission.Request> asked = new ArrayList<>();
  private final Set<RunId> touched = new HashSet<>();
  private final Set<RunId> moved = new HashSet<>();
  private final boolean disturbed;
  private TestJournal journal = new TestJournal();
  private Engine engine;
  private int seen;
  private boolean alive;

  /**
   * Of a seed.
   *
   * @param trouble how many of a thousand attempts do not work; if none, nothing in it does not
   */
  PlanStory(long seed, int trouble) {
    this.plan = new Plans(seed, trouble == 0).workflow();
    this.world = new PlanWorld(seed, trouble);
    this.workflow = PlanFlow.of(plan, world);
    this.order = new Random(seed);
    this.disturbed = trouble > 0;
    this.engine = process(ManualTime.START);
  }

  /** What can happen, each with a number that says to what and how. */
  enum Op {
    HELP,
    RESUME,
    TRY_AGAIN,
    PRESENT,
    DECIDE,
    SUBMIT,
    RECONCILE,
    CANCEL,
    PASS,
    WEATHER,
    CRASH,
    LOSE
  }

  /** One thing that happens. */
  record Act(Op op, int n) {
    @Override
    public String toString() {
      return op + ":" + n;
    }
  }

  Workflow<Text, Text> workflow() {
    return workflow;
  }

  TestJournal journal() {
    return journal;
  }

  PlanWorld world() {
    return world;
  }

  private Engine process(Instant now) {
    alive = false;
    ManualTime time = new ManualTime();
    time.setWall(now);
    world.reborn(journal, time);
    touched.clear();
    Engine next =
        Engine.on(journal)
            .time(time)
            .channel(new DeskChannel())
            .executor(new AnyOrder(order, this::between))
            .workflow(workflow)
            .build();
    alive = true;
    return next;
  }

  /** Runs everything on the calling thread before it returns, in whatever order. */
  private static final class AnyOrder implements Executor {
    private final Random order;
    private final Runnable between;
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean busy;

    AnyOrder(Random order, Runnable between) {
      this.order = order;
      this.between = between;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (!busy) {
        busy = true;
        while (!tasks.isEmpty()) {
          if (order.nextInt(100) == 0) {
            between.run();
          }
          tasks.remove(order.nextInt(tasks.size())).run();
        }
        busy = false;
      }
    }
  }

  /** Starts the run. */
  void start() {
    moves(RUN, () -> engine.start(workflow, RUN, Sample.INPUT, REQUESTER));
    settle();
  }

  Optional<Event.Terminal> ending() {
    return referee(RUN).model().ending();
  }

  /** The acts of a run that may be run again. */
  Set<String> repeatable(RunId run) {
    Set<String> all = new HashSet<>();
    referee(run)
        .view(now())
        .nodes
        .forEach(
            (path, node) -> {
              if (node instanceof Plan.Do step && step.mayRepeat()) {
                all.add(PlanWorld.place(run, path));
              }
            });
    return all;
  }

  private PlanReferee referee(RunId run) {
    return Objects.requireNonNull(referees.get(run));
  }

  private Instant now() {
    return world.time().now();
  }

  private void moves(RunId run, Runnable action) {
    moved.add(run);
    touched.add(run);
    action.run();
  }

  // --- what happens ---

  /** Something happens. */
  void happens(Act act) {
    try {
      happens(act.op(), act.n());
    } catch (JournalException e) {
      if (!journal.isLost()) {
        throw e;
      }
    }
    settle();
    referees.values().forEach(one -> one.said(Said.NOTHING));
  }

  private void happens(Op op, int n) {
    RunId run = new ArrayList<>(referees.keySet()).get(n % referees.size());
    switch (op) {
      case HELP -> help(RUN, n);
      case RESUME -> moves(run, () -> engine.resume(run));
      case TRY_AGAIN -> tryAgain(run);
      case PRESENT -> {
        referee(run).said(Said.presenting());
        moves(run, () -> engine.present(run));
      }
      case DECIDE -> decide(n);
      case SUBMIT -> submit(n);
      case RECONCILE -> reconcile(run, n);
      case CANCEL -> cancel(run, n);
      case PASS -> pass(n);
      case WEATHER -> world.storm(!world.isStorm());
      case CRASH -> crash(1 + n % journal.size());
      case LOSE -> lose(n);
    }
  }

  private void tryAgain(RunId run) {
    referees.values().forEach(one -> one.said(Said.resuming("alice")));
    moves(run, () -> engine.resume(run, DeskChannel.ALICE));
  }

  private void cancel(RunId run, int n) {
    Principal by = n % 2 == 0 ? DeskChannel.ALICE : DeskChannel.BOB;
    if (referee(run).model().ending().isEmpty()) {
      referee(run).model().cancel(by.name());
    }
    moves(run, () -> engine.cancel(run, by));
  }

  /** Somebody does something while bodies are about to run. */
  private void between() {
    if (alive && disturbed && !referees.isEmpty()) {
      see();
      if (order.nextInt(4) == 0) {
        cancel(RUN, order.nextInt(2));
      } else {
        moves(RUN, () -> engine.resume(RUN));
      }
    }
  }

  private void lose(int n) {
    if (n % 2 == 0) {
      journal.failAtAppend(1 + n / 2 % 10, true);
    } else {
      journal.failAtForce(1 + n / 2 % 5, true);
    }
  }

  private void crash(int kept) {
    engine = died(journal.cutAfter(kept), now());
  }

  /** Goes back to where a record was cut, at the time of its last entry. */
  void goBack(TestJournal cut, List<PlanWorld.Call> calls) {
    world.calls().clear();
    world.calls().addAll(calls);
    engine = died(cut, cut.all().get(cut.size() - 1).at());
  }

  private Engine died(TestJournal cut, Instant at) {
    journal = cut;
    referees.clear();
    List<Entry> all = journal.all();
    all.forEach(entry -> of(entry).model().apply(entry.at(), entry.event()));
    referees.values().forEach(one -> one.model().running().clear());
    seen = all.size();
    moved.clear();
    return process(at);
  }

  // --- people ---

  private void decide(int n) {
    List<GateRequest> known =
        presented.stream().filter(one -> referees.containsKey(one.run())).toList();
    if (!known.isEmpty()) {
      int which = n / 10;
      GateRequest request = known.get(known.size() - 1 - which % Math.min(3, known.size()));
      decide(request, n % 10);
    }
  }

  private void decide(GateRequest request, int how) {
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
        one.comment());
  }

  /** Whoever said something was told the truth about it. */
  private void told(
      PlanReferee referee, String path, String nonce, boolean good, Optional<String> objection) {
    see();
    boolean counted = good && referee.hasCounted();
    PlanModel.Fact fact = referee.model().fact(path);
    boolean open =
        fact != null
            && fact.is == Is.OPEN
            && fact.nonce.equals(nonce)
            && (fact.due == null || now().isBefore(fact.due))
            && referee.model().ending().isEmpty();
    require(objection.isEmpty() == counted, "it was told " + objection + " at " + path);
    require(!(good && open && !counted), "it was refused at " + path + ": " + objection);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private void submit(int n) {
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

  private void submit(Submission.Request request, int how) {
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

  private void reconcile(RunId run, int n) {
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

  // --- time ---

  private Optional<Instant> due() {
    return referees.values().stream()
        .filter(one -> one.model().ending().isEmpty())
        .flatMap(one -> one.view(now()).dues.stream())
        .min(Instant::compareTo);
  }

  private void pass(int n) {
    Duration left = due().map(due -> Duration.between(now(), due)).orElse(Duration.ofSeconds(7));
    Duration time =
        switch (n % 5) {
          case 0 -> Duration.ofSeconds(1);
          case 1 -> left.minusMillis(1);
          case 2 -> left;
          case 3 -> left.plusSeconds(1);
          default -> left.plusSeconds(40);
        };
    world.time().pass(time);
    switch (n / 5 % 4) {
      case 0 -> {}
      case 1 -> runDue();
      default -> fire();
    }
  }

  private void fire() {
    moved.addAll(touched);
    world.time().fire();
  }

  private void runDue() {
    referees.forEach(
        (run, referee) -> {
          if (referee.model().ending().isEmpty() && isDue(referee)) {
            moved.add(run);
          }
        });
    engine.runDue();
  }

  private boolean isDue(PlanReferee referee) {
    PlanView view = referee.view(now());
    return view.ready.containsValue("over") || view.endings.contains("failed -");
  }

  // --- somebody helps the run to go on ---

  private void help(RunId run, int n) {
    PlanReferee referee = referee(run);
    PlanModel model = referee.model();
    PlanView view = referee.view(now());
    List<String> awaited = model.awaited(view);
    if (model.ending().isPresent()) {
      return;
    }
    if (!touched.contains(run) || (awaited.isEmpty() && !view.retrying)) {
      moves(run, () -> engine.resume(run));
    } else if (awaited.isEmpty()) {
      due().ifPresent(due -> world.time().pass(Duration.between(now(), due)));
      fire();
    } else {
      String what = awaited.get(n % awaited.size());
      help(run, what.substring(0, what.indexOf(' ')), what.substring(what.indexOf(' ') + 1), n);
    }
  }

  private void help(RunId run, String what, String path, int n) {
    switch (what) {
      case "gate" ->
          engine.pending(run).stream()
              .filter(one -> one.gate().equals(path))
              .forEach(one -> decide(one, 0));
      case "submission" ->
          engine.requested(run).stream()
              .filter(one -> one.path().equals(path))
              .forEach(one -> submit(one, 0));
      case "doubt" -> reconcile(run, n);
      case "pause" -> {
        Instant due =
            Objects.requireNonNull(Objects.requireNonNull(referee(run).model().fact(path)).due);
        world.time().pass(Duration.between(now(), due));
        fire();
      }
      case "child" -> child(run, path).ifPresentOrElse(one -> help(one, n), () -> tryAgain(run));
      default -> {
        world.storm(false);
        tryAgain(run);
      }
    }
  }

  private Optional<RunId> child(RunId parent, String path) {
    return referees.keySet().stream()
        .filter(run -> !run.equals(parent))
        .filter(
            run ->
                started(run)
                    .parent()
                    .filter(one -> one.equals(new Event.Parent(parent.value(), path)))
                    .isPresent())
        .findFirst();
  }

  private Event.RunStarted started(RunId run) {
    return (Event.RunStarted) journal.entries(run).get(0).event();
  }

  // --- what is recorded ---

  private PlanReferee of(Entry entry) {
    PlanReferee known = referees.get(entry.run());
    if (known != null) {
      return known;
    }
    Event.RunStarted started = (Event.RunStarted) entry.event();
    Optional<PlanReferee> parent = started.parent().map(one -> referee(RunId.of(one.run())));
    Plan.Whole of =
        parent
            .map(
                one -> {
                  String path = started.parent().get().path();
                  return ((Plan.Kid) Objects.requireNonNull(one.view(entry.at()).nodes.get(path)))
                      .workflow();
                })
            .orElse(plan);
    PlanReferee referee = new PlanReferee(of, entry.run(), world, parent, entry);
    referees.put(entry.run(), referee);
    return referee;
  }

  private void see() {
    List<Entry> all = journal.all();
    for (; seen < all.size(); seen++) {
      Entry entry = all.get(seen);
      of(entry).see(entry);
      moved.add(entry.run());
      touched.add(entry.run());
    }
  }

  private void settle() {
    see();
    if (journal.isLost()) {
      int left = journal.size() - journal.durable();
      crash(Math.max(1, journal.durable() + (left == 0 ? 0 : order.nextInt(left + 1))));
      return;
    }
    for (RunId run : moved) {
      PlanReferee referee = referees.get(run);
      if (referee != null) {
        referee.rest(now());
        remember(run, referee);
      }
    }
    moved.clear();
  }

  /** Who is asked for something may answer later, when it is not asked for any more. */
  private void remember(RunId run, PlanReferee referee) {
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
