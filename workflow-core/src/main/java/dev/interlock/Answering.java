package dev.interlock;

import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;

/** Where one channel delivers its answers to one presentation. Safe for many threads. */
final class Answering implements Channel.Answers {
  private final Runs runs;
  private final GateRequest request;
  private final String channel;

  Answering(Runs runs, GateRequest request, String channel) {
    this.runs = runs;
    this.request = request;
    this.channel = channel;
  }

  @Override
  public Optional<String> decide(Decision decision) {
    Inside.refuse("answer a gate");
    if (!decision.channel().equals(channel)) {
      String reason = "channel: the decision names another channel than delivered it";
      refuse(reason);
      return Optional.of(reason);
    }
    return runs.ask(request.run(), task -> task.progress().gates().decide(decision, false));
  }

  @Override
  public List<String> roles(Principal by, Decision.Answer answer) {
    Inside.refuse("answer a gate");
    return runs.ask(
        request.run(), task -> task.progress().gates().roles(request.gate(), by, answer));
  }

  @Override
  public void refuse(String reason) {
    Inside.refuse("answer a gate");
    runs.ask(
        request.run(),
        task -> {
          task.progress().gates().refuse(request.gate(), request.attempt(), reason, channel);
          return true;
        });
  }
}
