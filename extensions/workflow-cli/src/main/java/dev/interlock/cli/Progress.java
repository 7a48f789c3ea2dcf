package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows each event of a run once and in order, wherever it is heard of first. While somebody is
 * asked it keeps quiet and shows later what happened meanwhile. Safe for many threads.
 */
final class Progress implements Run.Listener {
  private final Display display;
  private final RunId run;
  private final AtomicLong shown;
  private final AtomicInteger asking = new AtomicInteger();
  private final Queue<Entry> kept = new ArrayDeque<>();

  /** Shows what happens in this run after this event of the log. */
  Progress(Display display, RunId run, long after) {
    this.display = display;
    this.run = run;
    this.shown = new AtomicLong(after);
  }

  @Override
  public synchronized void onEvent(Entry entry) {
    if (asking.get() > 0) {
      kept.add(entry);
    } else {
      show(entry);
    }
  }

  /** Shows what of these has not been shown. */
  synchronized void catchUp(List<Entry> entries) {
    entries.forEach(this::show);
  }

  /** Shows what of these has not been shown, then nothing before as many {@link #goOn()}. */
  synchronized void keepQuiet(List<Entry> entries) {
    catchUp(entries);
    asking.incrementAndGet();
    display.hide();
  }

  /** Somebody has answered; once nobody else is asked, what happened meanwhile is shown. */
  synchronized void goOn() {
    if (asking.decrementAndGet() > 0) {
      return;
    }
    display.show();
    for (Entry entry = kept.poll(); entry != null; entry = kept.poll()) {
      show(entry);
    }
  }

  synchronized void close() {
    display.close();
  }

  private void show(Entry entry) {
    if (!entry.run().equals(run) || entry.seq() <= shown.get()) {
      return;
    }
    shown.set(entry.seq());
    Event event = entry.event();
    if (event instanceof Event.RunStarted started) {
      Text.hanging("", "    ", "run " + run + " of " + started.workflow()).forEach(display::line);
    } else if (event instanceof Event.StepStarted started) {
      display.started(started.path());
    } else if (event instanceof Event.AtPath at) {
      display.ended(at.path());
    }
    Words.of(event).forEach(display::line);
  }
}
