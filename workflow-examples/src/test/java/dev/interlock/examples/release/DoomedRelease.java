package dev.interlock.examples.release;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.audit.FileJournal;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that starts a release, or goes on with it, says so once the step of that name has begun
 * or has ended, and waits for its end.
 */
final class DoomedRelease {
  /** The run. */
  static final RunId RUN = RunId.of("r1");

  private DoomedRelease() {}

  /** The person who approves. */
  private record Desk(String name, Presence presence) implements Channel {
    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      answers.decide(request.approved(Principal.of("alice"), Release.RELEASE_MANAGER, name));
    }
  }

  /**
   * Runs.
   *
   * @param args the folder of the log, and the event and the step to stop at, such as {@code
   *     completed:7-git-tag}
   */
  public static void main(String[] args) {
    Path log = Path.of(args[0]);
    try (Journal journal = FileJournal.open(log)) {
      var workflow = Release.workflow(log);
      Engine engine =
          Engine.on(journal)
              .workflow(workflow)
              .channel(new Desk("desk", Presence.TERMINAL))
              .sink(entry -> stopAt(entry, args[1]))
              .build();
      if (journal.runs().isEmpty()) {
        var input = ReleaseRun.prepare(log, RUN, Map.of("offline", "yes"));
        System.out.println(engine.start(workflow, RUN, input).settled());
      } else {
        System.out.println(engine.resume(RUN).settled());
      }
    }
  }

  private static void stopAt(Entry entry, String place) {
    String here =
        entry.event() instanceof Event.StepStarted started
            ? "started:" + started.path()
            : entry.event() instanceof Event.StepCompleted completed
                ? "completed:" + completed.path()
                : "";
    if (here.equals(place)) {
      System.out.println("now");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
