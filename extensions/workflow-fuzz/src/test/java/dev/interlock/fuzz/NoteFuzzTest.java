package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interlock.audit.Head;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.SignedNote;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The readers of checkpoints and of signed notes. */
class NoteFuzzTest {
  private static final Path FOLDER = folder();

  private static Path folder() {
    try {
      return Files.createTempDirectory("interlock-fuzz");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @FuzzTest(maxDuration = "10m")
  void a_note_that_is_read_is_written_as_it_was(byte[] bytes) {
    try {
      assertThat(SignedNote.parse(bytes).bytes()).isEqualTo(bytes);
    } catch (MalformedNoteException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    try {
      assertThat(SignedNote.parseSignatures(bytes)).isNotEmpty();
    } catch (MalformedNoteException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "10m")
  void a_head_that_is_read_stands_in_its_file_as_it_is_written(byte[] bytes) throws IOException {
    Path file = Files.write(FOLDER.resolve("head"), bytes);
    try {
      RecordVerifier verifier = RecordVerifier.of(FOLDER).keptHead(file);
      assertThat(verifier).isNotNull();
    } catch (WorkflowException e) {
      return;
    }
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 4);
    Head head = new Head(lines[0], Long.parseLong(lines[1]), lines[2]);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).startsWith(head.text());
  }
}
