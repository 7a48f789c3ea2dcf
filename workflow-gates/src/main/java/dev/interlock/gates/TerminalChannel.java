package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.internal.text.VisibleText;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks the person at the terminal of this process.
 *
 * <p>It asks only where standard input is a terminal, {@code /dev/tty} opens and the process is in
 * the foreground; where one of these does not hold or cannot be told, it refuses. A pipe, a file or
 * a background job never reaches the question. The person approves by typing a challenge that is
 * made for this one try, or denies by typing {@code no}; there are three tries. When the patience
 * is over, or the gate's deadline has passed, the gate stays as it is.
 *
 * <p>Who sat at the terminal is claimed, not proven: the principal is {@code os-user:} and the name
 * of the process's user, in the first of the roles that the gate names. A program that holds the
 * terminal can answer as well as a person can; a gate that must not take that asks for a higher
 * grade.
 *
 * <p>Immutable; safe for many threads. One prompt has the terminal at a time; others wait for it.
 */
public final class TerminalChannel implements Channel {
  private static final String NAME = "terminal";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Terminal terminal;
  private final PromptTime time;
  private final Supplier<Challenge> challenges;
  private final Duration patience;
  private final boolean denying;

  private TerminalChannel(
      Terminal terminal,
      PromptTime time,
      Supplier<Challenge> challenges,
      Duration patience,
      boolean denying) {
    this.terminal = terminal;
    this.time = time;
    this.challenges = challenges;
    this.patience = patience;
    this.denying = denying;
  }

  /** The terminal of this process, with a patience of five minutes. */
  public static TerminalChannel ofProcess() {
    return of(LinuxTerminal.ofProcess(), PromptTime.system(), Challenge.source());
  }

  /** The same, asking only for {@code no}: nothing that is typed approves. */
  public static TerminalChannel denying() {
    return ofProcess().onlyDenying();
  }

  static TerminalChannel of(Terminal terminal, PromptTime time, Supplier<Challenge> challenges) {
    return new TerminalChannel(terminal, time, challenges, PATIENCE, false);
  }

  TerminalChannel onlyDenying() {
    return new TerminalChannel(terminal, time, challenges, patience, true);
  }

  /**
   * The same, asking this long: from the first question on, for all tries together.
   *
   * @throws WorkflowException if the time is not positive
   */
  public TerminalChannel patience(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new WorkflowException("a terminal's patience must be longer than nothing");
    }
    return new TerminalChannel(terminal, this.time, challenges, time, denying);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Presence presence() {
    return Presence.TERMINAL;
  }

  /**
   * Whether standard input is a terminal, {@code /dev/tty} opens, and this is in the foreground.
   */
  @Override
  public boolean reachable() {
    return terminal.obstacle().isEmpty();
  }

  /**
   * Asks, and returns when there is a decision, three tries are used up or the patience is over.
   *
   * <p>Where nobody can be asked it refuses once, with one of the words {@code not-a-terminal},
   * {@code no-terminal}, {@code background} or {@code unknown-terminal} and an explanation behind a
   * colon. A wrong try is refused as {@code answer:} and what kind of mistake it was, never with
   * what was typed.
   *
   * @throws InterruptedException if the thread is interrupted while it asks; nothing is decided
   */
  @Override
  public void present(GateRequest request, Answers answers) throws InterruptedException {
    try (Terminal.Session session = terminal.open()) {
      conversation(request, answers).hold(session);
    } catch (Terminal.UnreachableException e) {
      answers.refuse(e.reason());
    } catch (IOException e) {
      answers.refuse("no-terminal: it failed while it was used");
    }
  }

  private Conversation conversation(GateRequest request, Answers answers) {
    Principal person = terminal.user();
    Prompt prompt = new Prompt(request, person, VisibleText.of(terminal.unicode()), denying);
    Respondent respondent = new Respondent(request, answers, person, NAME);
    return new Conversation(
        prompt, respondent, challenges, Patience.of(time, patience, request.notAfter()));
  }
}
