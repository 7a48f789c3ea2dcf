package dev.interlock.audit;

import dev.interlock.Engine;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.record.Codec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Honest logs of runs that go on under another definition. */
final class MigratedBases {
  private MigratedBases() {}

  private static Workflow<Text, Text> versioned(String version) {
    return Workflow.define(
            "versioned",
            Text.class,
            (flow, in) -> {
              Ref<Text> look = RareBases.plain(flow, "look", in);
              var approval = flow.gate("approval", look, RareBases.LEAD);
              Ref<Text> close = RareBases.plain(flow, "close", approval);
              return version.equals("1") ? close : RareBases.plain(flow, "more", close);
            })
        .version(version);
  }

  /** A run goes on under another version while its gate is open. */
  static void migrated(Path dir) {
    migrated(dir, versioned("1"), versioned("2"));
  }

  private static void migrated(Path dir, Workflow<Text, Text> first, Workflow<Text, Text> second) {
    try (FileJournal journal = Logs.open(dir)) {
      Clocks clocks = new Clocks();
      Engine engine = ofBoth(journal, clocks, first, second);
      engine.start(first, Telling.RUN, new Text("in"), Telling.RITA);
      engine.migrate(Telling.RUN, second, Telling.ALICE);
      RareBases.approveAll(engine, clocks);
    }
  }

  /** The same in a run with a scope of each kind, all of which it has come through. */
  static void migratedWide(Path dir) {
    Workflow<Text, Text> second = Bases.wide().version("2");
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = ofBoth(journal, clocks, Bases.wide(), second);
      engine.start(Bases.wide(), Telling.RUN, new Text("in"), Telling.RITA);
      RareBases.soon(engine, clocks);
      engine.migrate(Telling.RUN, second, Telling.ALICE);
      var word = Codec.json().write(new Text("word"), Text.class);
      engine.submit(engine.requested(Telling.RUN).get(0).answer(Telling.BOB, "lead", word));
    }
  }

  /** Loops that have turned have one more step in each turn by the second version. */
  static void migratedLoops(Path dir) {
    migrated(dir, loops(false), loops(true));
  }

  private static Workflow<Text, Text> loops(boolean more) {
    return Workflow.define(
            "loops",
            Text.class,
            (flow, in) -> {
              Ref<Text> rounds =
                  flow.repeat("rounds", Text.class)
                      .atMost(3)
                      .until("it is long", text -> text.text().length() > 6)
                      .run((turn, before) -> further(turn, longer(turn, before), more));
              return RareBases.plain(
                  flow,
                  "close",
                  flow.gate(
                      "ok",
                      flow.forEach("each", Text.class)
                          .of(rounds, text -> List.of(new Text("a"), new Text("b")))
                          .keyedBy(Text::text)
                          .atMost(2)
                          .atOnce(1)
                          .run(
                              (turn, item) ->
                                  further(turn, RareBases.plain(turn, "use", item), more)),
                      RareBases.LEAD));
            })
        .version(more ? "2" : "1");
  }

  private static Ref<Text> longer(Flow turn, Ref<Optional<Text>> before) {
    return turn.step("longer", Text.class)
        .reading(before)
        .combine(text -> new Text(text.map(Text::text).orElse("") + "more"));
  }

  private static Ref<Text> further(Flow turn, Ref<Text> of, boolean more) {
    return more ? turn.step("further", Text.class).reading(of).combine(text -> text) : of;
  }

  /** By the second version a gate is about what no gate was about before. */
  static void migratedGate(Path dir) {
    migrated(dir, asking(false), asking(true));
  }

  private static Workflow<Text, Text> asking(boolean more) {
    return Workflow.define(
            "asking",
            Text.class,
            (flow, in) -> {
              Ref<Text> first = RareBases.plain(flow, "first", in);
              Ref<Text> used =
                  more
                      ? RareBases.plain(flow, "use", flow.gate("early", first, RareBases.LEAD))
                      : first;
              Ref<Text> second = RareBases.plain(flow, "second", used);
              return RareBases.plain(flow, "close", flow.gate("ok", second, RareBases.LEAD));
            })
        .version(more ? "2" : "1");
  }

  /** What is optional failed, and is passed over under the second version. */
  static void migratedOver(Path dir) {
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      ofBoth(journal, clocks, optional("1"), optional("2"))
          .start(optional("1"), Telling.RUN, new Text("in"), Telling.RITA);
    }
    Logs.endAfter(dir, "step.failed");
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = ofBoth(journal, clocks, optional("1"), optional("2"));
      engine.migrate(Telling.RUN, optional("2"), Telling.ALICE);
      RareBases.approveAll(engine, clocks);
    }
  }

  private static Workflow<Text, Text> optional(String version) {
    return Workflow.define(
            "optional",
            Text.class,
            (flow, in) -> {
              var maybe = RareBases.missing(flow, in);
              return RareBases.plain(flow, "close", flow.gate("ok", maybe, RareBases.LEAD));
            })
        .version(version);
  }

  /** How an effect is undone is only said by the second version; then somebody says no. */
  static void migratedUndone(Path dir) {
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = ofBoth(journal, clocks, undoable(false), undoable(true));
      engine.start(undoable(false), Telling.RUN, new Text("in"), Telling.RITA);
      engine.migrate(Telling.RUN, undoable(true), Telling.ALICE);
      GateBases.take(engine, GateBases.asked(engine).denied(Telling.ALICE, "lead", Desk.NAME));
    }
  }

  private static Workflow<Text, Text> undoable(boolean undoes) {
    return Workflow.define(
            "undoable",
            Text.class,
            (flow, in) -> {
              var act =
                  flow.step("act", Text.class).reading(in).unverified("a test").unguarded("a test");
              Ref<Text> did =
                  (undoes ? act.compensatedBy(text -> {}) : act).act(text -> new Text("did"));
              return RareBases.plain(flow, "close", flow.gate("ok", did, RareBases.LEAD));
            })
        .version(undoes ? "2" : "1");
  }

  private static Engine ofBoth(
      FileJournal journal, Clocks clocks, Workflow<Text, Text> first, Workflow<Text, Text> second) {
    return Engine.on(journal)
        .time(clocks)
        .channel(new Desk())
        .executor(Runnable::run)
        .workflow(first)
        .workflow(second)
        .build();
  }
}
