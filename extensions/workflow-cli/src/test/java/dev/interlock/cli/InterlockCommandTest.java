package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Time;
import dev.interlock.audit.FileJournal;
import dev.interlock.record.Journal;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterlockCommandTest {
  private static final EngineFactory PLAIN = setup -> setup.engine().build();
  private static final EngineFactory APPROVING = setup -> setup.engine().channel(Says.YES).build();
  private static final EngineFactory DENYING = setup -> setup.engine().channel(Says.NO).build();

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void log() {
    log = folder.resolve("log");
  }

  /** Two days from now. */
  private record LaterTime() implements Time {
    @Override
    public Instant now() {
      return Time.system().now().plus(2, ChronoUnit.DAYS);
    }

    @Override
    public long nanos() {
      return Time.system().nanos();
    }

    @Override
    public void after(Duration delay, Runnable task) {}
  }

  private Shell shell(EngineFactory engines) {
    return new Shell(log, engines, Greeting.command());
  }

  private Shell.Answer greet(String name, String run) {
    return shell(PLAIN).on("greet", "--name", name, "--run", run);
  }

  private String next(String command, String run) {
    return "./interlock " + command + " " + run + " --log " + log;
  }

  @Nested
  class ARun {
    @Test
    void waitsForSomebodyAndSaysWhatToTypeNext() {
      Shell.Answer answer = greet("Ann", "r1");

      assertThat(answer.exit()).isEqualTo(3);
      assertThat(answer.lastLine()).isEqualTo(next("approve", "r1"));
      assertThat(answer.err()).contains("1-look-up done (", "welcome passed", "asks for host");
      assertThat(answer.err()).contains("2-approval not opened: not-a-terminal");
    }

    @Test
    void goesOnAfterAnApprovalFromAnotherProcess() {
      greet("Ann", "r1");
      Shell.Answer answer = shell(APPROVING).on("approve", "r1");

      assertThat(answer.exit()).isZero();
      assertThat(answer.out()).contains("run r1 completed", "Hello, Ann");
      assertThat(answer.err()).contains("2-approval approved by somebody", "3-greet done (");
      assertThat(answer.err()).doesNotContain("1-look-up");
    }

    @Test
    void isRejectedByANo() {
      greet("Ann", "r1");
      Shell.Answer answer = shell(DENYING).on("deny", "r1");

      assertThat(answer.exit()).isEqualTo(4);
      assertThat(answer.out()).contains("run r1 was rejected", "at 2-approval:");
      assertThat(answer.err()).doesNotContain("3-greet");
    }

    @Test
    void isRejectedByACheckThatDoesNotPass() {
      Shell.Answer answer = greet("troll", "r1");

      assertThat(answer.exit()).isEqualTo(4);
      assertThat(answer.out()).contains("at welcome:", "trolls are not welcome");
    }

    @Test
    void failsWithWhatHappenedWhatToCheckAndHowToRecover() {
      Shell.Answer answer = greet("boom", "r1");

      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.out())
          .contains("run r1 failed", "at 1-look-up", "What happened: UNKNOWN")
          .contains("What to check: the whole error", "How to recover: find the cause")
          .contains("the book fell\n      What to check: \\u001b[31mnothing");
    }

    @Test
    void waitsUntilTheSetUpIsMendedAndSomebodyResumesIt() throws IOException {
      Shell.Answer waiting = greet("locked", "r1");
      assertThat(waiting.exit()).isEqualTo(3);
      assertThat(waiting.out()).contains("What to check: the drawer", "put the key there");
      assertThat(waiting.lastLine()).isEqualTo(next("resume", "r1"));

      Files.createFile(log.resolve("key"));
      Shell.Answer resumed = shell(APPROVING).on("resume", "r1");
      assertThat(resumed.exit()).isZero();
      assertThat(shell(PLAIN).on("show", "r1").out()).contains("1-look-up", "2");
    }

    @Test
    void isRejectedOnceItsDeadlineHasPassed() {
      greet("Ann", "r1");
      EngineFactory later = setup -> setup.engine().time(new LaterTime()).build();
      Shell.Answer answer = shell(later).on("resume", "r1");

      assertThat(answer.exit()).isEqualTo(4);
      assertThat(answer.err()).contains("2-approval expired");
    }

    @Test
    void isCalledOff() {
      greet("Ann", "r1");
      Shell.Answer answer = shell(PLAIN).on("cancel", "r1");

      assertThat(answer.exit()).isEqualTo(5);
      assertThat(answer.out()).contains("run r1 was cancelled", "by os-user:");
    }

    @Test
    void refusesApproveAndDenyWithoutATerminalAndRecordsThat() {
      greet("Ann", "r1");
      Shell.Answer approved = shell(PLAIN).on("approve", "r1");
      Shell.Answer denied = shell(PLAIN).on("deny", "r1");

      assertThat(List.of(approved.exit(), denied.exit())).containsExactly(3, 3);
      assertThat(approved.lastLine()).isEqualTo(next("approve", "r1"));
      assertThat(shell(PLAIN).on("show", "r1").out().split("not counted", -1)).hasSize(4);
    }

    @Test
    void staysAsItEndedWhateverIsTyped() {
      greet("Ann", "r1");
      shell(DENYING).on("deny", "r1");

      for (String command : List.of("approve", "deny", "resume", "cancel")) {
        Shell.Answer answer = shell(APPROVING).on(command, "r1");
        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.err()).contains("run r1 has ended already");
      }
    }

    @Test
    void writesItsReportsAtItsEndAndAgainWhenResumed() throws IOException {
      greet("Ann", "r1");
      Path report = log.resolve("r1.txt");
      assertThat(report).doesNotExist();

      Shell.Answer answer = shell(APPROVING).on("approve", "r1");
      assertThat(answer.out()).contains("  written: ");
      assertThat(report).content().startsWith("COMPLETED");

      Files.delete(report);
      assertThat(shell(PLAIN).on("resume", "r1").exit()).isZero();
      assertThat(report).content().startsWith("COMPLETED");
    }

    @Test
    void keepsItsOutcomeWhenTheReportsCannotBeWritten() {
      CommandWorkflow<Greeting.Guest> broken =
          Greeting.command()
              .afterwards(
                  ended -> {
                    throw new IllegalStateException("no paper");
                  });
      Shell.Answer answer =
          new Shell(log, APPROVING, broken).on("greet", "--name", "Ann", "--run", "r1");

      assertThat(answer.exit()).isZero();
      assertThat(answer.err()).contains("no paper", next("resume", "r1"));
    }
  }

  @Nested
  class RunIdsTyped {
    @Test
    void areMadeOfTheInputAndARandomEndWhereNoneIsGiven() {
      Shell.Answer answer = shell(PLAIN).on("greet", "--name", "Ann of Sprint 7");

      assertThat(answer.out()).containsPattern("run ann-of-sprint-7-[a-z2-9]{6} waits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/b", "", "-a b", "x\ny"})
    void areRefusedOutsideTheirGrammarBeforeAnyFileIsTouched(String id) {
      Shell.Answer answer = shell(PLAIN).on("greet", "--name", "Ann", "--run=" + id);

      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("is not valid");
      assertThat(log).doesNotExist();
    }

    @Test
    void areRefusedWhenUsedWithTheStateOfThatRun() {
      greet("Ann", "r1");
      shell(APPROVING).on("approve", "r1");
      Shell.Answer answer = greet("Bo", "r1");

      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("'r1' already", "completed", next("show", "r1"));
    }

    @Test
    void areRefusedWhenUnknownNamingTheRunsThereAre() {
      greet("Ann", "r1");

      for (String command : List.of("show", "approve", "deny", "resume", "cancel")) {
        Shell.Answer answer = shell(PLAIN).on(command, "r2");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("no run 'r2'", "  r1", "./interlock runs --log");
      }
    }
  }

  @Nested
  class WhatIsTyped {
    @ParameterizedTest
    @ValueSource(strings = {"runs", "show r1", "approve r1", "deny r1", "cancel r1", "verify"})
    void isRefusedWithoutALogAndNothingIsCreated(String command) {
      Shell.Answer answer = shell(PLAIN).on(command.split(" "));

      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("there is no log in", "--log DIR");
      assertThat(log).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "grete --name Ann", "greet", "greet --name Ann --colour red", "show"})
    void isRefusedWhereItIsNoCommand(String command) {
      String[] args = command.isEmpty() ? new String[0] : command.split(" ");
      Shell.Answer answer = shell(PLAIN).type(args);

      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).isNotBlank();
      assertThat(log).doesNotExist();
    }

    @Test
    void isRefusedWhereTheInputSaysSo() {
      Shell.Answer answer = greet("unknown", "r1");

      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("there are 'Ann' and 'Bo'", "nothing was started");
      assertThat(shell(PLAIN).on("runs").out()).contains("no runs yet");
    }

    @Test
    void failsWhereTheInputCannotBeMade() {
      Shell.Answer answer = greet("broken", "r1");

      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.err()).contains("the book may not be read", "How to recover:");
    }

    @Test
    void mayBeAFileNameForNobody() throws IOException {
      Path arguments = Files.writeString(folder.resolve("args"), "runs");
      assertThat(shell(PLAIN).type("@" + arguments).exit()).isEqualTo(2);
    }

    @Test
    void showsHelpAndVersion() {
      assertThat(shell(PLAIN).type("--help").out())
          .contains("Usage: ./interlock", "greet", "approve", "130", "100%");
      assertThat(shell(PLAIN).type("greet", "--help").out())
          .contains("Usage: ./interlock greet", "--name=NAME", "(default: warm)");
      assertThat(shell(PLAIN).type("--version").out()).startsWith("interlock ");
      assertThat(shell(PLAIN).type("--help").exit()).isZero();
    }
  }

  @Nested
  class ALog {
    @Test
    void thatIsHeldIsLeftAloneAndItsHolderNamed() {
      greet("Ann", "r1");
      try (Journal held = FileJournal.open(log)) {
        Shell.Answer answer = shell(PLAIN).on("approve", "r1");

        assertThat(held.runs()).hasSize(1);
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("process " + ProcessHandle.current().pid());
      }
    }

    @Test
    void canBeReadWhileItIsHeld() {
      greet("Ann", "r1");
      try (Journal held = FileJournal.open(log)) {
        assertThat(held.runs()).hasSize(1);
        assertThat(shell(PLAIN).on("runs").exit()).isZero();
        assertThat(shell(PLAIN).on("show", "r1").exit()).isZero();
      }
    }

    @Test
    void withRunsOfAnotherDefinitionIsLeftAloneNamingBoth() throws IOException {
      greet("Ann", "r1");
      byte[] before = Files.readAllBytes(log.resolve("journal.jsonl"));
      CommandWorkflow<Greeting.Guest> changed =
          CommandWorkflow.onLog(
              "greet", "Other.", at -> Greeting.on(at).version("2"), r -> new Greeting.Guest("x"));
      Shell.Answer answer = new Shell(log, APPROVING, changed).on("approve", "r1");

      assertThat(answer.exit()).isEqualTo(1);
      String err = answer.err().replace("\n", " ");
      assertThat(err).contains(Greeting.on(log).digest(), Greeting.on(log).version("2").digest());
      assertThat(Files.readAllBytes(log.resolve("journal.jsonl"))).isEqualTo(before);
    }

    @Test
    void isVerified() {
      greet("Ann", "r1");

      Shell.Answer answer = shell(PLAIN).on("verify");
      assertThat(answer.exit()).isZero();
      assertThat(answer.out()).contains("OK-UNANCHORED");
      assertThat(shell(PLAIN).on("verify", "--run", "r1").exit()).isEqualTo(10);
    }

    @Test
    void thatWasTamperedWithIsFoundOut() throws IOException {
      greet("Ann", "r1");
      Path journal = log.resolve("journal.jsonl");
      Files.writeString(journal, Files.readString(journal).replace("Ann", "Eve"));

      Shell.Answer answer = shell(PLAIN).on("verify");
      assertThat(answer.exit()).isEqualTo(11);
      assertThat(answer.out()).contains("TAMPERED");
    }
  }

  @Nested
  class WhatIsShown {
    @Test
    void namesStepsChecksAnswersAndTheNextCommand() {
      greet("Ann", "r1");
      String shown = shell(PLAIN).on("show", "r1").out();

      assertThat(shown)
          .contains("workflow    greeting, version 1", "state       waiting", "(claimed)")
          .contains("definition  " + Greeting.on(log).digest())
          .containsPattern("1-look-up +done +unverified: there is +1 ")
          .containsPattern("2-approval +open +confirmed by host +1")
          .endsWith(next("approve", "r1") + System.lineSeparator());
    }

    @Test
    void namesWhoDecided() {
      greet("Ann", "r1");
      shell(DENYING).on("approve", "r1");

      assertThat(shell(PLAIN).on("show", "r1").out())
          .contains("denied by somebody (claimed) as host, over script, presence TERMINAL");
    }

    @Test
    void listsRuns() {
      greet("Ann", "r1");
      greet("boom", "r2");

      assertThat(shell(PLAIN).on("runs").out().lines().skip(1))
          .satisfiesExactly(
              line -> assertThat(line).matches("r1 +greeting +waiting +20.* 2-approval"),
              line -> assertThat(line).matches("r2 +greeting +failed +20.*"));
    }

    @Test
    void isNeverWiderThan80ColumnsButForACommandToCopy() {
      String wide = "x".repeat(30) + "日本語".repeat(30) + "y".repeat(60);
      String run = "a".repeat(100);
      Shell shell = shell(DENYING);
      List<Shell.Answer> answers =
          List.of(
              greet("boom", "r2"),
              shell(PLAIN).on("greet", "--name", wide, "--run", run),
              shell(PLAIN).on("show", run),
              shell.on("approve", run),
              shell.on("show", run),
              shell.on("runs"),
              shell.on("verify"),
              shell.on("show", "no-such-run"),
              shell.type("--help"),
              shell.type("greet", "--help"),
              shell.type("greet", "--" + "z".repeat(100)));

      assertThat(answers.stream().flatMap(answer -> answer.lines().stream()))
          .filteredOn(line -> !line.contains("./interlock"))
          .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void movesNoCursor() {
      greet("boom", "r1");
      greet("Ann\u009b2J", "r2");
      Shell.Answer denied = shell(DENYING).on("deny", "r2");
      Shell.Answer shown = shell(PLAIN).on("show", "r2");

      assertThat(denied.out() + denied.err() + shown.out())
          .doesNotContain("\u001b", "\u009b", "\r")
          .contains("not \\u001b[2Jtoday");
    }
  }

  @Nested
  class ForMachines {
    @Test
    void oneObjectSaysHowARunWasLeft() {
      String waiting = shell(PLAIN).on("greet", "--name", "Änn", "--run", "r1", "--json").json();
      assertThat(waiting)
          .contains("\"run\":\"r1\"", "\"status\":\"waiting\"", "\"exit\":3")
          .contains("{\"what\":\"gate\",\"path\":\"2-approval\",\"roles\":[\"host\"],")
          .contains("\"presence\":\"TERMINAL\"", "\"needed\":[{\"people\":1,")
          .contains("\"next\":\"" + next("approve", "r1") + "\"");

      Shell.Answer completed = shell(APPROVING).on("approve", "r1", "--json");
      assertThat(completed.json())
          .contains("\"status\":\"completed\"", "\"exit\":0", "Hello, \\u00c4nn")
          .doesNotContain("\"next\"");
      assertThat(completed.out()).hasLineCount(1);
    }

    @Test
    void oneObjectSaysWhyARunFailed() {
      assertThat(shell(PLAIN).on("greet", "--name", "boom", "--json").json())
          .contains(
              "\"failed\":{\"path\":\"1-look-up\"", "\"failure\":\"UNKNOWN\"", "\"recover\":");
    }

    @Test
    void oneObjectAnswersWhateverIsAsked() {
      greet("Ann", "r1");

      assertThat(shell(PLAIN).on("runs", "--json").json()).contains("{\"runs\":[{\"run\":\"r1\"");
      assertThat(shell(PLAIN).on("show", "r1", "--json").json())
          .contains("\"event\":\"run.started\"", "\"requester\":\"os-user:");
      assertThat(shell(PLAIN).on("verify", "--json").json()).contains("OK-UNANCHORED");
      assertThat(shell(PLAIN).on("show", "r9", "--json").json())
          .contains("\"error\":\"there is no run 'r9'", "\"exit\":2");
      assertThat(shell(PLAIN).type("nonsense", "--json").json()).contains("\"exit\":2");
    }
  }

  @Nested
  class WhatAHostGives {
    @Test
    void isRefusedUnderNamesThatAreTaken() {
      assertThatThrownBy(
              () -> CommandWorkflow.onLog("show", "x", Greeting::on, r -> new Greeting.Guest("x")))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'show'");
      assertThatThrownBy(() -> CommandOption.required("json", "X", "x"))
          .isInstanceOf(WorkflowException.class);
      assertThatThrownBy(
              () -> InterlockCommand.of(PLAIN, List.of(Greeting.command(), Greeting.command())))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'greet'");
    }
  }
}
