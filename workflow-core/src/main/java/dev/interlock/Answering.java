package dev.interlock;

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
    if (!decision.channel().equals(channel)) {
      refuse("channel: the decision names another channel than delivered it");
      return Optional.of("channel: the decision names another channel than delivered it");
    }
    return runs.ask(request.run(), task -> task.progress().gates().decide(decision, false));
  }

  @Override
  public void refuse(String reason) {
    runs.ask(
        request.run(),
        task -> {
          task.progress().gates().refuse(request.gate(), request.attempt(), reason, channel);
          return true;
        });
  }
}
