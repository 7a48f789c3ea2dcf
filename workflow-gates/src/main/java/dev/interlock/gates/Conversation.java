package dev.interlock.gates;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** One presentation of a gate at a terminal: at most three tries. Used from one thread. */
final class Conversation {
  static final int TRIES = 3;

  private final Prompt prompt;
  private final Respondent respondent;
  private final Supplier<Challenge> challenges;
  private final Patience patience;

  Conversation(
      Prompt prompt, Respondent respondent, Supplier<Challenge> challenges, Patience patience) {
    this.prompt = prompt;
    this.respondent = respondent;
    this.challenges = challenges;
    this.patience = patience;
  }

  void hold(Terminal.Session session) throws IOException, InterruptedException {
    session.print(prompt.opening());
    for (int left = TRIES - 1; left >= 0; left--) {
      Challenge challenge = challenges.get();
      Optional<TypedLine> line = asked(challenge, session);
      if (line.isEmpty()) {
        session.print(patience.expired() ? prompt.expired() : prompt.unanswered());
        return;
      }
      if (counts(Reply.of(line.get(), prompt.approvable(challenge)), left, session)) {
        return;
      }
    }
  }

  private Optional<TypedLine> asked(Challenge challenge, Terminal.Session session)
      throws IOException, InterruptedException {
    if (TypedLine.discard(session) > 0) {
      session.print(prompt.discarded());
    }
    session.print(prompt.question(challenge));
    return TypedLine.next(session, patience);
  }

  private boolean counts(Reply reply, int left, Terminal.Session session) throws IOException {
    Optional<String> objection = respondent.deliver(reply);
    if (objection.isPresent()) {
      session.print(prompt.objection(objection.get(), left));
      return false;
    }
    try {
      session.print(prompt.recorded(reply));
    } catch (IOException e) {
      // It is recorded; that the terminal went away since changes nothing.
    }
    return true;
  }
}
