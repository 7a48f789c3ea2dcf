package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAnchorTest {
  @TempDir Path home;
  private Path dir;
  private Path file;

  @BeforeEach
  void makeFolders() throws Exception {
    dir = home.resolve("log");
    file = Files.createDirectory(home.resolve("elsewhere")).resolve("head");
  }

  private Anchor.Standing write(int events) {
    return write(events, FileAnchor.at(file));
  }

  private Anchor.Standing write(int events, Anchor anchor) {
    FileJournal journal = FileJournal.open(dir, Logs.OPTIONS.anchors(anchor), TestDisk.quick());
    Logs.append(journal, events);
    journal.close();
    return journal.anchors().get(0);
  }

  private void cutTo(int lines) {
    byte[] journal = Logs.read(Logs.journal(dir));
    Logs.deleteHeads(dir);
    Logs.write(Logs.journal(dir), Logs.join(Logs.lines(journal).subList(0, lines)));
    Logs.closed(dir, 0);
  }

  @Test
  void holds_the_newest_head_and_nothing_else() throws Exception {
    for (int size = 2; size <= 8; size += 2) {
      assertThat(write(2).holdsNewest()).isTrue();
      assertThat(file).hasSameBinaryContentAs(dir.resolve("heads/" + size + ".checkpoint"));
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void is_written_again_if_it_is_gone_when_the_log_is_opened() throws Exception {
    write(3);
    Files.delete(file);
    assertThat(write(0).taken()).isEqualTo(3);
    assertThat(file).exists();
  }

  @Nested
  class OfALogThatWasRolledBack {
    @Test
    void stays_as_it_is_if_the_log_is_shorter() {
      write(5);
      byte[] kept = Logs.read(file);
      cutTo(3);
      Anchor.Standing standing = write(1);
      assertThat(standing.holdsNewest()).isFalse();
      assertThat(standing.problem().orElseThrow())
          .isEqualTo("the log was rolled back: '" + file + "' holds a head of 5 lines; it is kept");
      assertThat(file).hasBinaryContent(kept);
    }

    @Test
    void stays_as_it_is_if_the_log_grew_again_to_its_size_or_beyond() {
      write(5);
      byte[] kept = Logs.read(file);
      cutTo(3);
      try (FileJournal journal = Logs.open(dir)) {
        journal.append(Logs.AT, Logs.RUN, "step.failed", Logs.json("{\"path\":\"other\"}"));
        Logs.append(journal, 1);
      }
      for (int more = 0; more < 3; more++) {
        assertThat(write(more).problem().orElseThrow())
            .isEqualTo(
                "the log was rolled back: '"
                    + file
                    + "' holds a head of 5 lines with another root than the log has there;"
                    + " it is kept");
        assertThat(file).hasBinaryContent(kept);
      }
    }

    @Test
    void makes_closing_fail_if_it_is_required() {
      write(5);
      cutTo(3);
      assertThatThrownBy(() -> write(1, FileAnchor.at(file).required()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("all events are recorded and the log is closed")
          .hasMessageContaining("the log was rolled back");
      assertThat(RecordVerifier.verify(dir).lines()).isEqualTo(4);
    }
  }

  @Nested
  class ThatIsNotOneOfThisLog {
    @Test
    void is_left_alone_if_it_holds_a_head_of_another_log() {
      Logs.closed(home.resolve("other"), 2);
      Logs.write(file, Logs.read(home.resolve("other/heads/2.checkpoint")));
      byte[] kept = Logs.read(file);
      assertThat(write(5).problem().orElseThrow()).contains("a head of another log, 'interlock/");
      assertThat(file).hasBinaryContent(kept);
    }

    @Test
    void is_left_alone_if_it_holds_something_else() throws Exception {
      for (String other : new String[] {"", "my notes\n", "x".repeat(5000)}) {
        Files.writeString(file, other);
        assertThat(write(1).problem()).as(other).isPresent();
        assertThat(file).hasContent(other);
      }
    }
  }

  @Nested
  class InAPlaceThatGuardsNothing {
    private void assertRefused(Path place, String why) {
      assertThatThrownBy(() -> write(1, FileAnchor.at(place)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("the anchor '" + place.toAbsolutePath() + "' cannot be used")
          .hasMessageContaining(why);
      Logs.closed(dir, 1);
    }

    @Test
    void is_refused_in_the_folder_of_the_log() {
      assertRefused(dir.resolve("head"), "in the folder of the log");
      assertRefused(dir.resolve("heads/head"), "in the folder of the log");
      assertRefused(home.resolve("elsewhere/../log/head"), "in the folder of the log");
    }

    @Test
    void is_refused_if_a_link_leads_into_the_folder_of_the_log() throws Exception {
      Logs.closed(dir, 1);
      Path folder = Files.createSymbolicLink(home.resolve("link"), dir);
      assertRefused(folder.resolve("head"), "in the folder of the log");
      Files.createSymbolicLink(file, dir.resolve("log.json"));
      assertRefused(file, "in the folder of the log");
    }

    @Test
    void is_refused_if_the_log_itself_is_reached_by_a_link() throws Exception {
      Logs.closed(dir, 1);
      Path real = dir;
      dir = Files.createSymbolicLink(home.resolve("link"), real);
      assertRefused(real.resolve("head"), "in the folder of the log");
    }

    @Test
    void is_refused_without_its_folder_or_as_a_folder_or_as_a_link_to_nothing() throws Exception {
      assertRefused(home.resolve("nowhere/head"), "NoSuchFile");
      assertRefused(home.resolve("elsewhere"), "not a regular file");
      Files.createSymbolicLink(file, home.resolve("nothing"));
      assertRefused(file, "NoSuchFile");
    }

    @Test
    void is_refused_if_a_link_is_put_there_later() throws Exception {
      FileAnchor anchor = FileAnchor.at(file);
      FileJournal journal = FileJournal.open(dir, Logs.OPTIONS.anchors(anchor), TestDisk.quick());
      Path victim = dir.resolve("outlines/victim");
      Files.createSymbolicLink(file, Files.writeString(victim, "x"));
      Logs.append(journal, 1);
      journal.close();
      assertThat(journal.anchors().get(0).problem().orElseThrow())
          .contains("in the folder of the log");
      assertThat(victim).hasContent("x");
    }

    @Test
    void is_the_file_that_a_link_to_elsewhere_leads_to() throws Exception {
      Path target = Files.createDirectory(home.resolve("share")).resolve("head");
      write(1, FileAnchor.at(target));
      Files.createSymbolicLink(file, target);
      write(1);
      assertThat(target).hasSameBinaryContentAs(dir.resolve("heads/2.checkpoint"));
      assertThat(file).isSymbolicLink();
    }
  }
}
