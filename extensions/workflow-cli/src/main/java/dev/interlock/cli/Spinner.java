package dev.interlock.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The steps at work, on the last line of a terminal, with the time that they have taken. That line
 * is wiped before anything else is written.
 */
final class Spinner implements Display {
  static final List<String> BRAILLE = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
  static final List<String> ASCII = List.of("|", "/", "-", "\\");

  private static final String WIPE = "\r\u001b[K";

  private final PrintStream to;
  private final List<String> frames;
  private final LongSupplier nanos;
  private final Runnable stop;
  private final LastLine last;
  private final Map<String, Long> atWork = new LinkedHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicBoolean drawn = new AtomicBoolean();
  private final AtomicBoolean hidden = new AtomicBoolean();

  /** It turns whenever {@link #tick()} is called; {@code stop} is run once it is closed. */
  Spinner(PrintStream to, List<String> frames, LongSupplier nanos, Runnable stop) {
    this(to, frames, nanos, stop, new LastLine());
  }

  /** The same, with the last line of what a step's commands write. */
  Spinner(PrintStream to, List<String> frames, LongSupplier nanos, Runnable stop, LastLine last) {
    this.to = to;
    this.frames = frames;
    this.nanos = nanos;
    this.stop = stop;
    this.last = last;
  }

  /** Draws the next picture. */
  synchronized void tick() {
    if (hidden.get() || atWork.isEmpty()) {
      return;
    }
    long oldest = atWork.values().iterator().next();
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - oldest);
    String time = "  " + Text.duration(micros);
    String frame = frames.get(turn.getAndIncrement() % frames.size()) + " ";
    int room = Text.COLUMNS - 1 - Text.width(frame) - Text.width(time);
    String doing = last.get().isEmpty() ? "" : ": " + last.get();
    to.print(WIPE + frame + Text.cut(String.join(", ", atWork.keySet()) + doing, room) + time);
    to.flush();
    drawn.set(true);
  }

  private void wipe() {
    if (drawn.getAndSet(false)) {
      to.print(WIPE);
      to.flush();
    }
  }

  @Override
  public synchronized void line(String text) {
    wipe();
    to.println(text);
  }

  @Override
  public synchronized void started(String path) {
    atWork.put(Text.clean(path), nanos.getAsLong());
  }

  @Override
  public synchronized void ended(String path) {
    atWork.remove(Text.clean(path));
    last.accept("");
    wipe();
  }

  @Override
  public synchronized void hide() {
    hidden.set(true);
    wipe();
  }

  @Override
  public synchronized void show() {
    hidden.set(false);
  }

  @Override
  public synchronized void close() {
    stop.run();
    atWork.clear();
    hide();
  }
}
