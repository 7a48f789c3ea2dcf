package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.GateRequest;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a terminal is asked. */
class TerminalPatienceTest {
  private final FakeTerminal terminal = new FakeTerminal();
  private final HeardAnswers answers = new HeardAnswers();
  private final TerminalChannel channel =
      TerminalChannel.of(terminal, terminal, () -> new Challenge("AAAA-0001"));
  private final GateRequest request = Requests.showing("tests = 240\n");

  private void ask() throws InterruptedException {
    ask(channel, request);
  }

  private void ask(TerminalChannel asking, GateRequest asked) throws InterruptedException {
    asking.present(asked, answers);
    assertThat(terminal.closed()).as("gave the terminal back").isTrue();
  }

  @Test
  void thePatienceEndsAfterFiveMinutesWithoutAnyEvent() throws Exception {
    ask();
    assertThat(terminal.passed()).isEqualTo(Duration.ofMinutes(5));
    assertThat(answers.decisions()).isEmpty();
    assertThat(answers.refusals()).isEmpty();
    assertThat(terminal.screen()).endsWith("The gate stays open; the run keeps waiting.\n");
  }

  @Test
  void itIsOnePatienceForAllTries() throws Exception {
    terminal.then(() -> terminal.pass(Duration.ofSeconds(200))).then("wrong\n");
    ask();
    assertThat(terminal.passed()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void anotherPatienceMayBeAskedFor() throws Exception {
    ask(channel.patience(Duration.ofSeconds(7)), request);
    assertThat(terminal.passed()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void anAnswerAfterItDoesNotCount() throws Exception {
    terminal.then(
        () -> {
          terminal.pass(Duration.ofMinutes(5));
          terminal.ahead("yes AAAA-0001\n");
        });
    ask();
    assertThat(answers.decisions()).isEmpty();
  }

  @Test
  void anAnswerJustBeforeItsEndCounts() throws Exception {
    terminal.then(
        () -> {
          terminal.pass(Duration.ofMinutes(5).minusMillis(21));
          terminal.ahead("yes AAAA-0001\n");
        });
    ask();
    assertThat(answers.decisions()).hasSize(1);
  }

  @Test
  void theGatesDeadlineEndsItEarlier() throws Exception {
    Instant end = FakeTerminal.START.plusSeconds(2);
    ask(channel, Requests.of("", request.approvers(), Optional.of(end)));
    assertThat(terminal.passed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(terminal.screen())
        .contains("expires    2026-01-01T12:00:02Z\n")
        .endsWith("The gate's deadline has passed. Nothing was approved.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void noPatienceAtAllIsAMistake(String patience) {
    assertThatThrownBy(() -> channel.patience(Duration.parse(patience)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("patience");
  }
}
