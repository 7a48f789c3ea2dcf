package dev.interlock.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlock.Approvers;
import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Channel} must do, whomever it asks. Use from one thread. */
public abstract class ChannelContract {
  /** For those who extend it. */
  protected ChannelContract() {}

  /** The channel, always the same in one test. */
  protected abstract Channel channel();

  /** The role that the gates of these tests ask for. */
  protected static final String ROLE = "lead";

  private static GateRequest request(String run, int attempt) {
    return new GateRequest(
        RunId.of(run),
        "log/" + "0".repeat(32),
        "workflow",
        "2".repeat(64),
        "gate",
        attempt,
        String.valueOf(attempt).repeat(32),
        Principal.of("rita"),
        "Text",
        "0".repeat(64),
        "text",
        "1".repeat(64),
        List.of(ROLE),
        Optional.empty(),
        Approvers.confirmedBy(ROLE),
        Optional.empty());
  }

  /** Takes what a channel delivers. */
  private record Delivered(List<Decision> decisions, List<String> refusals)
      implements Channel.Answers {
    Delivered() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public synchronized Optional<String> decide(Decision decision) {
      decisions.add(decision);
      return Optional.empty();
    }

    @Override
    public List<String> roles(Principal by, Decision.Answer answer) {
      return List.of(ROLE);
    }

    @Override
    public synchronized void refuse(String reason) {
      refusals.add(reason);
    }
  }

  private Delivered presented(GateRequest request) throws Exception {
    Delivered delivered = new Delivered();
    channel().present(request, delivered);
    return delivered;
  }

  @Test
  final void it_has_a_name_of_lower_case() {
    assertTrue(channel().name().matches("[a-z0-9][a-z0-9-]{0,63}"), channel().name());
  }

  @Test
  final void it_is_what_it_is() throws Exception {
    Channel channel = channel();
    String name = channel.name();
    var presence = channel.presence();
    boolean inbox = channel.isInbox();
    presented(request("run-1", 1));
    assertEquals(name, channel.name());
    assertEquals(presence, channel.presence());
    assertEquals(inbox, channel.isInbox());
  }

  @Test
  final void what_it_delivers_answers_what_it_presented_in_its_own_name() throws Exception {
    for (GateRequest asked : List.of(request("run-1", 1), request("run-2", 3))) {
      for (Decision decision : presented(asked).decisions()) {
        assertEquals(asked.run(), decision.run());
        assertEquals(asked.gate(), decision.gate());
        assertEquals(asked.attempt(), decision.attempt());
        assertEquals(asked.nonce(), decision.nonce());
        assertEquals(asked.shown(), decision.shown());
        assertEquals(channel().name(), decision.channel());
      }
    }
  }

  @Test
  final void it_decides_in_the_name_of_people_only() throws Exception {
    for (Decision decision : presented(request("run-1", 1)).decisions()) {
      assertEquals(Principal.Kind.PERSON, decision.by().kind(), decision.by().name());
    }
  }

  @Test
  final void nobody_says_both_yes_and_no() throws Exception {
    List<Decision> decisions = presented(request("run-1", 1)).decisions();
    long people = decisions.stream().map(Decision::by).distinct().count();
    assertEquals(people, decisions.size(), "answers, one a person");
  }

  @Test
  final void a_refusal_says_why() throws Exception {
    for (String reason : presented(request("run-1", 1)).refusals()) {
      assertFalse(reason.isBlank(), "a refusal without a reason");
    }
  }

  @Test
  final void an_inbox_returns_without_waiting_for_an_answer() throws Exception {
    if (channel().isInbox()) {
      Thread.currentThread().interrupt();
      try {
        presented(request("run-1", 1));
        assertTrue(Thread.interrupted(), "it waited: it took the interrupt");
      } finally {
        Thread.interrupted();
      }
    }
  }
}
