package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every channel must do, whomever it asks. */
abstract class ChannelContract {
  private static final GateRequest REQUEST =
      new GateRequest(
          RunId.of("run-1"),
          "interlock/" + "0".repeat(32),
          "workflow",
          "2".repeat(64),
          "gate",
          3,
          "0".repeat(32),
          Principal.of("rita"),
          "Text",
          "0".repeat(64),
          "text",
          "1".repeat(64),
          List.of("lead"),
          Optional.empty(),
          Approvers.confirmedBy("lead"),
          Optional.empty());

  abstract Channel channel();

  @Test
  void it_has_a_name_of_lower_case() {
    assertThat(channel().name()).matches("[a-z0-9][a-z0-9-]{0,63}");
  }

  @Test
  void it_is_what_it_is() {
    Channel channel = channel();
    assertThat(channel.presence()).isEqualTo(channel.presence());
    assertThat(channel.isInbox()).isEqualTo(channel.isInbox());
  }

  @Test
  void what_it_delivers_answers_what_it_presented_in_its_own_name() throws Exception {
    Channel channel = channel();
    List<Decision> delivered = new ArrayList<>();
    channel.present(
        REQUEST,
        new Channel.Answers() {
          @Override
          public Optional<String> decide(Decision decision) {
            delivered.add(decision);
            return Optional.empty();
          }

          @Override
          public List<String> roles(Principal by, Decision.Answer answer) {
            return REQUEST.roles();
          }

          @Override
          public void refuse(String reason) {
            assertThat(reason).isNotBlank();
          }
        });
    assertThat(delivered)
        .allSatisfy(
            decision -> {
              assertThat(decision.run()).isEqualTo(REQUEST.run());
              assertThat(decision.gate()).isEqualTo(REQUEST.gate());
              assertThat(decision.attempt()).isEqualTo(REQUEST.attempt());
              assertThat(decision.nonce()).isEqualTo(REQUEST.nonce());
              assertThat(decision.shown()).isEqualTo(REQUEST.shown());
              assertThat(decision.channel()).isEqualTo(channel.name());
            });
  }
}
