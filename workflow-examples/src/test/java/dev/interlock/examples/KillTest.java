package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.FileJournal;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sprint review is killed after an event, goes on in another process, and ends the same. */
@Tag("kill")
class KillTest {
  private static final RunId RUN = RunId.of("s7");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 21, 22, 24, 25, 26})
  void aRunThatIsKilledAfterAnEventEndsTheSame(int events) throws Exception {
    Process doomed = start(events);
    try (BufferedReader said = doomed.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).as(err()).isEqualTo("now");
      doomed.destroyForcibly().waitFor();
    }
    Process heir = start(0);
    try (BufferedReader said = heir.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).as(err()).startsWith("Completed[");
    }
    assertThat(heir.waitFor()).isZero();
    eachStepIsRecordedOnceAndTheRecordHolds();
  }

  private void eachStepIsRecordedOnceAndTheRecordHolds() throws IOException {
    try (Journal journal = FileJournal.readOnly(folder.resolve("log"))) {
      List<String> completed =
          journal.entries(RUN).stream()
              .map(Entry::event)
              .filter(Event.StepCompleted.class::isInstance)
              .map(event -> ((Event.StepCompleted) event).path())
              .toList();
      assertThat(completed).doesNotHaveDuplicates().hasSize(10).endsWith("8-closure");
    }
    assertThat(RecordVerifier.verify(folder.resolve("log"), RUN).verdict().exitCode()).isZero();
    Path epic = folder.resolve("log/runs/s7/items/epics/EPIC-001.json");
    assertThat(Files.readString(epic)).contains("\"Done\"");
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private Process start(int events) throws IOException {
    return OtherJvm.running(DoomedReview.class, folder.resolve("log"), events)
        .redirectError(folder.resolve("err").toFile())
        .start();
  }
}
