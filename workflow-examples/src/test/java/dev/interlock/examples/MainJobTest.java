package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.FileJournal;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sprint review as a newcomer runs it: the real program, in a process of its own. */
class MainJobTest {
  private static final String[] START = {"sprint-review", "--sprint", "Sprint 7", "--run", "s7"};
  private static final String ASKED = "expect:\n> $";

  @TempDir Path folder;

  private Program program() {
    return new Program(folder);
  }

  private List<Entry> entries() {
    try (Journal journal = FileJournal.readOnly(program().log())) {
      return journal.entries(RunId.of("s7"));
    }
  }

  private <E extends Event> List<E> events(Class<E> type) {
    return entries().stream().map(Entry::event).filter(type::isInstance).map(type::cast).toList();
  }

  /** Every work item of the run, by its file. */
  private Map<String, String> items() {
    Path items = program().log().resolve("runs/s7/items");
    try (Stream<Path> files = Files.walk(items)) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(items.relativize(file).toString(), Files.readString(file));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nested
  class AtATerminal {
    @Test
    void theChallengeClosesTheSprint() throws Exception {
      var ended = program().attended(List.of(ASKED, "type:{challenge}\\n"), START);

      assertThat(ended.exit()).isZero();
      assertThat(items().get("epics/EPIC-001.json")).contains("\"Done\"");
      assertThat(program().log().resolve("runs/s7/closure.md")).content().contains("**CLOSED**");
      assertThat(program().unattended("verify").exit()).isZero();
      assertThat(program().unattended("verify", "--run", "s7").exit()).isZero();
    }

    @Test
    void noRejectsAndChangesNothing() throws Exception {
      program().unattended(START);
      Map<String, String> before = items();
      var ended = program().attended(List.of(ASKED, "type:no\\n"), "approve", "s7");

      assertThat(ended.exit()).isEqualTo(4);
      assertThat(items()).isEqualTo(before);
      assertThat(events(Event.RunRejected.class)).hasSize(1);
      assertThat(program().unattended("resume", "s7").exit()).isEqualTo(4);
      assertThat(program().unattended("approve", "s7").exit()).isEqualTo(4);
      assertThat(items()).isEqualTo(before);
    }

    @Test
    void whatWasStartedWithoutATerminalIsApprovedFromAnotherProcessAndNotDoneTwice()
        throws Exception {
      var waiting = program().unattended(START);
      var ended = program().attended(List.of(ASKED, "type:{challenge}\\n"), "approve", "s7");

      assertThat(waiting.exit()).isEqualTo(3);
      assertThat(waiting.out().strip()).endsWith("./interlock approve s7 --log " + program().log());
      assertThat(ended.exit()).isZero();
      assertThat(events(Event.StepStarted.class))
          .extracting(Event.StepStarted::path)
          .doesNotHaveDuplicates()
          .hasSize(10);
    }
  }

  @Nested
  class WithoutATerminal {
    @Test
    void aPipedYesOpensNothingAndIsRecorded() throws Exception {
      Path yes = Files.writeString(folder.resolve("yes"), "yes\nyes\nyes\n");
      assertThat(program().reading(yes.toFile(), START).exit()).isEqualTo(3);
      Map<String, String> before = items();
      var approve = program().reading(yes.toFile(), "approve", "s7");

      assertThat(approve.exit()).isEqualTo(3);
      assertThat(items()).isEqualTo(before);
      assertThat(events(Event.GateRefused.class))
          .hasSize(2)
          .allMatch(refused -> refused.reason().startsWith("not-a-terminal"));
      assertThat(events(Event.GateDecided.class)).isEmpty();
    }

    @Test
    void aPipedYesOpensNothingEvenWhereThereIsATerminal() throws Exception {
      var ended = program().attended(List.of("--stdin=pipe:yes\\n"), START);

      assertThat(ended.exit()).isEqualTo(3);
      assertThat(events(Event.GateDecided.class)).isEmpty();
    }

    @Test
    void resumingARunThatWaitsWritesNothing() throws Exception {
      program().unattended(START);
      int before = entries().size();

      assertThat(program().unattended("resume", "s7").exit()).isEqualTo(3);
      assertThat(entries()).hasSize(before);
    }

    @Test
    void aSprintAt78PercentIsRejectedAndNoEpicIsTouched() throws Exception {
      var ended = program().unattended("sprint-review", "--sprint", "Sprint 8", "--run", "s7");

      assertThat(ended.exit()).isEqualTo(4);
      assertThat(ended.out()).contains("not-blocked");
      assertThat(events(Event.GateRequested.class)).isEmpty();
      assertThat(events(Event.StepStarted.class))
          .extracting(Event.StepStarted::path)
          .doesNotContain("8-closure");
      assertThat(program().log().resolve("runs/s7/summary.json"))
          .content()
          .contains("\"not_reached\"");
    }

    @Test
    void aUsedRunIdIsRefusedWithItsState() throws Exception {
      program().unattended(START);
      int before = entries().size();
      var again = program().unattended(START);

      assertThat(again.exit()).isEqualTo(2);
      assertThat(again.err() + again.out()).contains("'s7'").contains("waiting");
      assertThat(entries()).hasSize(before);
    }

    @Test
    void aMissingFolderWaitsUntilItIsMended() throws Exception {
      Path reports = Files.createDirectories(folder.resolve("reports"));
      var started =
          program()
              .unattended(
                  "sprint-review",
                  "--sprint",
                  "Sprint 7",
                  "--run",
                  "s7",
                  "--reports",
                  reports.toString());
      Path tests = Files.createDirectories(program().log().resolve("runs/s7/reports/tests"));
      Path security = Files.createDirectories(program().log().resolve("runs/s7/reports/security"));
      Files.writeString(
          tests.resolve("unit.md"), "Tests run: 3, Failures: 0, Errors: 0, Skipped: 0\n");
      Files.writeString(security.resolve("scan.json"), "[]");
      var resumed = program().unattended("resume", "s7");

      assertThat(started.exit()).as(started.out() + started.err()).isEqualTo(3);
      assertThat(started.out()).contains("CONFIGURATION").contains("./interlock resume s7");
      assertThat(resumed.exit()).isEqualTo(3);
      assertThat(resumed.out()).contains("7-approval");
      assertThat(events(Event.RunResumed.class))
          .anyMatch(event -> event.path().isPresent() && event.by().isPresent());
    }
  }
}
