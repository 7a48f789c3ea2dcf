package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heads that the journal's own thread makes while the log is open. */
class HeadsTest {
  @TempDir Path dir;
  private final LinkedBlockingQueue<String> puts = new LinkedBlockingQueue<>();

  private FileJournal open() {
    TestDisk disk =
        TestDisk.failing(
            act -> {
              if (act.startsWith("put ") && act.endsWith(".checkpoint")) {
                puts.add(act.substring(4));
              }
            });
    return FileJournal.open(dir, Logs.OPTIONS, disk);
  }

  @Test
  void when_a_run_waits_and_nothing_else_goes_on_a_head_is_written_at_once() throws Exception {
    try (FileJournal journal = open()) {
      for (int size = 1; size <= 3; size++) {
        journal.append(Logs.AT, Logs.RUN, "run.waiting", Logs.json("{}"));
        journal.force().toCompletableFuture().join();
        assertThat(puts.take()).isEqualTo(size + ".checkpoint");
      }
    }
    assertThat(puts).isEmpty();
  }

  @Test
  void a_thousand_events_of_a_run_that_goes_on_get_a_head() throws Exception {
    try (FileJournal journal = open()) {
      Logs.append(journal, 999);
      Logs.append(journal, 1);
      assertThat(puts.take()).isEqualTo("1000.checkpoint");
      Logs.append(journal, 999);
    }
    assertThat(puts).containsExactly("1999.checkpoint");
  }

  @Test
  void a_log_of_which_all_is_covered_gets_none_when_it_is_closed_again() {
    try (FileJournal journal = open()) {
      Logs.append(journal, 2);
    }
    puts.clear();
    open().close();
    assertThat(puts).isEmpty();
  }
}
