package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.internal.text.VisibleText;
import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
 * of the process's user, which may be an alias of one of the people. Of the roles that the gate
 * asks for and this person holds, it is the one that leaves others the places that they can fill,
 * unless one was chosen. A program that holds the terminal can answer as well as a person can; a
 * gate that must not take that asks for a higher grade.
 *
 * <p>Immutable; safe for many threads. One prompt has the terminal at a time; others wait for it.
 */
public final class TerminalChannel implements Channel {
  private static final String NAME = "terminal";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Terminal terminal;
  private final PromptTime time;
  private final Supplier<Challenge> challenges;
  private final Manner manner;

  private TerminalChannel(
      Terminal terminal, PromptTime time, Supplier<Challenge> challenges, Manner manner) {
    this.terminal = terminal;
    this.time = time;
    this.challenges = challenges;
    this.manner = manner;
  }

  /** How it asks. */
  private record Manner(
      Duration patience, boolean denying, Optional<String> role, Optional<String> comment) {}

  /** The terminal of this process, with a patience of five minutes. */
  public static TerminalChannel ofProcess() {
    return of(LinuxTerminal.ofProcess(), PromptTime.system(), Challenge.source());
  }

  /** The same, asking only for {@code no}: nothing that is typed approves. */
  public static TerminalChannel denying() {
    return ofProcess().onlyDenying();
  }

  static TerminalChannel of(Terminal terminal, PromptTime time, Supplier<Challenge> challenges) {
    return new TerminalChannel(
        terminal,
        time,
        challenges,
        new Manner(PATIENCE, false, Optional.empty(), Optional.empty()));
  }

  private TerminalChannel in(Manner other) {
    return new TerminalChannel(terminal, time, challenges, other);
  }

  TerminalChannel onlyDenying() {
    return in(new Manner(manner.patience, true, manner.role, manner.comment));
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
    return in(new Manner(time, manner.denying, manner.role, manner.comment));
  }

  /** The same, answering in this role only; a gate that does not ask for it is refused. */
  public TerminalChannel as(String role) {
    return in(new Manner(manner.patience, manner.denying, Optional.of(role), manner.comment));
  }

  /**
   * The same, with this comment to whatever is answered.
   *
   * @param text at most 1,000 characters
   */
  public TerminalChannel withComment(String text) {
    return in(new Manner(manner.patience, manner.denying, manner.role, Optional.of(text)));
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
   * colon; with {@code role} where the person may not answer, and with {@code presence} where the
   * gate asks for a higher grade. A wrong try is refused as {@code answer:} and what kind of
   * mistake it was, never with what was typed.
   *
   * @throws InterruptedException if the thread is interrupted while it asks; nothing is decided
   */
  @Override
  public void present(GateRequest request, Answers answers) throws InterruptedException {
    try (Terminal.Session session = terminal.open()) {
      if (presence().reaches(request.least())) {
        ask(request, answers, session);
      } else {
        refuse("presence", tooLow(request), answers, session);
      }
    } catch (Terminal.UnreachableException e) {
      answers.refuse(e.reason());
    } catch (IOException e) {
      answers.refuse("no-terminal: it failed while it was used");
    }
  }

  private void ask(GateRequest request, Answers answers, Terminal.Session session)
      throws IOException, InterruptedException {
    Optional<Speaker> speaker = Speaker.of(terminal.user(), answers, manner.role, manner.comment);
    if (speaker.isPresent()) {
      conversation(new Respondent(request, answers, speaker.get(), NAME)).hold(session);
    } else {
      refuse("role", nobody(), answers, session);
    }
  }

  private static void refuse(String reason, String words, Answers answers, Terminal.Session session)
      throws IOException {
    answers.refuse(reason + ": " + words);
    session.print(VisibleText.ascii().line(words) + "\n");
  }

  private static String tooLow(GateRequest request) {
    return "gate '"
        + request.gate()
        + "' asks for "
        + request.least()
        + ", and a terminal reaches TERMINAL";
  }

  private String nobody() {
    return "'"
        + terminal.user()
        + "' may not answer this gate"
        + manner.role.map(role -> " in the role '" + role + "'").orElse(" in any of its roles");
  }

  private Conversation conversation(Respondent respondent) {
    GateRequest request = respondent.request();
    Prompt prompt =
        new Prompt(
            request, respondent.speaker(), VisibleText.of(terminal.unicode()), manner.denying);
    return new Conversation(
        prompt, respondent, challenges, Patience.of(time, manner.patience, request.notAfter()));
  }
}
