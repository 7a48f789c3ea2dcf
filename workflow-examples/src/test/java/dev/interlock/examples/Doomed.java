package dev.interlock.examples;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.audit.FileJournal;
import dev.interlock.examples.sprintreview.SprintReview;
import dev.interlock.examples.sprintreview.SprintReviewRun;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that starts the sprint review, or goes on with it, and after so many events says so and
 * waits for its end.
 */
final class Doomed {
  private static final RunId RUN = RunId.of("s7");

  private Doomed() {}

  /** The person who approves. */
  private record Desk(String name, Presence presence) implements Channel {
    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      answers.decide(request.approved(Principal.of("alice"), "product-owner", name));
    }
  }

  /**
   * Runs.
   *
   * @param args the folder of the log, and after how many events to stop; 0 for never
   */
  public static void main(String[] args) {
    Path log = Path.of(args[0]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(args[1]));
    try (Journal journal = FileJournal.open(log)) {
      var workflow = SprintReview.workflow(log);
      Engine engine =
          Engine.on(journal)
              .workflow(workflow)
              .channel(new Desk("desk", Presence.TERMINAL))
              .sink(entry -> stopAt(left.decrementAndGet()))
              .build();
      if (journal.runs().isEmpty()) {
        var input = SprintReviewRun.prepare(log, RUN, Map.of("sprint", "Sprint 7"));
        System.out.println(engine.start(workflow, RUN, input).settled());
      } else {
        System.out.println(engine.resume(RUN).settled());
      }
    }
  }

  private static void stopAt(int left) {
    if (left == 0) {
      System.out.println("now");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
