package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small workflows made at random, crashed at random places until they end, against what is expected
 * of each: the effect of every act once, every value as if nothing had happened, the order kept.
 */
class GeneratedWorkflowsTest {
  private static ExecutorService pool = Executors.newFixedThreadPool(1);

  @BeforeAll
  static void begin() {
    pool.shutdownNow();
    pool = Executors.newFixedThreadPool(3);
  }

  @AfterAll
  static void end() {
    pool.shutdownNow();
  }

  /** The world outside of one run: what happened in it, and in what order. */
  private static final class World {
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, Text> given = new HashMap<>();
    private final List<String> bodies = new ArrayList<>();
    private final Map<String, Set<String>> before = new HashMap<>();

    synchronized Text happens(String name, Text to) {
      bodies.add(name);
      return to.and("." + name);
    }

    synchronized Text acts(String name, Text to) {
      effects.merge(name, 1, Integer::sum);
      given.put(name, happens(name, to));
      return value(name);
    }

    synchronized Text value(String name) {
      return Objects.requireNonNull(given.get(name));
    }

    synchronized boolean hasSeen(String name) {
      return effects.containsKey(name);
    }
  }

  /** Makes a definition; the same seed makes the same one. */
  private static final class Maker {
    private final Random random;
    private final World world;
    private int names;

    Maker(long seed, World world) {
      this.random = new Random(seed);
      this.world = world;
    }

    Workflow<Text, Text> workflow() {
      return Workflow.define(
          "generated",
          Text.class,
          (flow, text) -> scope(flow, text, 2 + random.nextInt(5), 2, new HashSet<>()));
    }

    /** A row of nodes, each reading the one before. */
    private Ref<Text> scope(Flow flow, Ref<Text> in, int nodes, int depth, Set<String> before) {
      Ref<Text> last = in;
      for (int i = 0; i < nodes; i++) {
        last = node(flow, last, depth, before);
      }
      return last;
    }

    private Ref<Text> node(Flow flow, Ref<Text> in, int depth, Set<String> before) {
      int kind = random.nextInt(depth > 0 ? 7 : 6);
      String name = "n" + names++;
      if (kind == 6) {
        return parallel(flow, name, in, depth, before);
      }
      world.before.put(name, Set.copyOf(before));
      before.add(name);
      return switch (kind) {
        case 0 -> flow.step(name, Text.class).reading(in).combine(t -> world.happens(name, t));
        case 1 ->
            flow.step(name, Text.class)
                .reading(in)
                .verifiedBy("look", Sample::seen)
                .compute(t -> world.happens(name, t));
        case 2 ->
            flow.step(name, Text.class)
                .reading(in)
                .unguarded("a test")
                .unverified("a test")
                .act(t -> world.acts(name, t));
        case 3 ->
            flow.step(name, Text.class)
                .reading(flow.check("c-" + name, in, Sample::seen))
                .unverified("a test")
                .repeatable()
                .act(t -> world.happens(name, t.value()));
        default ->
            flow.step(name, Text.class)
                .reading(flow.gate("g-" + name, in, Approvers.fourEyes("lead")))
                .unverified("a test")
                .act(t -> world.acts(name, t.value()));
      };
    }

    private Ref<Text> parallel(
        Flow flow, String name, Ref<Text> in, int depth, Set<String> before) {
      List<Set<String>> inner = new ArrayList<>();
      Ref<Text> joined =
          flow.parallel(name, Text.class)
              .branch("left", b -> branch(b, in, depth, before, inner))
              .branch("right", b -> branch(b, in, depth, before, inner))
              .join((l, r) -> new Text("(" + l.text() + "|" + r.text() + ")"));
      inner.forEach(before::addAll);
      return joined;
    }

    private Ref<Text> branch(
        Flow flow, Ref<Text> in, int depth, Set<String> before, List<Set<String>> inner) {
      Set<String> own = new HashSet<>(before);
      Ref<Text> last = scope(flow, in, 1 + random.nextInt(2), depth - 1, own);
      inner.add(own);
      return last;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void endAsIfNothingHadHappened(long block) {
    for (long seed = block * 1_000; seed < block * 1_000 + 60; seed++) {
      crashUntilItEnds(seed);
    }
  }

  private static void crashUntilItEnds(long seed) {
    World calm = new World();
    Workflow<Text, Text> once = new Maker(seed, calm).workflow();
    Outcome<?> expected = engine(new TestJournal(), once, false).start(once, RUN, INPUT).settled();
    assertThat(expected).as("seed %d", seed).isInstanceOf(Outcome.Completed.class);

    World world = new World();
    Workflow<Text, Text> workflow = new Maker(seed, world).workflow();
    assertThat(workflow.digest()).isEqualTo(once.digest());
    Random random = new Random(seed);
    TestJournal journal = new TestJournal();
    int fate = 1 + random.nextInt(12);
    crashAt(journal, fate, random);
    Outcome<?> outcome =
        engine(journal, workflow, random.nextBoolean()).start(workflow, RUN, INPUT).settled();
    while (!(outcome instanceof Outcome.Completed)) {
      journal = journal.durableCopy();
      if (journal.size() == 0) {
        outcome = engine(journal, workflow, false).start(workflow, RUN, INPUT).settled();
        continue;
      }
      int soon = 2 + random.nextInt(12);
      crashAt(journal, soon, random);
      outcome = goOn(engine(journal, workflow, random.nextBoolean()), world);
    }

    assertThat(outcome).as("seed %d", seed).isEqualTo(expected);
    assertThat(world.effects).as("seed %d", seed).isEqualTo(calm.effects);
    assertThat(world.effects.values()).as("seed %d", seed).allMatch(times -> times == 1);
    assertOrder(seed, world);
    assertThat(completed(journal)).as("seed %d", seed).doesNotHaveDuplicates();
  }

  private static void crashAt(TestJournal journal, int n, Random random) {
    if (random.nextBoolean()) {
      journal.failAtAppend(n, true);
    } else {
      journal.failAtForce(n, true);
    }
  }

  private static Engine engine(TestJournal journal, Workflow<?, ?> workflow, boolean onPool) {
    Engine.Builder builder = Engine.on(journal).channel(DeskChannel.approving()).workflow(workflow);
    return (onPool ? builder.executor(pool) : builder).build();
  }

  /** Goes on; at a step in doubt somebody looks at the world, and says what is there. */
  private static Outcome<?> goOn(Engine engine, World world) {
    Outcome<?> outcome = engine.resume(RUN).settled();
    while (outcome instanceof Outcome.Waiting<?> waiting) {
      Outcome.Cause cause = waiting.causes().get(0);
      assertThat(cause).isInstanceOf(Outcome.Cause.StepInDoubt.class);
      String name = cause.path().substring(cause.path().lastIndexOf('/') + 1);
      boolean happened = world.hasSeen(name);
      try {
        engine.reconcile(
            RUN,
            cause.path(),
            happened
                ? Optional.of(Codec.json().write(world.value(name), Text.class))
                : Optional.empty(),
            ALICE);
      } catch (JournalException e) {
        assertThat(e).hasMessageNotContaining("failure of its engine");
      }
      outcome = engine.resume(RUN).settled();
    }
    return outcome;
  }

  private static void assertOrder(long seed, World world) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < world.bodies.size(); i++) {
      first.putIfAbsent(world.bodies.get(i), i);
    }
    first.forEach(
        (name, at) ->
            assertThat(world.before.get(name))
                .as("seed %d, before %s in %s", seed, name, world.bodies)
                .allMatch(earlier -> first.getOrDefault(earlier, at) < at));
  }

  private static List<String> completed(TestJournal journal) {
    return journal.all().stream()
        .map(Entry::event)
        .filter(Event.StepCompleted.class::isInstance)
        .map(event -> ((Event.StepCompleted) event).path())
        .toList();
  }
}
