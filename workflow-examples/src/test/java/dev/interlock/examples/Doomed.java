package dev.interlock.examples;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a process does that is to be killed in the midst of a run. */
public final class Doomed {
  private Doomed() {}

  /** Alice, who approves in a role as soon as she is asked. */
  private record Alice(String role) implements Channel {
    @Override
    public String name() {
      return "desk";
    }

    @Override
    public Presence presence() {
      return Presence.TERMINAL;
    }

    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      answers.decide(request.approved(Principal.of("alice"), role, name()));
    }
  }

  /**
   * Starts the run, or goes on with the one that is there; says so after a certain line, and waits
   * there for its end.
   *
   * @param role that in which Alice approves
   * @param last whether a line is the one to stop after
   */
  public static <I> void run(
      Path log,
      Workflow<I, ?> workflow,
      RunId run,
      Supplier<I> input,
      String role,
      Predicate<Entry> last) {
    try (Journal journal = FileJournal.open(log)) {
      Engine engine =
          Engine.on(journal)
              .workflow(workflow)
              .channel(new Alice(role))
              .sink(entry -> stopIf(last.test(entry)))
              .build();
      System.out.println(
          journal.runs().isEmpty()
              ? engine.start(workflow, run, input.get()).settled()
              : engine.resume(run).settled());
    }
  }

  private static void stopIf(boolean last) {
    if (last) {
      System.out.println("now");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
