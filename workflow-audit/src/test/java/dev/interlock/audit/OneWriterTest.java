package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time. */
class OneWriterTest {
  @TempDir Path dir;

  private String childThatOpens() throws Exception {
    Process child = Child.start("open", dir);
    String said = new String(child.getInputStream().readAllBytes(), UTF_8);
    child.waitFor();
    return said;
  }

  @Test
  void a_second_opening_in_this_process_names_this_process() {
    try (FileJournal first = Logs.open(dir)) {
      JournalLockedException refused =
          catchThrowableOfType(JournalLockedException.class, () -> Logs.open(dir));
      assertThat(refused).hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(refused.pid()).hasValue(ProcessHandle.current().pid());
      Logs.append(first, 1);
    }
    Logs.open(dir).close();
  }

  @Test
  void the_same_folder_by_another_path_is_the_same_log(@TempDir Path other) throws Exception {
    Path link = Files.createSymbolicLink(other.resolve("link"), dir);
    try (FileJournal first = Logs.open(dir)) {
      assertThatThrownBy(() -> Logs.open(link)).isInstanceOf(JournalLockedException.class);
      assertThat(first.runs()).isEmpty();
    }
    Files.delete(link);
  }

  @Test
  void another_process_is_told_who_holds_the_log_even_after_a_second_opening_here_failed()
      throws Exception {
    try (FileJournal first = Logs.open(dir)) {
      Logs.append(first, 1);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> Logs.open(dir)).isInstanceOf(JournalLockedException.class);
        RecordVerifier.verify(dir);
        FileJournal.readOnly(dir).close();
      }
      assertThat(childThatOpens())
          .startsWith(
              "the log in '" + dir + "' is held by process " + ProcessHandle.current().pid());
      Logs.append(first, 1);
    }
    assertThat(childThatOpens()).startsWith("opened ");
  }

  @Test
  void a_log_held_by_another_process_names_that_process() throws Exception {
    Process child = Child.start("write", dir);
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      said.readLine();
      JournalLockedException refused =
          catchThrowableOfType(JournalLockedException.class, () -> Logs.open(dir));
      assertThat(refused.pid()).hasValue(child.pid());
      try (Journal reader = FileJournal.readOnly(dir)) {
        assertThat(reader.runs()).isNotEmpty();
      }
    } finally {
      child.destroyForcibly().onExit().join();
    }
    Logs.open(dir).close();
  }

  @Test
  void of_eight_threads_that_open_at_once_one_wins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> openings =
          IntStream.range(0, 8).<Callable<Boolean>>mapToObj(i -> this::opens).toList();
      int won = 0;
      for (Future<Boolean> opening : threads.invokeAll(openings)) {
        won += opening.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  /** Stays open if it wins, so that nobody can win after it. */
  @SuppressWarnings("MustBeClosedChecker")
  private boolean opens() {
    try {
      Logs.open(dir);
      return true;
    } catch (JournalLockedException e) {
      return false;
    }
  }

  @Test
  void a_log_that_could_not_be_opened_is_not_held() {
    Logs.closed(dir, 3);
    byte[] whole = Logs.read(Logs.journal(dir));
    Logs.write(Logs.journal(dir), new byte[0]);
    assertThatThrownBy(() -> Logs.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("was rolled back: it has 0 lines, and its head covers 3");
    Logs.write(Logs.journal(dir), whole);
    Logs.open(dir).close();
  }
}
