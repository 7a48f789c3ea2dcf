package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Approvers.Need;
import dev.interlock.Attempt;
import dev.interlock.Body;
import dev.interlock.Decision;
import dev.interlock.Flow;
import dev.interlock.GateRequest;
import dev.interlock.Ref;
import dev.interlock.Step;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Workflows made at random; the same seed makes the same one. Use from one thread. */
public final class Shapes {
  static final Duration SOON = Duration.ofSeconds(20);

  private static final Step.Retry RETRY = Step.Retry.attempts(2).waiting(SOON);

  private final Random random;
  private final Weather weather;
  private final boolean renamed;
  private final boolean signed;
  private final Random more;
  private int names;

  /** What every node gives. */
  public record Text(String text) {}

  /** What a check saw. */
  public record Saw(String what) {}

  private Shapes(long seed, Weather weather, boolean renamed) {
    this.random = new Random(seed * 31 + 7);
    this.weather = weather;
    this.renamed = renamed;
    this.signed = areSigned(seed);
    this.more = new Random(seed);
  }

  static Workflow<Text, Text> of(long seed, Weather weather) {
    return new Shapes(seed, weather, false).workflow("made", 2);
  }

  /** The same and more, of another version, which a run may go on under. */
  static Workflow<Text, Text> next(long seed, Weather weather) {
    return new Shapes(seed, weather, true).workflow("made", 2);
  }

  private Workflow<Text, Text> workflow(String name, int depth) {
    int size = 1 + random.nextInt(4);
    boolean limited = chance(15) ^ differs();
    Workflow<Text, Text> made =
        Workflow.define(name, Text.class, (flow, in) -> scope(flow, in, depth, size));
    made = renamed ? made.version("2") : made;
    return limited ? made.timeout(SOON.multipliedBy(5)) : made;
  }

  private Ref<Text> scope(Flow flow, Ref<Text> in, int depth, int size) {
    Ref<Text> last = plain(flow, in);
    for (int i = 0; i < size; i++) {
      last = more(flow, last);
      last = node(flow, last, depth);
    }
    return last;
  }

  /** What only the other version has. */
  private Ref<Text> more(Flow flow, Ref<Text> in) {
    int kind = renamed ? more.nextInt(8) : 7;
    String name = "more" + more.nextInt(1_000_000);
    return switch (kind) {
      case 0 -> flow.step(name, Text.class).reading(in).combine(text -> text);
      case 1 ->
          flow.step(name, Text.class)
              .reading(flow.gate("about-" + name, in, Approvers.confirmedBy("lead")))
              .combine(approved -> approved.value());
      default -> in;
    };
  }

  /** Whether it is another thing here in the other version. */
  private boolean differs() {
    return renamed && more.nextInt(6) == 0;
  }

  /** A number below another one, mostly the same in both versions. */
  private int other(int bound) {
    int number = random.nextInt(bound);
    return differs() ? (number + 1) % bound : number;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String name(String kind) {
    return kind + names++;
  }

  private Ref<Text> plain(Flow flow, Ref<Text> in) {
    String name = name("s");
    return flow.step(name, Text.class).reading(in).combine(text -> new Text(name));
  }

  private Ref<Text> node(Flow flow, Ref<Text> in, int depth) {
    return switch (random.nextInt(depth > 0 ? 16 : 9)) {
      case 0 -> computed(flow, in);
      case 1 -> acted(flow, in);
      case 2, 3, 4 -> guarded(flow, in);
      case 5 -> checked(flow, in);
      case 6 -> received(flow, in);
      case 7 -> perhaps(flow, in);
      case 8 -> {
        flow.pause(name("pause"), SOON);
        yield plain(flow, in);
      }
      case 9 -> flow.child(name("child"), workflow(name("kid"), 0), in);
      case 10, 11 -> parallel(flow, in, depth - 1);
      case 12, 13 -> chosen(flow, in, depth - 1);
      case 14 -> repeated(flow, in, depth - 1);
      default -> each(flow, in, depth - 1);
    };
  }

  // --- steps ---

  private Verdict looks() {
    weather.reach();
    return Verdict.of(!weather.isBad(), "it is not there", new Saw("all of it"));
  }

  private <O, B, C, S extends Step.Stage<Text, O, B, C, S>> S tried(S step, boolean mayRepeat) {
    boolean again = chance(40) ^ differs();
    S of = mayRepeat && again ? step.retry(RETRY) : step;
    return chance(20) ? of.timeout(SOON) : of;
  }

  private Ref<Text> computed(Flow flow, Ref<Text> in) {
    String name = name("look");
    return tried(flow.step(name, Text.class).reading(in), true)
        .verifiedBy("seen", (a, b) -> looks())
        .compute(a -> weather.gives(name));
  }

  private Ref<Text> acted(Flow flow, Ref<Text> in) {
    return act(name("act"), flow, in, true);
  }

  /** An effect; what it reads is a witness, or it says why there is none. */
  private <A> Ref<Text> act(String name, Flow flow, Ref<A> in, boolean unguarded) {
    var step = flow.step(name, Text.class).reading(in, flow.attempt());
    int kind = other(3);
    step = kind == 0 ? step.repeatable() : step;
    step = kind == 1 ? step.reconciledBy((a, n) -> weather.happened(name)) : step;
    step = tried(step, kind < 2);
    step = chance(50) ? step.verifiedBy("seen", (a, n, b) -> looks()) : step.unverified("a test");
    step = chance(30) ? step.expecting("it is said calmly", t -> !t.text().endsWith("!")) : step;
    step = chance(40) ^ differs() ? step.compensatedBy(t -> weather.reach()) : step;
    step = unguarded ? step.unguarded("a test") : step;
    Body.Of2<A, Attempt, Text> body = (a, n) -> weather.gives(name);
    return step.act(body);
  }

  private Ref<Text> perhaps(Flow flow, Ref<Text> in) {
    String name = name("maybe");
    Ref<Optional<Text>> there =
        tried(flow.step(name, Text.class).reading(in), true)
            .unverified("a test")
            .optional("it may be missing")
            .compute(a -> weather.gives(name));
    return flow.step(name("s"), Text.class)
        .reading(there)
        .combine(text -> text.orElse(new Text("nothing")));
  }

  // --- what people and time decide ---

  private Ref<Text> guarded(Flow flow, Ref<Text> in) {
    var approval = flow.gate(name("gate"), in, approvers());
    Ref<Text> first = act(name("act"), flow, approval, false);
    return chance(70)
        ? first
        : flow.step(name("s"), Text.class)
            .reading(node(flow, first, 0), act(name("act"), flow, approval, false))
            .combine((between, second) -> second);
  }

  private Approvers approvers() {
    Approvers who =
        switch (other(9)) {
          case 0, 1 -> Approvers.confirmedBy("lead");
          case 2 -> Approvers.fourEyes("lead");
          case 3, 4 -> both();
          case 5 -> Approvers.all("lead", "qa");
          case 6 -> Approvers.groups(Need.of(1, "lead"), Need.of(1, "qa", "lead")).fourEyes();
          case 7 -> Approvers.some(2, "lead", "qa").vetoedBy("boss");
          default -> glass();
        };
    return switch (other(10)) {
      case 0, 1 -> who.within(SOON);
      case 2, 3 -> who.askedAgainAfter(SOON);
      case 4, 5 -> who.escalatingAfter(SOON, "chief");
      default -> who;
    };
  }

  /** Opened with keys and reasons only, where anybody has a key. */
  private Approvers glass() {
    return signed ? Approvers.breakGlass(2, "lead", "look at it") : Approvers.confirmedBy("lead");
  }

  /** Whether answers are signed in the log of this seed, as in every fifth. */
  static boolean areSigned(long seed) {
    return seed % 5 == 4;
  }

  /** Two people under a policy of the host's. */
  static Approvers both() {
    return Approvers.of("both", List.of("lead", "qa"), 2, new Both());
  }

  /** Everybody must say yes. */
  private static final class Both implements Approvers.Policy {
    @Override
    public Optional<String> objection(
        GateRequest request, List<Decision> earlier, Decision decision) {
      boolean twice =
          earlier.stream()
              .anyMatch(
                  one -> one.by().equals(decision.by()) || one.role().equals(decision.role()));
      return twice ? Optional.of("twice: once is enough") : Optional.empty();
    }

    @Override
    public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
      boolean no = decisions.stream().anyMatch(one -> one.answer() == Decision.Answer.DENIED);
      return no
          ? Approvers.Ruling.DENIED
          : decisions.size() == 2 ? Approvers.Ruling.APPROVED : Approvers.Ruling.UNDECIDED;
    }
  }

  private Ref<Text> checked(Flow flow, Ref<Text> in) {
    return act(name("act"), flow, flow.check(name("check"), in, it -> looks()), false);
  }

  private Ref<Text> received(Flow flow, Ref<Text> in) {
    var receipt =
        flow.receive(name("receive"), Text.class)
            .verifiedBy("good", text -> Verdict.of(text.text().length() > 3, "no", new Saw("it")));
    boolean limited = chance(50) ^ differs();
    boolean goesOn = chance(50) ^ differs();
    if (limited) {
      receipt = receipt.within(SOON);
      receipt = goesOn ? receipt.otherwise(new Text("nothing")) : receipt;
    }
    Ref<Text> given = receipt.from("lead");
    return flow.step(name("s"), Text.class).reading(given, in).combine((a, b) -> a);
  }

  // --- scopes ---

  private Ref<Text> parallel(Flow flow, Ref<Text> in, int depth) {
    return flow.parallel(name("par"), Text.class)
        .branch("one", branch -> scope(branch, in, depth, 1 + random.nextInt(2)))
        .branch("two", branch -> scope(branch, in, depth, 1))
        .join(
            (a, b) -> {
              weather.reach();
              return new Text("joined");
            });
  }

  private Ref<Text> chosen(Flow flow, Ref<Text> in, int depth) {
    boolean throwing = chance(5);
    return flow.choose(name("choose"))
        .on(in)
        .when(
            differs() ? "right" : "left",
            "it is so",
            text -> rule(throwing),
            arm -> scope(arm, in, depth, 1))
        .otherwise(arm -> scope(arm, in, depth, 1));
  }

  private boolean rule(boolean throwing) {
    if (throwing) {
      throw new IllegalStateException("a rule that throws");
    }
    return weather.roll(2) == 0;
  }

  private Ref<Text> repeated(Flow flow, Ref<Text> in, int depth) {
    return flow.repeat(name("repeat"), Text.class)
        .atMost(differs() ? 2 : 3)
        .until("it is enough", text -> weather.roll(2) == 0)
        .run(
            (turn, before) -> {
              Ref<Text> last = scope(turn, in, depth, 1);
              return turn.step(name("s"), Text.class).reading(last, before).combine((a, b) -> a);
            });
  }

  private Ref<Text> each(Flow flow, Ref<Text> in, int depth) {
    int size = random.nextInt(4);
    List<Text> all = IntStream.range(0, size).mapToObj(i -> new Text("k" + i)).toList();
    Ref<List<Text>> gave =
        flow.forEach(name("each"), Text.class)
            .of(in, text -> all)
            .keyedBy(Text::text)
            .atMost(chance(90) ? 3 : 2)
            .atOnce(1 + other(2))
            .run((turn, item) -> scope(turn, item, depth, 1));
    return chance(30)
        ? act(name("act"), flow, flow.gate(name("gate"), gave, approvers()), false)
        : flow.step(name("s"), Text.class).reading(gave).combine(a -> new Text("all"));
  }
}
