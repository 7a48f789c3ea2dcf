package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import java.util.Optional;

/** Hands over what the person at the terminal said. */
record Respondent(GateRequest request, Channel.Answers answers, Speaker speaker, String channel) {

  /** Delivers a reply; gives why it does not count, or empty if it does. */
  Optional<String> deliver(Reply reply) {
    return switch (reply) {
      case APPROVED -> decide(request.approved(speaker.person(), speaker.yes(), channel));
      case DENIED -> decide(request.denied(speaker.person(), speaker.no(), channel));
      default -> {
        answers.refuse("answer: " + reply.mistake());
        yield Optional.of(reply.mistake());
      }
    };
  }

  private Optional<String> decide(Decision decision) {
    return answers.decide(speaker.says(decision));
  }
}
