package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.JournalException;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a journal does with anchors, whatever they do. */
@Timeout(60)
class HandoverTest {
  @TempDir Path dir;

  /** An anchor that does what a test says. */
  private static final class Place implements Anchor {
    final List<Long> kept = new CopyOnWriteArrayList<>();
    final LinkedBlockingQueue<Long> asked = new LinkedBlockingQueue<>();
    volatile Act act = (head, log) -> {};

    @Override
    public String name() {
      return "place";
    }

    @Override
    public void take(Head head, Log log) throws IOException, InterruptedException {
      asked.add(head.size());
      act.on(head, log);
      kept.add(head.size());
    }
  }

  private interface Act {
    void on(Head head, Anchor.Log log) throws IOException, InterruptedException;
  }

  private final Place place = new Place();

  private FileJournal open(Duration limit, Anchor... anchors) {
    JournalOptions options = Logs.OPTIONS.anchors(anchors).anchorLimit(limit);
    return FileJournal.open(dir, options, TestDisk.quick());
  }

  private FileJournal open() {
    return open(Duration.ofSeconds(30), place);
  }

  /** One event that makes a head. */
  private static void makeHead(FileJournal journal) {
    journal.append(Logs.AT, Logs.RUN, "run.waiting", Logs.json("{}"));
    journal.force().toCompletableFuture().join();
  }

  @Test
  void a_head_is_on_the_disk_when_it_is_handed_over() {
    place.act =
        (head, log) -> {
          assertThat(log.folder().resolve("heads/" + head.size() + ".checkpoint"))
              .hasBinaryContent(head.bytes());
          assertThat(log.head(head.size())).isEqualTo(head);
        };
    FileJournal journal = open();
    Logs.append(journal, 7);
    journal.close();
    assertThat(place.kept).containsExactly(7L);
    assertThat(journal.anchors())
        .containsExactly(new Anchor.Standing("place", false, 7, 7, Optional.empty()));
  }

  @Test
  void the_last_head_is_handed_over_again_when_the_log_is_opened() {
    Logs.closed(dir, 4);
    open().close();
    assertThat(place.kept).containsExactly(4L);
  }

  @Test
  void a_journal_without_a_head_hands_over_none() {
    FileJournal journal = open(Duration.ofSeconds(1), place.required());
    journal.close();
    assertThat(place.kept).isEmpty();
    assertThat(journal.anchors().get(0).holdsNewest()).isTrue();
  }

  @Nested
  class AnAnchorThatIsBusy {
    private final CountDownLatch free = new CountDownLatch(1);

    @Test
    void holds_up_nothing_and_gets_the_newest_head_next() throws Exception {
      place.act = (head, log) -> free.await();
      FileJournal journal = open();
      makeHead(journal);
      assertThat(place.asked.take()).isEqualTo(1);
      LogFolder folder = new LogFolder(dir);
      for (int size = 2; size <= 4; size++) {
        makeHead(journal);
        while (!folder.head(size).toFile().exists()) {
          Thread.onSpinWait();
        }
      }
      assertThat(place.asked).isEmpty();
      free.countDown();
      journal.close();
      assertThat(place.kept).containsExactly(1L, 4L);
    }

    @Test
    void and_never_ends_is_interrupted_and_told_of_and_keeps_nobody_from_closing() {
      place.act = (head, log) -> free.await();
      FileJournal journal = open(Duration.ofMillis(100), place);
      Logs.append(journal, 3);
      journal.close();
      assertThat(journal.anchors())
          .containsExactly(
              new Anchor.Standing("place", false, 3, 0, Optional.of("no answer within 100 ms")));
    }

    @Test
    void and_does_not_heed_an_interrupt_is_handed_nothing_more_and_can_keep_no_note()
        throws Exception {
      LinkedBlockingQueue<Object> late = new LinkedBlockingQueue<>();
      place.act =
          (head, log) -> {
            awaitDespiteInterrupts();
            try {
              log.keepNote(head, (head.text() + "\n\u2014 w AAAAAAAA\n").getBytes(UTF_8));
              late.add("kept");
            } catch (IOException e) {
              late.add(e.getMessage());
            }
          };
      FileJournal journal = open(Duration.ofMillis(100), place.required());
      Logs.append(journal, 3);
      assertThatThrownBy(journal::close)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("'place' (no answer within 100 ms)");
      free.countDown();
      assertThat(late.take()).isEqualTo("the log is closed: the note of its head comes too late");
      assertThat(dir.resolve("heads/3.note")).doesNotExist();
      assertThat(place.asked).containsExactly(3L);
    }

    private void awaitDespiteInterrupts() {
      while (free.getCount() > 0) {
        try {
          free.await();
        } catch (InterruptedException e) {
          // It heeds none.
        }
      }
    }

    @Test
    void and_ends_late_but_well_has_taken_the_head() throws Exception {
      place.act = (head, log) -> awaitDespiteInterrupts();
      FileJournal journal = open(Duration.ofMillis(50), place);
      makeHead(journal);
      while (journal.anchors().get(0).problem().isEmpty()) {
        Thread.onSpinWait();
      }
      free.countDown();
      while (journal.anchors().get(0).taken() != 1) {
        Thread.onSpinWait();
      }
      assertThat(journal.anchors().get(0).problem()).isEmpty();
      journal.close();
    }
  }

  @Nested
  class AnAnchorThatFails {
    @Test
    void with_whatever_is_only_told_of() {
      for (Throwable problem :
          List.of(new IOException("full"), new IllegalStateException(), new StackOverflowError())) {
        place.act =
            (head, log) -> {
              if (problem instanceof IOException io) {
                throw io;
              }
              if (problem instanceof RuntimeException e) {
                throw e;
              }
              throw (Error) problem;
            };
        FileJournal journal = open();
        Logs.append(journal, 1);
        journal.close();
        assertThat(journal.anchors().get(0).problem())
            .hasValue(problem instanceof IOException ? "full" : problem.toString());
      }
    }

    @Test
    void is_tried_again_when_the_journal_is_closed() throws Exception {
      place.act = failing();
      FileJournal journal = open(Duration.ofSeconds(30), place.required());
      makeHead(journal);
      while (journal.anchors().get(0).problem().isEmpty()) {
        Thread.onSpinWait();
      }
      place.act = (head, log) -> {};
      journal.close();
      assertThat(place.kept).containsExactly(1L);
      assertThat(journal.anchors().get(0).problem()).isEmpty();
    }

    @Test
    void does_not_keep_the_others_from_taking() {
      Place good = new Place();
      place.act = failing();
      FileJournal journal = open(Duration.ofSeconds(30), place, good.required());
      Logs.append(journal, 3);
      journal.close();
      assertThat(good.kept).containsExactly(3L);
    }

    private static Act failing() {
      return (head, log) -> {
        throw new IOException("not now");
      };
    }
  }

  @Nested
  class ANoteThatIsHandedBack {
    private Throwable refusal(Act act) throws Exception {
      LinkedBlockingQueue<Optional<Throwable>> seen = new LinkedBlockingQueue<>();
      place.act =
          (head, log) -> {
            try {
              act.on(head, log);
              seen.add(Optional.empty());
            } catch (IOException | RuntimeException e) {
              seen.add(Optional.of(e));
            }
          };
      try (FileJournal journal = open()) {
        Logs.append(journal, 3);
      }
      return seen.take().orElseThrow();
    }

    private static byte[] note(String text) {
      return (text + "\n\u2014 w AAAAAAAA\n").getBytes(UTF_8);
    }

    @Test
    void is_kept_only_if_it_is_of_that_head() throws Exception {
      assertThat(refusal((head, log) -> log.keepNote(head, note(log.head(2).text()))))
          .hasMessageContaining("not of a head of 'interlock/");
    }

    @Test
    void is_kept_only_beside_a_head_of_the_log() throws Exception {
      assertThat(
              refusal(
                  (head, log) -> {
                    Head other = log.head(2);
                    log.keepNote(other, note(other.text()));
                  }))
          .hasMessageContaining("not of a head of 'interlock/");
      assertThat(dir.resolve("heads/2.note")).doesNotExist();
    }

    @Test
    void must_be_one() throws Exception {
      assertThat(refusal((head, log) -> log.keepNote(head, head.bytes())))
          .hasMessage("the note has no empty line before its signatures");
    }

    @Test
    void is_not_needed_to_know_that_there_are_not_so_many_lines() throws Exception {
      assertThat(refusal((head, log) -> log.head(4))).hasMessage("the journal has only 3 lines");
    }
  }

  @Test
  void a_limit_that_is_none_is_refused() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofNanos(5), Duration.ofHours(2))) {
      assertThatThrownBy(() -> Logs.OPTIONS.anchorLimit(bad))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("from a millisecond to an hour");
    }
  }
}
