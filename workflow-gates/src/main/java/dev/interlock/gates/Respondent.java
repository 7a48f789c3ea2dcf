package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.record.Principal;
import java.util.Optional;

/** Hands over what the person at the terminal said. */
record Respondent(GateRequest request, Channel.Answers answers, Principal person, String channel) {

  /** Delivers a reply; gives why it does not count, or empty if it does. */
  Optional<String> deliver(Reply reply) {
    return switch (reply) {
      case APPROVED -> answers.decide(request.approved(person, role(), channel));
      case DENIED -> answers.decide(request.denied(person, role(), channel));
      default -> {
        answers.refuse("answer: " + reply.mistake());
        yield Optional.of(reply.mistake());
      }
    };
  }

  private String role() {
    return request.roles().get(0);
  }
}
