package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Text;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process dies between a signature, what was signed, and the line that names them. */
class SignedCrashTest {
  private static final Workflow<Text, Text> WORKFLOW =
      GateBases.gated(Approvers.confirmedBy("lead").atLeast(Presence.KEY));

  @TempDir Path dir;
  private final Clocks clocks = new Clocks();
  private volatile String failing = "";
  private final TestDisk disk = TestDisk.failing(this::fail);

  /** A disk that fails once fails until the log is opened again. */
  private void fail(String act) throws IOException {
    if (!failing.isEmpty() && (act.endsWith(failing) || failing.equals("all"))) {
      failing = "all";
      throw new IOException("Input/output error");
    }
  }

  private FileJournal open() {
    return FileJournal.open(dir, Logs.OPTIONS, disk);
  }

  private void aliceSigns(FileJournal journal) {
    Engine engine = GateBases.signing(journal, clocks, WORKFLOW);
    engine.decide(Signed.yes(GateBases.asked(engine), Telling.ALICE, "lead"));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("approvals"))) {
      return files
          .map(file -> file.getFileName().toString().substring(32))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void startAndWait() {
    try (FileJournal journal = open()) {
      GateBases.signing(journal, clocks, WORKFLOW)
          .start(WORKFLOW, Telling.RUN, new Text("in"), Telling.RITA);
    }
  }

  private void goOn() {
    try (FileJournal journal = open()) {
      aliceSigns(journal);
      assertThat(GateBases.signing(journal, clocks, WORKFLOW).resume(Telling.RUN).settled())
          .isInstanceOf(Outcome.Completed.class);
    }
    assertThat(RecordVerifier.of(dir).people(Signed.people()).verify().verdict())
        .isEqualTo(Verdict.OK_UNANCHORED);
  }

  @ParameterizedTest
  @CsvSource({".1.txt.sig, 0, 2", ".1.txt, 1, 2", "write, 2, 4"})
  void nobody_has_answered_and_who_signs_again_has(String act, int left, int then)
      throws IOException {
    startAndWait();
    FileJournal journal = open();
    failing = act;
    try {
      aliceSigns(journal);
    } catch (JournalException e) {
      assertThat(e).hasMessageContaining("takes nothing more");
    }
    failing = "all";
    try {
      journal.close();
    } catch (JournalException e) {
      assertThat(failing).isEqualTo("all");
    }
    failing = "";
    assertThat(files()).hasSize(left);
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    goOn();
    assertThat(files()).hasSize(then);
  }

  @Test
  void what_is_kept_is_refused_once_a_disk_has_failed() {
    startAndWait();
    FileJournal journal = open();
    failing = ".1.txt.sig";
    try {
      aliceSigns(journal);
    } catch (JournalException e) {
      assertThat(e).hasMessageContaining("takes nothing more");
    }
    failing = "";
    assertThatThrownBy(() -> journal.keepApproval("0".repeat(32), new Journal.Approval("a", "b")))
        .isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> journal.approval("x")).isInstanceOf(JournalException.class);
    assertThatThrownBy(journal::head).isInstanceOf(JournalException.class);
    journal.close();
  }
}
