package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Entry;
import dev.interlock.record.JournalException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash leaves after the last line that was acknowledged. */
class TornTailTest {
  @TempDir Path dir;
  private byte[] whole;

  @BeforeEach
  void writeSixEventsOfWhichAHeadCoversFour() {
    Logs.crashed(dir, 6, 4);
    whole = Logs.read(Logs.journal(dir));
  }

  private void assertRecovered(byte[] journal, int kept) {
    Logs.write(Logs.journal(dir), journal);
    int end = Logs.join(Logs.lines(whole).subList(0, kept)).length;
    byte[] tail = Arrays.copyOfRange(journal, end, journal.length);
    try (FileJournal opened = Logs.open(dir)) {
      assertThat(opened.entries(Logs.RUN)).extracting(Entry::seq).hasSize(kept);
      Entry next = opened.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
      assertThat(next.seq()).isEqualTo(kept + 1);
    }
    List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(dir)));
    assertThat(Arrays.copyOf(Logs.join(lines), end)).isEqualTo(Arrays.copyOf(whole, end));
    assertThat(new String(lines.get(kept), UTF_8))
        .contains("\"at\":\"2026-03-01T10:20:30.123456Z\",\"run\":\"-\"")
        .endsWith(
            "\"event\":\"record.recovered\",\"data\":{\"bytes\":"
                + tail.length
                + ",\"sha256\":\""
                + Digests.sha256Hex(tail)
                + "\"}}\n");
    assertThat(lines).hasSize(kept + 2);
  }

  @Test
  void every_byte_prefix_of_the_last_line_is_cut_off_and_recorded() {
    byte[] last = Logs.lines(whole).get(5);
    for (int length = 1; length < last.length; length++) {
      resetHeads();
      assertRecovered(Arrays.copyOf(whole, whole.length - last.length + length), 5);
    }
  }

  private void resetHeads() {
    byte[] head = Logs.read(dir.resolve("heads/4.checkpoint"));
    Logs.deleteHeads(dir);
    Logs.write(dir.resolve("heads/4.checkpoint"), head);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 511, 512, 4096, 70_000, 1_200_000})
  void zeros_after_the_last_line_are_cut_off_and_recorded(int length) {
    assertRecovered(Arrays.copyOf(whole, whole.length + length), 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "{", "{\"seq\":6}", "\0", "\0\n", "garb\0ge\nmore"})
  void what_is_no_whole_text_after_the_last_line_is_cut_off_and_recorded(String tail) {
    assertRecovered(Logs.join(List.of(whole, tail.getBytes(UTF_8))), 6);
  }

  private void assertRefusedAndLeftAlone(byte[] changed, String line) {
    Logs.write(Logs.journal(dir), changed);
    assertThatThrownBy(() -> Logs.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(line);
    assertThat(Logs.read(Logs.journal(dir))).isEqualTo(changed);
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.TAMPERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "garbage\n", "garbage\nmore\n", "{}\n", "{\"seq\":6}\n{", "x\n\0"})
  void a_whole_text_that_is_no_line_was_left_by_no_crash_and_is_refused(String tail) {
    assertRefusedAndLeftAlone(Logs.join(List.of(whole, tail.getBytes(UTF_8))), "line 7");
  }

  @Test
  void a_last_line_that_was_written_otherwise_is_refused_and_not_cut_off() {
    String text = new String(whole, UTF_8);
    int data = text.lastIndexOf("\"data\":") + "\"data\":".length();
    String spaced = text.substring(0, data) + " " + text.substring(data);
    assertRefusedAndLeftAlone(spaced.getBytes(UTF_8), "line 6");
  }

  @Test
  void a_whole_text_behind_a_lost_sector_that_is_no_line_is_refused() {
    byte[] garbage = "garbage\n".getBytes(UTF_8);
    assertRefusedAndLeftAlone(Logs.join(List.of(withHole(512), garbage)), "line 5");
  }

  /** The log with this many zeros where its fifth line was, in front of its sixth. */
  private byte[] withHole(int zeros) {
    List<byte[]> lines = Logs.lines(whole);
    byte[] kept = Logs.join(lines.subList(0, 4));
    byte[] hole = Arrays.copyOf(new byte[zeros], zeros + 1);
    hole[zeros] = '\n';
    return Logs.join(List.of(kept, hole, lines.get(5)));
  }

  @Test
  void a_lost_sector_before_a_line_that_reached_the_disk_is_cut_off_with_it() {
    assertRecovered(withHole(512), 4);
  }

  @Test
  void fewer_zeros_before_a_whole_line_are_no_crash_and_refused() {
    assertRefusedAndLeftAlone(withHole(511), "line 5");
  }

  @Test
  void a_last_line_with_a_lost_byte_is_cut_off_and_with_another_one_refused() {
    byte[] torn = whole.clone();
    torn[torn.length - 5] = 0;
    assertRecovered(torn, 5);
    resetHeads();
    torn[torn.length - 5] = 'x';
    assertRefusedAndLeftAlone(torn, "line 6");
  }

  @Test
  void a_torn_tail_that_a_head_covers_is_refused_and_left_alone() {
    byte[] torn = Arrays.copyOf(whole, Logs.join(Logs.lines(whole).subList(0, 4)).length - 1);
    assertRefusedAndLeftAlone(torn, "line 4: it does not end in a newline");
  }

  @Test
  void a_bad_line_before_a_good_one_is_no_torn_tail() {
    byte[] middle = whole.clone();
    int from = Logs.join(Logs.lines(whole).subList(0, 4)).length;
    middle[from] = '[';
    assertRefusedAndLeftAlone(middle, "line 5: ");
  }
}
