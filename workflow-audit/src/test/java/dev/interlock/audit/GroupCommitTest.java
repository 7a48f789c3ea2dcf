package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who forces, who waits, and what one force does for many. */
class GroupCommitTest {
  @TempDir Path dir;

  /** A force takes one of these; the test gives them. */
  private final Semaphore forces = new Semaphore(1);

  private final Semaphore forcing = new Semaphore(0);
  private final TestDisk disk = TestDisk.failing(this::hold);

  private void hold(String act) {
    if (act.equals("sync")) {
      forcing.release();
      forces.acquireUninterruptibly();
    }
  }

  private FileJournal open() {
    FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, disk);
    forcing.acquireUninterruptibly();
    return journal;
  }

  private static CompletableFuture<Void> appendAndForce(FileJournal journal) {
    journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
    return journal.force().toCompletableFuture();
  }

  /** Another thread that forces, and is held in it when this returns. */
  private CompletableFuture<Void> leader(FileJournal journal) {
    CompletableFuture<Void> leader =
        CompletableFuture.runAsync(() -> appendAndForce(journal).join());
    forcing.acquireUninterruptibly();
    return leader;
  }

  @BeforeEach
  void nothingIsHeldYet() {
    assertThat(forces.availablePermits()).isEqualTo(1);
  }

  @Test
  void a_caller_alone_forces_itself_and_is_done_when_it_returns() {
    try (FileJournal journal = open()) {
      forces.release();
      assertThat(appendAndForce(journal)).isCompleted();
      assertThat(disk.syncs).hasValue(2);
    }
  }

  @Test
  void many_who_wait_share_one_force() {
    try (FileJournal journal = open()) {
      CompletableFuture<Void> leader = leader(journal);
      CompletableFuture<?>[] waiting = new CompletableFuture<?>[50];
      for (int i = 0; i < waiting.length; i++) {
        waiting[i] = appendAndForce(journal);
        assertThat(waiting[i]).isNotDone();
      }
      forces.release(2);
      leader.join();
      CompletableFuture.allOf(waiting).join();
      assertThat(disk.syncs).hasValue(3);
    }
  }

  @Test
  void who_has_nothing_new_waits_for_the_force_in_the_making_and_needs_no_other() {
    try (FileJournal journal = open()) {
      CompletableFuture<Void> leader = leader(journal);
      CompletableFuture<Void> late = journal.force().toCompletableFuture();
      assertThat(late).isNotDone();
      forces.release();
      leader.join();
      late.join();
      assertThat(disk.syncs).hasValue(2);
    }
  }

  @Test
  void what_is_done_on_the_journal_s_thread_may_force_though_others_wait() throws Exception {
    try (FileJournal journal = open()) {
      CompletableFuture<Void> leader = leader(journal);
      CompletableFuture<Void> told =
          appendAndForce(journal).thenRun(() -> forceWhileAnotherWaits(journal));
      forces.release(2);
      leader.join();
      told.get(60, TimeUnit.SECONDS);
      assertThat(journal.entries(Logs.RUN)).hasSize(5);
    }
  }

  /** Runs on the journal's own thread, which therefore cannot serve the one who waits. */
  private void forceWhileAnotherWaits(FileJournal journal) {
    forcing.acquireUninterruptibly();
    CompletableFuture<Void> leader = leader(journal);
    CompletableFuture<Void> waiting = appendAndForce(journal);
    forces.release();
    leader.join();
    assertThat(waiting).isNotDone();
    forces.release();
    assertThat(appendAndForce(journal)).isCompleted();
  }
}
