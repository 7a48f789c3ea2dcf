package dev.interlock.audit;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Checked;
import dev.interlock.Engine;
import dev.interlock.Flow;
import dev.interlock.GateRequest;
import dev.interlock.Ref;
import dev.interlock.Step;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.record.Codec;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs to which nearly everything happens, with texts that try to be more than texts. */
final class Eventful {
  static final RunId RELEASE = RunId.of("release-42");
  static final RunId SMALL = RunId.of("small");

  /** Tries to end what it stands in, of HTML, of SVG, of Markdown and of a terminal. */
  static final String HOSTILE =
      "</script></style></pre><img src=\"https://evil.test/a.png\" onerror='alert(1)'>"
          + "\u001b[2J\u202egnp.exe\u2066 ]]> <!-- --> &lt; ``` ~~~ | # h\n```\n# heading\n"
          + "[link](javascript:alert(1)) <b onclick=x> ${x} \ud83d\ude00 \u00a0\u200bend";

  private static final Step.Retry RETRY = Step.Retry.attempts(3).waiting(Shapes.SOON);

  /** A text. */
  public record Text(String text) {}

  /** What was seen. */
  public record Saw(String what, long bytes) {}

  /** A list. */
  public record Regions(List<Text> all) {}

  private int tries;

  private Eventful() {}

  private static Verdict saw(String what) {
    return Verdict.passed(new Saw(what, 4096));
  }

  private Workflow<Text, Text> release() {
    return Workflow.define(
        "release",
        Text.class,
        (flow, in) -> {
          Ref<Text> built = collected(flow, in);
          Ref<Text> reviewed = reviewed(flow, built);
          Ref<Text> way = chosen(flow, reviewed);
          Ref<Text> polished = polished(flow, way);
          Ref<Checked<Text>> clean =
              flow.check("policy-check", polished, text -> saw("policy of the house"));
          var approval =
              flow.gate(
                      "approval",
                      clean,
                      Approvers.fourEyes("lead").within(Shapes.SOON.multipliedBy(99)))
                  .showing(built);
          Ref<Text> migrated = migrated(flow, approval);
          Ref<List<Text>> deployed = deployed(flow, migrated);
          Ref<Text> told = told(flow, deployed);
          var last = flow.gate("go-live", told, Approvers.confirmedBy("product-owner"));
          return flow.step("switch-over", Text.class)
              .reading(last)
              .verifiedBy("answers", (a, b) -> saw("it answers"))
              .act(text -> new Text("live"));
        });
  }

  private Ref<Text> collected(Flow flow, Ref<Text> in) {
    return flow.step("collect-the-build-and-what-it-is-made-of", Text.class)
        .reading(in, flow.evidence())
        .expecting("the build is not empty", text -> !text.text().isEmpty())
        .verifiedBy("rebuilt-elsewhere", (a, evidence, b) -> saw("the same bytes"))
        .retry(RETRY)
        .compute(
            (text, evidence) -> {
              evidence.add(new Saw("fetched " + HOSTILE, 17));
              if (++tries < 3) {
                throw new FailureException(Failure.Kind.TRANSIENT, "no answer: " + HOSTILE);
              }
              return new Text("build 42");
            });
  }

  private static Ref<Text> plain(Flow flow, String name, Ref<Text> in) {
    return flow.step(name, Text.class).reading(in).combine(text -> new Text(name));
  }

  private static Ref<Text> reviewed(Flow flow, Ref<Text> built) {
    return flow.parallel("reviews", Text.class)
        .branch("security", f -> plain(f, "report", plain(f, "scan", built)))
        .branch("quality", f -> plain(f, "run-all-tests", built))
        .branch(
            "licences",
            f ->
                f.step("look-up", Text.class)
                    .reading(built)
                    .unverified("there is one list, and " + HOSTILE)
                    .compute(text -> new Text(HOSTILE)))
        .join((a, b, c) -> new Text("all three agree"));
  }

  private static Ref<Text> chosen(Flow flow, Ref<Text> reviewed) {
    return flow.choose("size-of-the-change")
        .on(reviewed)
        .when("large", "more than a thousand lines", text -> false, f -> plain(f, "plan", reviewed))
        .when("small", "less than that", text -> true, f -> plain(f, "note", reviewed))
        .otherwise(f -> plain(f, "ask", reviewed));
  }

  private static Ref<Text> polished(Flow flow, Ref<Text> way) {
    return flow.repeat("polish", Text.class)
        .atMost(4)
        .until("nothing is left to do", text -> text.text().length() > 2)
        .run(
            (f, before) ->
                f.step("improve", Text.class)
                    .reading(way, before)
                    .combine((a, b) -> new Text(b.map(Text::text).orElse("x") + "x")));
  }

  private static Ref<Text> migrated(Flow flow, Ref<Approved<Checked<Text>>> approval) {
    return flow.step("migrate-database", Text.class)
        .reading(approval)
        .verifiedBy("read-back", (a, b) -> saw("schema 42"))
        .sensitive()
        .compensatedBy(done -> {})
        .act(
            text -> {
              throw new InterruptedException("cut off");
            });
  }

  private static Ref<List<Text>> deployed(Flow flow, Ref<Text> migrated) {
    return flow.forEach("regions", Text.class)
        .of(migrated, text -> List.of(new Text("eu-1"), new Text("us-2"), new Text("ap-3")))
        .keyedBy(Text::text)
        .atMost(5)
        .run(
            (f, item) ->
                f.step("deploy", Text.class)
                    .reading(item)
                    .unverified("the region has no read-back")
                    .unguarded("approved above, for all regions")
                    .compensatedBy(done -> {})
                    .act(text -> new Text("deployed to " + text.text())));
  }

  private static Ref<Text> told(Flow flow, Ref<List<Text>> deployed) {
    Ref<Text> all =
        flow.step("sum-up", Text.class).reading(deployed).combine(list -> new Text("3"));
    Ref<Optional<Text>> news =
        flow.step("tell-the-news", Text.class)
            .reading(all)
            .unverified("nobody can read it back")
            .optional("news can wait")
            .compute(
                text -> {
                  throw new FailureException(Failure.Kind.BUSINESS_RULE, "the list is closed");
                });
    flow.pause("let-it-settle", Shapes.SOON);
    Ref<Text> word =
        flow.receive("word-of-the-operator", Text.class)
            .verifiedBy("signed", text -> saw("a signature"))
            .from("operator");
    Ref<Text> both = flow.step("both", Text.class).reading(news, word).combine((a, b) -> b);
    return flow.child("announce", announcing(), both);
  }

  private static Workflow<Text, Text> announcing() {
    return Workflow.define("announcing", Text.class, (flow, in) -> plain(flow, "work", in));
  }

  private static Engine engine(Journal journal, Clocks clocks, Workflow<Text, Text> workflow) {
    return Engine.on(journal)
        .time(clocks)
        .channel(new Desk())
        .executor(Runnable::run)
        .workflow(workflow)
        .workflow(announcing())
        .build();
  }

  /** A release with a retry, a doubt, refused answers, a skip, two gates and a no at the last. */
  static void release(Path dir) {
    release(dir, true);
  }

  /** The same up to its last gate. */
  static void waiting(Path dir) {
    release(dir, false);
  }

  private static void release(Path dir, boolean toItsEnd) {
    Clocks clocks = new Clocks();
    Workflow<Text, Text> workflow = new Eventful().release();
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = engine(journal, clocks, workflow);
      engine.start(workflow, RELEASE, new Text("x".repeat(20_000)), Telling.RITA);
      for (int i = 0; i < 2; i++) {
        clocks.pass(Shapes.SOON);
        engine.runDue();
      }
      answered(engine);
      clocks.pass(Shapes.SOON.multipliedBy(12));
      Text did = new Text("schema 42, password of the service");
      engine.reconcile(RELEASE, "migrate-database", Optional.of(json(did)), Telling.BOB);
      clocks.pass(Shapes.SOON);
      engine.runDue();
      engine.submit(engine.requested(RELEASE).get(0).answer(Telling.BOB, "guest", json(did)));
      engine.submit(
          engine.requested(RELEASE).get(0).answer(Telling.BOB, "operator", json(new Text("go"))));
      if (toItsEnd) {
        GateRequest last = engine.pending(RELEASE).get(0);
        clocks.pass(Shapes.SOON.multipliedBy(3));
        engine.decide(last.denied(Telling.ALICE, "product-owner", Desk.NAME).withComment(HOSTILE));
        journal.erase(RELEASE, Principal.of("dora"));
      }
    }
  }

  private static void answered(Engine engine) {
    GateRequest request = engine.pending(RELEASE).get(0);
    engine.decide(request.approved(Principal.ai("clever"), "lead", Desk.NAME));
    engine.decide(request.approved(Telling.RITA, "lead", Desk.NAME));
    engine.decide(
        request.approved(Telling.ALICE, "lead", Desk.NAME).withComment("looked at all three"));
  }

  private static dev.interlock.record.Json json(Text text) {
    return Codec.json().write(text, Text.class);
  }

  /** A small run that completes: a step, a gate and an act. */
  static void small(Path dir) {
    Clocks clocks = new Clocks();
    Workflow<Text, Text> workflow =
        Workflow.define(
            "small",
            Text.class,
            (flow, in) -> {
              var look =
                  flow.step("look", Text.class)
                      .reading(in)
                      .unverified("it is a test")
                      .compute(text -> new Text("a|b `c` *d*"));
              var gate = flow.gate("may-it", look, Approvers.confirmedBy("lead"));
              return flow.step("do-it", Text.class)
                  .reading(gate)
                  .verifiedBy("read-back", (a, b) -> saw("done"))
                  .act(text -> new Text("done"));
            });
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = engine(journal, clocks, workflow);
      engine.start(workflow, SMALL, new Text("in"), Telling.RITA);
      GateRequest request = engine.pending(SMALL).get(0);
      clocks.pass(Shapes.SOON);
      engine.decide(request.approved(Telling.ALICE, "lead", Desk.NAME).withComment("`yes`\n# no"));
    }
  }
}
