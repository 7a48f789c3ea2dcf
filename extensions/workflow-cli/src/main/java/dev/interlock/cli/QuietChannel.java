package dev.interlock.cli;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A channel that has the terminal to itself while it asks, and can be told to stop asking. */
final class QuietChannel implements Channel {
  private final Channel asking;
  private final Progress progress;
  private final Journal journal;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Set<Thread> threads = new HashSet<>();

  QuietChannel(Channel asking, Progress progress, Journal journal) {
    this.asking = asking;
    this.progress = progress;
    this.journal = journal;
  }

  @Override
  public String name() {
    return asking.name();
  }

  @Override
  public Presence presence() {
    return asking.presence();
  }

  @Override
  public boolean reachable() {
    return asking.reachable();
  }

  @Override
  public void present(GateRequest request, Answers answers) throws Exception {
    if (!begun()) {
      return;
    }
    progress.keepQuiet(journal.entries(request.run()));
    try {
      asking.present(request, answers);
    } catch (InterruptedException e) {
      if (!stopped.get()) {
        throw e;
      }
    } finally {
      ended();
      progress.goOn();
    }
  }

  private synchronized boolean begun() {
    return !stopped.get() && threads.add(Thread.currentThread());
  }

  /** The interrupt was for the question; what this thread does next is not to be hit by it. */
  private synchronized void ended() {
    threads.remove(Thread.currentThread());
    if (stopped.get()) {
      Thread.interrupted();
    }
  }

  /** Ends all questions without an answer, and asks none any more. */
  synchronized void stopAsking() {
    stopped.set(true);
    threads.forEach(Thread::interrupt);
  }
}
