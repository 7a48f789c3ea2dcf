package dev.interlock.audit;

import dev.interlock.Approvers;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Honest logs of runs at whose gates more is asked than one yes. */
final class GateBases {
  static final RunId AGAIN = RunId.of("run-2");

  private GateBases() {}

  static Workflow<Text, Text> gated(Approvers approvers) {
    return Workflow.define(
        "gated",
        Text.class,
        (flow, in) -> {
          Ref<Text> look =
              flow.step("look", Text.class).reading(in).combine(text -> new Text("looked"));
          var approval = flow.gate("approval", look, approvers);
          return flow.step("close", Text.class).reading(approval).combine(text -> text.value());
        });
  }

  static Workflow<Text, Text> named() {
    return Workflow.define(
        "named",
        Text.class,
        (flow, in) -> {
          Ref<Approvers.Named> who =
              flow.step("who", Approvers.Named.class)
                  .reading(in)
                  .combine(text -> new Approvers.Named(List.of("alice", "carol")));
          var approval = flow.gate("approval", in, Approvers.confirmedBy("lead")).approvers(who);
          return flow.step("close", Text.class).reading(approval).combine(text -> text.value());
        });
  }

  static Engine engine(FileJournal journal, Clocks clocks, Workflow<Text, Text> workflow) {
    return Engine.on(journal)
        .time(clocks)
        .channel(new Desk())
        .executor(Runnable::run)
        .workflow(workflow)
        .build();
  }

  static Engine signing(FileJournal journal, Clocks clocks, Workflow<Text, Text> workflow) {
    return engine(journal, clocks, workflow, Signed.people());
  }

  static Engine engine(
      FileJournal journal, Clocks clocks, Workflow<Text, Text> workflow, People people) {
    return Engine.on(journal)
        .time(clocks)
        .channel(new Desk(Presence.KEY))
        .people(people)
        .executor(Runnable::run)
        .workflow(workflow)
        .build();
  }

  private static void tellSigned(Path dir, Workflow<Text, Text> workflow, Bases.Acts acts) {
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = signing(journal, clocks, workflow);
      engine.start(workflow, Telling.RUN, new Text("in"), Telling.RITA);
      acts.happen(engine, clocks);
    }
  }

  static GateRequest asked(Engine engine) {
    return engine.pending(Telling.RUN).get(0);
  }

  private static void yes(Engine engine, Principal who, String role) {
    take(engine, asked(engine).approved(who, role, Desk.NAME));
  }

  static void take(Engine engine, Decision decision) {
    engine
        .decide(decision)
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
  }

  /** A lead and somebody of qa. */
  static void needs(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.all("lead", "qa")),
        (engine, clocks) -> {
          yes(engine, Telling.ALICE, "lead");
          yes(engine, Telling.BOB, "qa");
        });
  }

  /** A lead says no, which only a boss may; another one says yes. */
  static void unmoved(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.confirmedBy("lead").vetoedBy("boss")),
        (engine, clocks) -> {
          take(engine, asked(engine).denied(Telling.ALICE, "lead", Desk.NAME));
          yes(engine, Telling.BOB, "lead");
        });
  }

  /** A boss says no after one of two. */
  static void vetoed(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.some(2, "lead").vetoedBy("boss")),
        (engine, clocks) -> {
          yes(engine, Telling.ALICE, "lead");
          take(engine, asked(engine).denied(Telling.BOB, "boss", Desk.NAME));
        });
  }

  /** Nobody answers in time; one of two does at the next presentation, one at a third. */
  static void waits(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.some(2, "lead").askedAgainAfter(Shapes.SOON)),
        (engine, clocks) -> {
          clocks.pass(Shapes.SOON);
          engine.runDue();
          engine.present(Telling.RUN);
          yes(engine, Telling.ALICE, "lead");
          engine.present(Telling.RUN);
          yes(engine, Telling.BOB, "lead");
        });
  }

  /** A lead answers, nobody of qa does; then a chief may, and does. */
  static void escalated(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.all("lead", "qa").escalatingAfter(Shapes.SOON, "chief")),
        (engine, clocks) -> {
          yes(engine, Telling.ALICE, "lead");
          clocks.pass(Shapes.SOON);
          engine.runDue();
          yes(engine, Telling.BOB, "chief");
        });
  }

  /** A value of the run names who may answer. */
  static void named(Path dir) {
    Bases.tell(dir, named(), (engine, clocks) -> yes(engine, Telling.ALICE, "lead"));
  }

  /** What was opened with reasons has to be looked at. */
  static void glass(Path dir) {
    tellSigned(
        dir,
        gated(Approvers.breakGlass(2, "lead", "look at it")),
        (engine, clocks) -> {
          take(engine, Signed.yes(asked(engine), Telling.ALICE, "lead").withComment("it burns"));
          take(engine, Signed.yes(asked(engine), Signed.DAVE, "lead").withComment("so it does"));
        });
  }

  /** Two sign, one of them in the place of alice. */
  static void signed(Path dir) {
    tellSigned(
        dir,
        gated(Approvers.all("lead", "qa").fourEyes().atLeast(Presence.KEY)),
        (engine, clocks) -> {
          take(engine, Signed.yes(asked(engine), Signed.CAROL, "lead"));
          take(engine, Signed.yes(asked(engine), Telling.BOB, "qa"));
        });
  }

  /** Somebody touches a security key. */
  static void touched(Path dir) {
    tellSigned(
        dir,
        gated(Approvers.confirmedBy("lead").atLeast(Presence.HARDWARE)),
        (engine, clocks) -> take(engine, Signed.yes(asked(engine), Signed.DAVE, "lead")));
  }

  /** A run goes by other people after it was approved by one of two. */
  static void changed(Path dir) {
    Clocks clocks = new Clocks();
    Workflow<Text, Text> workflow = gated(Approvers.some(1, "lead").atLeast(Presence.KEY));
    try (FileJournal journal = Logs.open(dir)) {
      Engine plain = engine(journal, clocks, workflow);
      plain.start(workflow, Telling.RUN, new Text("in"), Telling.RITA);
    }
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = signing(journal, clocks, workflow);
      engine.adoptPeople(Telling.RUN, Telling.ALICE);
      take(engine, Signed.yes(asked(engine), Telling.ALICE, "lead"));
    }
  }

  /** A run is asked for again that was denied. */
  static void again(Path dir) {
    Workflow<Text, Text> workflow = gated(Approvers.confirmedBy("lead"));
    Bases.tell(
        dir,
        workflow,
        (engine, clocks) -> {
          take(engine, asked(engine).denied(Telling.ALICE, "lead", Desk.NAME));
          engine.startAgain(workflow, Telling.RUN, AGAIN, Telling.RITA);
        });
  }

  /** Presented once more while there is time. */
  static void twice(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.confirmedBy("lead").within(Shapes.SOON)),
        (engine, clocks) -> {
          clocks.pass(Duration.ofSeconds(1));
          engine.present(Telling.RUN);
          yes(engine, Telling.ALICE, "lead");
        });
  }

  /** Called off while there is time. */
  static void limited(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.confirmedBy("lead").within(Shapes.SOON)),
        (engine, clocks) -> engine.cancel(Telling.RUN, Telling.BOB));
  }

  /** Nobody answers in time, and meanwhile the clock on the wall is set back. */
  static void expired(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.confirmedBy("lead").within(Shapes.SOON)),
        (engine, clocks) -> {
          clocks.setBack(Duration.ofHours(1));
          clocks.pass(Shapes.SOON.plusSeconds(1));
          engine.runDue();
        });
  }

  /** A run with a limit waits for its gate. */
  static void underALimit(Path dir) {
    Bases.tell(
        dir,
        gated(Approvers.confirmedBy("lead")).timeout(Shapes.SOON),
        (engine, clocks) -> yes(engine, Telling.ALICE, "lead"));
  }

  /** A run asks for another one, whose gate asks for a signature. */
  static void childSigns(Path dir) {
    asking(dir, Approvers.confirmedBy("lead").atLeast(Presence.KEY));
  }

  /** The same, where it does not. */
  static void childDoesNotSign(Path dir) {
    asking(dir, Approvers.confirmedBy("lead"));
  }

  private static void asking(Path dir, Approvers approvers) {
    Workflow<Text, Text> child = gated(approvers);
    tellSigned(
        dir,
        Workflow.define("asking", Text.class, (flow, in) -> flow.child("sub", child, in)),
        (engine, clocks) -> {});
  }
}
