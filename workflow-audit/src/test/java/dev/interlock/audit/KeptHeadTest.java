package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.KeptHeadCheck.Finding;
import dev.interlock.audit.KeptHeadCheck.Relation;
import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.internal.log.ProofCheck;
import dev.interlock.internal.log.TreeHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptHeadTest {
  private static final int LINES = 20;
  private static final String ROOT = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir Path dir;
  private String origin;
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<Head> heads = new ArrayList<>();

  @BeforeEach
  void makeLog() throws Exception {
    Logs.closed(dir, LINES);
    origin = new LogFolder(dir).originOrRefuse();
    HashTree tree = new HashTree();
    heads.add(Head.of(origin, tree));
    for (byte[] line : Logs.lines(Logs.read(Logs.journal(dir)))) {
      byte[] leaf = Line.parse(java.util.Arrays.copyOf(line, line.length - 1)).leafHash();
      leaves.add(leaf);
      tree.add(leaf);
      heads.add(Head.of(origin, tree));
    }
  }

  private TreeHead treeHead(int size) {
    return new TreeHead(size, Base64.getDecoder().decode(heads.get(size).root()));
  }

  @Nested
  class ProofsAboutTheJournal {
    private LogProofs proofs;

    @BeforeEach
    void openJournal() {
      proofs = new LogProofs(Logs.journal(dir));
    }

    @Test
    void show_that_each_line_stands_in_each_head() throws Exception {
      for (int size = 1; size <= LINES; size++) {
        assertThat(proofs.head(size)).isEqualTo(treeHead(size));
        for (int seq = 0; seq < size; seq++) {
          List<byte[]> proof = proofs.inclusion(seq, size);
          assertThat(ProofCheck.includes(treeHead(size), seq, leaves.get(seq), proof)).isTrue();
        }
      }
    }

    @Test
    void show_that_each_head_goes_on_from_each_smaller_one() throws Exception {
      for (int to = 0; to <= LINES; to++) {
        for (int from = 0; from <= to; from++) {
          List<byte[]> proof = proofs.consistency(from, to);
          assertThat(ProofCheck.goesOn(treeHead(from), treeHead(to), proof)).isTrue();
        }
      }
    }

    @Test
    void need_all_the_lines_to_be_there_and_whole() throws Exception {
      assertThatThrownBy(() -> proofs.head(LINES + 1)).hasMessage("the journal has only 20 lines");
      byte[] journal = Logs.read(Logs.journal(dir));
      Logs.write(Logs.journal(dir), java.util.Arrays.copyOf(journal, journal.length - 1));
      assertThatThrownBy(() -> proofs.consistency(3, LINES))
          .hasMessage("the journal has only 19 lines");
      assertThat(proofs.consistency(3, LINES - 1)).isNotEmpty();
    }

    @Test
    void read_lines_that_stand_across_the_pieces_that_are_read() throws Exception {
      try (FileJournal journal = Logs.open(dir)) {
        for (int i = 0; i < 9; i++) {
          journal.append(
              Logs.AT, Logs.RUN, "a", Logs.json("{\"x\":\"" + "y".repeat(30_000 + i) + "\"}"));
        }
        Logs.append(journal, 1);
      }
      Head head = Head.parse(Logs.read(dir.resolve("heads/30.checkpoint"))).orElseThrow();
      assertThat(Head.of(origin, 30, proofs.head(30).root())).isEqualTo(head);
    }

    @Test
    void end_when_the_thread_is_interrupted() {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> proofs.head(LINES))
          .isInstanceOf(java.io.InterruptedIOException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Nested
  class Compared {
    private List<Finding> compare(List<Head> kept) {
      KeptHeadCheck check = new KeptHeadCheck(origin, kept);
      HashTree tree = new HashTree();
      check.at(tree);
      for (byte[] leaf : leaves) {
        tree.add(leaf);
        check.at(tree);
      }
      return check.findings();
    }

    @Test
    void heads_of_the_log_are_contained_in_it() {
      List<Head> backwards = new ArrayList<>(heads);
      java.util.Collections.reverse(backwards);
      assertThat(compare(backwards))
          .hasSize(LINES + 1)
          .allMatch(found -> found.relation() == Relation.CONTAINED)
          .extracting(Finding::head)
          .containsExactlyInAnyOrderElementsOf(heads);
    }

    @Test
    void a_head_of_another_root_is_not_contained_also_beside_one_that_is() {
      for (int size : new int[] {0, 1, LINES}) {
        Head other = new Head(origin, size, ROOT);
        assertThat(compare(List.of(heads.get(size), other, heads.get(size))))
            .containsExactly(
                new Finding(heads.get(size), Relation.CONTAINED),
                new Finding(other, Relation.NOT_CONTAINED),
                new Finding(heads.get(size), Relation.CONTAINED));
      }
    }

    @Test
    void a_head_of_more_lines_is_larger() {
      Head larger = new Head(origin, LINES + 1, ROOT);
      assertThat(compare(List.of(larger, heads.get(4))))
          .containsExactly(
              new Finding(heads.get(4), Relation.CONTAINED), new Finding(larger, Relation.LARGER));
    }

    @Test
    void a_head_of_another_log_is_one_whatever_it_says() {
      Head foreign = new Head("other/" + "0".repeat(32), 4, heads.get(4).root());
      assertThat(compare(List.of(foreign)))
          .containsExactly(new Finding(foreign, Relation.OF_ANOTHER_LOG));
    }
  }

  @Nested
  class Read {
    @Test
    void a_checkpoint_is_a_head_without_signatures() throws Exception {
      KeptHead kept = KeptHead.parse(heads.get(4).bytes());
      assertThat(kept.head()).isEqualTo(heads.get(4));
      assertThat(kept.note().signatures()).isEmpty();
    }

    @Test
    void a_signed_note_is_a_head_with_signatures() throws Exception {
      String note = heads.get(4).text() + "\n\u2014 a AAAAAAAA\n\u2014 b AAAAAAAA\n";
      KeptHead kept = KeptHead.parse(note.getBytes(UTF_8));
      assertThat(kept.head()).isEqualTo(heads.get(4));
      assertThat(kept.note().signatures()).hasSize(2);
      assertThat(kept.note().bytes()).isEqualTo(note.getBytes(UTF_8));
    }

    @Test
    void anything_else_is_refused() {
      String text = heads.get(4).text();
      for (String bad :
          List.of(
              "",
              text + "\n",
              text + "x",
              text + "extension\n",
              text + "extension\n\n\u2014 a AAAAAAAA\n",
              text.replace("\n4\n", "\n04\n") + "\n\u2014 a AAAAAAAA\n",
              text + "\n\u2014 a AAAAAAAA")) {
        assertThatThrownBy(() -> KeptHead.parse(bad.getBytes(UTF_8)))
            .as(bad)
            .isInstanceOf(MalformedNoteException.class);
      }
    }

    @Test
    void a_head_has_parts_of_their_form() {
      assertThatThrownBy(() -> new Head(origin, -1, ROOT))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Head("a/b", 1, ROOT))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Head(origin, 1, "short"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
