package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TerminalChannelTest {
  private final FakeTerminal terminal = new FakeTerminal();
  private final HeardAnswers answers = new HeardAnswers();
  private final Iterator<Challenge> made =
      IntStream.rangeClosed(1, 9).mapToObj(n -> new Challenge("AAAA-000" + n)).iterator();
  private final Supplier<Challenge> challenges = made::next;
  private final TerminalChannel channel = TerminalChannel.of(terminal, terminal, challenges);
  private final GateRequest request = Requests.showing("tests = 240\n");

  private void ask() throws InterruptedException {
    ask(channel, request);
  }

  private void ask(TerminalChannel asking, GateRequest asked) throws InterruptedException {
    asking.present(asked, answers);
    assertThat(terminal.closed()).as("gave the terminal back").isTrue();
  }

  @Test
  void saysWhatItIs() {
    assertThat(channel.name()).isEqualTo("terminal");
    assertThat(channel.presence()).isEqualTo(Presence.TERMINAL);
    assertThat(channel.reachable()).isTrue();
  }

  @Nested
  class WhenThePersonAnswers {
    @Test
    void theChallengeApprovesAsTheUserInTheRoleOfTheGate() throws Exception {
      terminal.then("yes AAAA-0001\n");
      ask();
      assertThat(answers.decisions())
          .containsExactly(
              request.approved(Principal.of("os-user:olga"), "product-owner", "terminal"));
      assertThat(answers.refusals()).isEmpty();
      assertThat(terminal.screen()).endsWith("Approved and recorded.\n");
    }

    @Test
    void noDenies() throws Exception {
      terminal.then("no\n");
      ask();
      assertThat(answers.decisions())
          .containsExactly(
              request.denied(Principal.of("os-user:olga"), "product-owner", "terminal"));
      assertThat(terminal.screen()).endsWith("Denied and recorded.\n");
    }

    @Test
    void aLineMayComeInPieces() throws Exception {
      terminal.then("yes AA").then("AA-0001").then("\n");
      ask();
      assertThat(answers.decisions()).hasSize(1);
    }

    @Test
    void anEndOfFileIsNoAnswer() throws Exception {
      terminal.then(() -> terminal.endOfFileAhead()).then("no\n");
      ask();
      assertThat(answers.decisions()).hasSize(1);
      assertThat(answers.refusals()).isEmpty();
    }

    @Test
    void ofSeveralRolesTheFirstIsClaimedAndAllAreNamed() throws Exception {
      Approvers one = request.approvers();
      Approvers two = Approvers.of(one.kind(), List.of("lead", "security"), 1, one.policy());
      answers.roles(two.roles(), two.roles());
      terminal.then("no\n");
      ask(channel, Requests.of("", two, Optional.empty()));
      assertThat(answers.decisions()).extracting(Decision::role).containsExactly("lead");
      assertThat(terminal.screen())
          .contains("you are    os-user:olga, lead (as claimed)\nroles      lead, security\n");
    }
  }

  @Nested
  class WhenTheAnswerIsWrong {
    @Test
    void theRefusalNeverHoldsWhatWasTyped() throws Exception {
      terminal.then("hunter2\n").then("yes hunter2\n").then("hunter2".repeat(100) + "\n");
      ask();
      assertThat(answers.refusals()).hasSize(3).noneMatch(reason -> reason.contains("hunter"));
      assertThat(terminal.screen()).doesNotContain("hunter");
    }

    @Test
    void threeTriesAreAllThereAre() throws Exception {
      terminal.then("a\n").then("b\n").then("c\n").then("yes AAAA-0004\n");
      ask();
      assertThat(answers.refusals()).hasSize(3);
      assertThat(answers.decisions()).isEmpty();
      assertThat(terminal.screen())
          .contains("Tries left: 2\n", "Tries left: 1\n")
          .endsWith("No tries left. The gate stays open.\n");
    }

    @Test
    void theThirdTryCounts() throws Exception {
      terminal.then("a\n").then("b\n").then("yes AAAA-0003\n");
      ask();
      assertThat(answers.decisions()).hasSize(1);
    }

    @Test
    void theChallengeOfAnEarlierTryIsWorthNothing() throws Exception {
      terminal.then("a\n").then("yes AAAA-0001\n");
      ask();
      assertThat(answers.decisions()).isEmpty();
      assertThat(answers.refusals()).hasSize(2);
    }

    @Test
    void aLongLineIsRefusedAndNotKept() throws Exception {
      terminal.then("x".repeat(1_000_000) + "\n").then("no\n");
      ask();
      assertThat(answers.refusals()).containsExactly("answer: too long");
      assertThat(answers.decisions()).hasSize(1);
    }

    @Test
    void aLineOf256BytesIsLookedAtAndOneMoreIsNot() throws Exception {
      terminal.then("x".repeat(256) + "\n").then("x".repeat(257) + "\n");
      ask();
      assertThat(answers.refusals())
          .containsExactly("answer: not the challenge", "answer: too long");
    }
  }

  @Nested
  class WhenSomethingWasTypedBefore {
    @Test
    void wholeLinesAreThrownAwayAndThePersonIsTold() throws Exception {
      terminal.ahead("yes\nno\nyes AAAA-0001\n");
      ask();
      assertThat(answers.decisions()).isEmpty();
      assertThat(answers.refusals()).isEmpty();
      assertThat(terminal.screen()).contains("What was typed before this question is thrown away");
    }

    @Test
    void soIsWhatStandsBehindAnEndOfFile() throws Exception {
      terminal.endOfFileAhead().ahead("no\n");
      ask();
      assertThat(answers.decisions()).isEmpty();
    }

    @Test
    void linesTypedBehindAWrongAnswerAreNoAnswerToTheNextQuestion() throws Exception {
      terminal.then("wrong\nno\nno\n");
      ask();
      assertThat(answers.decisions()).isEmpty();
      assertThat(answers.refusals()).hasSize(1);
    }

    @Test
    void throwingAwayEndsWhenTheTypingDoesNot() throws Exception {
      terminal.ahead("nothing\n".repeat(10_000));
      ask();
      assertThat(answers.refusals()).as("more than is thrown away at once").hasSize(1);
      assertThat(terminal.screen()).contains("To approve");
    }
  }

  @Nested
  class WhenNobodyCanBeAsked {
    @Test
    void itRefusesOnceAndShowsNothing() throws Exception {
      terminal.unreachable("not-a-terminal: standard input is a pipe").ahead("yes\n");
      assertThat(channel.reachable()).isFalse();
      ask();
      assertThat(answers.refusals()).containsExactly("not-a-terminal: standard input is a pipe");
      assertThat(answers.decisions()).isEmpty();
      assertThat(terminal.screen()).isEmpty();
    }

    @Test
    void aTerminalThatGoesAwayWhileItAsksIsRefusedOnce() throws Exception {
      terminal.then(terminal::breakDown);
      ask();
      assertThat(answers.refusals()).containsExactly("no-terminal: it failed while it was used");
    }

    @Test
    void aTerminalThatGoesAwayAfterTheDecisionChangesNothing() throws Exception {
      answers.meanwhile(terminal::breakDown);
      terminal.then("no\n");
      ask();
      assertThat(answers.decisions()).hasSize(1);
      assertThat(answers.refusals()).isEmpty();
    }
  }

  @Nested
  class WhenADecisionDoesNotCount {
    @Test
    void theReasonIsShownAndItWasATry() throws Exception {
      answers.objecting("not in time\u001b[2J").objecting("two").objecting("three");
      terminal.then("yes AAAA-0001\n").then("yes AAAA-0002\n").then("yes AAAA-0003\n");
      terminal.then("yes AAAA-0004\n");
      ask();
      assertThat(answers.decisions()).hasSize(3);
      assertThat(answers.refusals()).isEmpty();
      assertThat(terminal.screen())
          .contains("That does not count: not in time\\u001b[2J\nTries left: 2\n")
          .endsWith("No tries left. The gate stays open.\n");
    }
  }

  @Nested
  class WhenOnlyADenialIsAskedFor {
    @Test
    void noDenies() throws Exception {
      terminal.then("no\n");
      ask(channel.onlyDenying(), request);
      assertThat(answers.decisions())
          .extracting(Decision::answer)
          .containsExactly(Decision.Answer.DENIED);
    }

    @Test
    void nothingApproves() throws Exception {
      terminal.then("yes AAAA-0001\n").then("yes\n").then("yes AAAA-0003\n");
      ask(channel.onlyDenying(), request);
      assertThat(answers.decisions()).isEmpty();
      assertThat(answers.refusals()).hasSize(3).containsOnly("answer: not no");
      assertThat(terminal.screen()).doesNotContain("yes ").contains("To deny, type no");
    }
  }

  @Nested
  class WhoAnswers {
    private final Principal olga = Principal.of("os-user:olga");

    @Test
    void saysYesInTheBestRoleAndNoInTheOneThatVetoes() throws Exception {
      answers.roles(List.of("tester", "security"), List.of("security", "tester"));
      terminal.then("yes AAAA-0001\n");
      ask();
      assertThat(answers.decisions()).containsExactly(request.approved(olga, "tester", "terminal"));
      assertThat(terminal.screen())
          .contains("you are    os-user:olga, tester (as claimed)\nto deny    you are security\n");
    }

    @Test
    void deniesInTheRoleThatVetoes() throws Exception {
      answers.roles(List.of("tester", "security"), List.of("security", "tester"));
      terminal.then("no\n");
      ask();
      assertThat(answers.decisions()).containsExactly(request.denied(olga, "security", "terminal"));
    }

    @Test
    void mayChooseTheRole() throws Exception {
      answers.roles(List.of("tester", "security"), List.of("security", "tester"));
      terminal.then("no\n");
      ask(channel.as("tester"), request);
      assertThat(answers.decisions()).containsExactly(request.denied(olga, "tester", "terminal"));
    }

    @Test
    void isNotAskedInARoleThatIsNotTheirs() throws Exception {
      ask(channel.as("tester"), request);
      assertThat(answers.decisions()).isEmpty();
      assertThat(answers.refusals())
          .containsExactly("role: 'os-user:olga' may not answer this gate in the role 'tester'");
      assertThat(terminal.screen()).contains("may not answer this gate").doesNotContain("yes ");
    }

    @Test
    void isNotAskedWithoutAnyRole() throws Exception {
      answers.roles(List.of(), List.of());
      ask();
      assertThat(answers.refusals())
          .containsExactly("role: 'os-user:olga' may not answer this gate in any of its roles");
    }

    @Test
    void saysTheCommentWithTheAnswer() throws Exception {
      terminal.then("yes AAAA-0001\n");
      ask(channel.withComment("the site is down"), request);
      assertThat(answers.decisions())
          .extracting(Decision::comment)
          .containsExactly(Optional.of("the site is down"));
      assertThat(terminal.screen()).contains("comment    the site is down\n");
    }

    @Test
    void isNotAskedWhereATerminalIsNotEnough() throws Exception {
      Approvers keys = Approvers.confirmedBy("product-owner").atLeast(Presence.KEY);
      ask(channel, Requests.of("", keys, Optional.empty()));
      assertThat(answers.decisions()).isEmpty();
      assertThat(answers.refusals())
          .containsExactly(
              "presence: gate '7-approval' asks for KEY, and a terminal reaches TERMINAL");
    }
  }
}
