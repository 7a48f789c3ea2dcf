package dev.interlock.gates;

import dev.interlock.record.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A terminal and its time, moved by hand: whenever the prompt waits, 20 ms pass and the person does
 * the next thing of the script. Used from one thread.
 */
final class FakeTerminal implements Terminal, Terminal.Session, PromptTime {
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final Deque<Runnable> script = new ArrayDeque<>();
  private final Deque<Integer> typed = new ArrayDeque<>();
  private final StringBuilder screen = new StringBuilder();
  private Duration passed = Duration.ZERO;
  private Optional<String> obstacle = Optional.empty();
  private boolean broken;
  private int opened;

  /** The person types this when the prompt next waits. */
  FakeTerminal then(String text) {
    return then(text.getBytes(StandardCharsets.UTF_8));
  }

  FakeTerminal then(byte[] bytes) {
    script.add(() -> type(bytes));
    return this;
  }

  FakeTerminal then(Runnable act) {
    script.add(act);
    return this;
  }

  /** This was typed before anything was asked. */
  FakeTerminal ahead(String text) {
    type(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  FakeTerminal endOfFileAhead() {
    typed.add(-1);
    return this;
  }

  FakeTerminal unreachable(String reason) {
    obstacle = Optional.of(reason);
    return this;
  }

  void breakDown() {
    broken = true;
  }

  void pass(Duration time) {
    passed = passed.plus(time);
  }

  private void type(byte[] bytes) {
    for (byte b : bytes) {
      typed.add(b & 0xff);
    }
  }

  String screen() {
    return screen.toString();
  }

  Duration passed() {
    return passed;
  }

  boolean closed() {
    return opened == 0;
  }

  @Override
  public Optional<String> obstacle() {
    return obstacle;
  }

  @Override
  public Session open() throws IOException {
    if (obstacle.isPresent()) {
      throw new UnreachableException(obstacle.get());
    }
    opened++;
    return this;
  }

  @Override
  public Principal user() {
    return Principal.of("os-user:olga");
  }

  @Override
  public boolean unicode() {
    return true;
  }

  @Override
  public void print(String text) throws IOException {
    failIfBroken();
    screen.append(text);
  }

  @Override
  public int available() throws IOException {
    failIfBroken();
    return typed.size();
  }

  @Override
  public int read() {
    return typed.remove();
  }

  @Override
  public void close() {
    opened--;
  }

  private void failIfBroken() throws IOException {
    if (broken) {
      throw new IOException("gone");
    }
  }

  @Override
  public long nanos() {
    return passed.toNanos();
  }

  @Override
  public Instant now() {
    return START.plus(passed);
  }

  @Override
  public void pause() {
    pass(Duration.ofMillis(20));
    Runnable next = script.poll();
    if (next != null) {
      next.run();
    }
  }
}
