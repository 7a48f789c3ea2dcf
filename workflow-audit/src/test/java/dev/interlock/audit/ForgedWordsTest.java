package dev.interlock.audit;

import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.insert;
import static dev.interlock.audit.Forged.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Workflow;
import dev.interlock.audit.Forging.Told;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another log is found in which a word is nobody's who may give it, or people are other people. */
class ForgedWordsTest {
  private static final String OTHERS = "ef".repeat(32);
  private static final String PEOPLE = "\"people\":\"" + Signed.DIGEST;

  private static final Map<String, Consumer<Path>> BASES =
      Map.of(
          "trouble", Bases::trouble,
          "changed", GateBases::changed,
          "child", ForgedWordsTest::child,
          "moved", ForgedWordsTest::moved);

  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, BASES);
  }

  private static Workflow<Text, Text> gated(String name, Presence least) {
    return Workflow.define(
        name,
        Text.class,
        (flow, text) ->
            flow.step("open", Text.class)
                .reading(flow.gate("ok", text, Approvers.confirmedBy("lead").atLeast(least)))
                .combine(approved -> approved.value()));
  }

  private static void yes(Engine engine, RunId run) {
    GateRequest asked = engine.pending(run).get(0);
    assertThat(engine.decide(Signed.yes(asked, Telling.ALICE, "lead"))).isEmpty();
  }

  private static Workflow<Text, Text> asking(Workflow<Text, Text> child) {
    return Workflow.define("asking", Text.class, (flow, text) -> flow.child("sub", child, text));
  }

  /** The people change while a run waits that another one asked for. */
  static void child(Path dir) {
    Workflow<Text, Text> child = gated("asked", Presence.KEY);
    Workflow<Text, Text> parent = asking(child);
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      GateBases.signing(journal, clocks, parent)
          .start(parent, Telling.RUN, new Text("in"), Telling.RITA)
          .settled();
    }
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine =
          Engine.on(journal)
              .time(clocks)
              .channel(new Desk(Presence.KEY))
              .people(Signed.people(OTHERS, Signed.ALICE_KEY, List.of("lead")))
              .executor(Runnable::run)
              .workflow(parent)
              .workflow(child)
              .build();
      engine.adoptPeople(Telling.RUN, Telling.ALICE).settled();
      yes(engine, engine.runs().get(1));
    }
  }

  /** A run goes on under a definition whose gate takes less. */
  static void moved(Path dir) {
    Workflow<Text, Text> before = gated("gated", Presence.KEY);
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = GateBases.signing(journal, new Clocks(), before);
      engine.start(before, Telling.RUN, new Text("in"), Telling.RITA).settled();
      engine.migrate(Telling.RUN, gated("gated", Presence.TERMINAL), Telling.ALICE).settled();
      yes(engine, Telling.RUN);
    }
  }

  static Stream<Forged> ofWords() {
    String nobody = "no person's word";
    return Stream.of(
        edit("of an ai", "trouble", "step.reconciled", 1, to("\"bob\"", "\"ai:b\""), nobody),
        edit("of a system", "trouble", "step.reconciled", 1, to("\"bob\"", "\"system:b\""), nobody),
        edit("of an ai again", "trouble", "run.resumed", 1, to("\"alice\"", "\"ai:b\""), nobody),
        edit("of an ai on people", "changed", "people.changed", 1, to("alice", "ai:b"), nobody),
        edit("of an ai on rules", "moved", "run.migrated", 1, to("\"alice\"", "\"ai:b\""), nobody),
        edit(
                "a promise that is not kept",
                "moved",
                "run.started",
                1,
                to("\"profile\":\"P0\"", "\"profile\":\"P1\""),
                "does not keep")
            .lines(3));
  }

  static Stream<Forged> ofPeople() {
    return Stream.of(
        edit(
            "of another run",
            "child",
            "run.started",
            2,
            to(PEOPLE, "\"people\":\"" + OTHERS),
            "by other people"),
        edit("of nobody", "child", "run.started", 2, to(PEOPLE + "\",", ""), "by other people"),
        insert(
            "alone",
            "child",
            "people.changed",
            1,
            new Told(
                Logs.AT,
                childRun(),
                "people.changed",
                "{\"from\":\"%s\",\"to\":\"%s\",\"by\":\"alice\"}"
                    .formatted(Signed.DIGEST, OTHERS)),
            "other people than the run goes by that asked"));
  }

  private static String childRun() {
    Forging log = originals.log("child");
    return log.events().get(log.find("run.started", 2)).run();
  }

  @ParameterizedTest
  @MethodSource("ofWords")
  void a_word_that_is_nobodys_who_may_give_it_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @ParameterizedTest
  @MethodSource("ofPeople")
  void a_child_that_goes_by_others_than_its_parent_is_found(Forged forged) {
    originals.assertFound(forged);
  }

  @Test
  void answers_in_runs_that_it_asked_for_are_looked_at_with_a_run() {
    Forging log = originals.log("child");
    log.write(log.events());
    RecordVerifier parent = RecordVerifier.of(originals.dir("child")).run(Telling.RUN);
    assertThat(parent.verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    Verification found = parent.people(Signed.people()).verify();
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.INCOMPLETE);
    assertThat(found.reason().orElseThrow()).contains(childRun(), "others than those given");
  }
}
