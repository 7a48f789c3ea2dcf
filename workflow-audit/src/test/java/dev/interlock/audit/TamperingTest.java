package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is changed in a log of 50 lines is found. */
class TamperingTest {
  private static final int LINES = 50;

  @TempDir Path dir;
  private byte[] whole;
  private List<byte[]> lines;

  @BeforeEach
  void writeFiftyLines() {
    Logs.closed(dir, LINES);
    whole = Logs.read(Logs.journal(dir));
    lines = Logs.lines(whole);
  }

  private Verification verify(List<byte[]> changed) {
    Logs.write(Logs.journal(dir), Logs.join(changed));
    return RecordVerifier.verify(dir);
  }

  private void assertRefusedToo() {
    assertThatThrownBy(() -> Logs.open(dir)).isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> FileJournal.readOnly(dir)).isInstanceOf(JournalException.class);
  }

  private void flipEveryBit(Path file) throws IOException {
    byte[] content = Logs.read(file);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      for (int bit = 0; bit < content.length * 8; bit++) {
        open.seek(bit / 8);
        open.write(content[bit / 8] ^ (1 << (bit % 8)));
        Verification found = RecordVerifier.verify(dir);
        assertThat(found.verdict()).as("bit %s", bit).isEqualTo(Verdict.TAMPERED);
        assertPlace(found, content, bit / 8);
        open.seek(bit / 8);
        open.write(content[bit / 8]);
      }
    }
  }

  /** The flipped line, or the one before it if they contradict each other, or the head. */
  private void assertPlace(Verification found, byte[] content, int at) {
    if (found.badLine().isPresent()) {
      long line = Logs.lines(Arrays.copyOf(content, at)).size() + 1L;
      assertThat(found.badLine().getAsLong()).isBetween(line - 1, line);
    } else {
      assertThat(found.reason()).hasValueSatisfying(why -> assertThat(why).contains("heads/"));
    }
  }

  @Test
  void every_flipped_bit_of_the_lines_is_found() throws IOException {
    flipEveryBit(Logs.journal(dir));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
  }

  @Test
  void every_flipped_bit_of_the_head_is_found() throws IOException {
    flipEveryBit(dir.resolve("heads/50.checkpoint"));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void every_line_deleted_doubled_or_put_elsewhere_is_found(boolean covered) {
    if (!covered) {
      Logs.deleteHeads(dir);
    }
    for (int i = 0; i < LINES; i++) {
      List<byte[]> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      assertThat(verify(doubled).verdict()).as("doubled %s", i).isEqualTo(Verdict.TAMPERED);
      List<byte[]> deleted = new ArrayList<>(lines);
      deleted.remove(i);
      if (i < LINES - 1) {
        assertThat(verify(deleted).verdict()).as("deleted %s", i).isEqualTo(Verdict.TAMPERED);
      }
      for (int j = covered ? 0 : Math.max(0, i - 2); j < i; j++) {
        List<byte[]> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, j);
        assertThat(verify(swapped).verdict()).as("%s and %s", i, j).isEqualTo(Verdict.TAMPERED);
      }
    }
    assertRefusedToo();
  }

  @Test
  void a_line_of_another_log_in_any_place_is_found(@TempDir Path other) {
    byte[] foreign = Logs.lines(Logs.read(Logs.journal(Logs.closed(other, 3)))).get(2);
    for (int i = 0; i <= LINES; i++) {
      List<byte[]> inserted = new ArrayList<>(lines);
      inserted.add(i, foreign);
      assertThat(verify(inserted).verdict()).as("at %s", i).isEqualTo(Verdict.TAMPERED);
    }
    assertRefusedToo();
  }

  @Test
  void a_log_cut_at_any_line_is_rolled_back_where_its_head_is_there() {
    for (int left = 0; left < LINES; left++) {
      Verification found = verify(lines.subList(0, left));
      assertThat(found.verdict()).isEqualTo(Verdict.ROLLED_BACK);
      assertThat(found.lines()).isEqualTo(left);
      assertThat(found.reason()).contains("a head covers 50 lines, and there are " + left);
    }
    assertRefusedToo();
  }

  @Test
  void a_log_cut_within_a_line_that_a_head_covers_is_found() {
    for (int length : new int[] {1, whole.length / 2, whole.length - 1}) {
      Verification found = verify(List.of(Arrays.copyOf(whole, length)));
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    }
    assertRefusedToo();
  }

  @Test
  void without_a_head_a_cut_cannot_be_seen_and_the_finding_says_so() {
    Logs.deleteHeads(dir);
    Verification found = verify(lines.subList(0, 20));
    assertThat(found.verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(found.uncovered()).isEqualTo(20);
  }

  @Test
  void the_same_meaning_in_other_bytes_is_found() {
    List<Function<String, String>> others =
        List.of(
            text -> text.replace("\n", "\r\n"),
            text -> "\uFEFF" + text,
            text -> text.replace(",\"data\":", ", \"data\":"),
            text -> text.replace("\"attempt\":7}", "\"attempt\":7 }"),
            text -> text.replace("\"attempt\":7}", "\"attempt\":7.0}"),
            text ->
                text.replace("{\"path\":\"a\",\"attempt\":7}", "{\"attempt\":7,\"path\":\"a\"}"),
            text ->
                text.replace("\"path\":\"a\",\"attempt\":7", "\"path\":\"\\u0061\",\"attempt\":7"),
            text -> text + "\n");
    for (Function<String, String> other : others) {
      String changed = other.apply(new String(whole, UTF_8));
      assertThat(changed).isNotEqualTo(new String(whole, UTF_8));
      Verification found = verify(List.of(changed.getBytes(UTF_8)));
      assertThat(found.verdict()).isIn(Verdict.TAMPERED, Verdict.INCOMPLETE);
      if (!changed.endsWith("\n\n")) {
        assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
        assertRefusedToo();
      }
    }
  }

  private static byte[] forged(long seq, byte[] prev) {
    Line line = Line.compose(seq, prev, Logs.AT, "run-1", "a", "{}".getBytes(UTF_8));
    return (new String(line.bytes(), UTF_8) + "\n").getBytes(UTF_8);
  }

  private void assertForgeryFound(byte[] line, long badLine, String why) {
    Verification found = verify(append(lines, line));
    assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(found.badLine()).hasValue(badLine);
    assertThat(found.reason()).contains(why);
    assertRefusedToo();
  }

  @Test
  void a_line_after_the_head_with_the_wrong_number_or_the_wrong_hash_is_found() {
    byte[] last = Arrays.copyOf(lines.get(LINES - 1), lines.get(LINES - 1).length - 1);
    byte[] prev = HashTree.sha256().digest(Logs.join(List.of(new byte[1], last)));
    assertForgeryFound(forged(51, prev), 51, "'seq' is 51 and should be 50");
    assertForgeryFound(
        forged(50, Line.beforeFirst()), 50, "it is not the line whose hash the next line names");
    assertThat(verify(append(lines, forged(50, prev))).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
  }

  private static List<byte[]> append(List<byte[]> lines, byte[] line) {
    List<byte[]> longer = new ArrayList<>(lines);
    longer.add(line);
    return longer;
  }

  @Test
  void a_first_line_that_names_a_line_before_it_is_found() {
    Logs.deleteHeads(dir);
    Verification found = verify(List.of(forged(0, HashTree.sha256().digest())));
    assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(found.badLine()).hasValue(1);
  }

  @Nested
  class OfAHead {
    private final String root = "A".repeat(43) + "=";

    private void assertFound(String name, String content) {
      Logs.write(dir.resolve("heads").resolve(name), content.getBytes(UTF_8));
      Verification found = RecordVerifier.verify(dir);
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason())
          .hasValueSatisfying(why -> assertThat(why).startsWith("heads/" + name + " "));
    }

    private String head() {
      return new String(Logs.read(dir.resolve("heads/50.checkpoint")), UTF_8);
    }

    @Test
    void with_another_root_is_found() {
      String origin = head().substring(0, head().indexOf('\n'));
      assertFound("50.checkpoint", origin + "\n50\n" + root + "\n");
      assertRefusedToo();
    }

    @Test
    void of_another_log_is_found() {
      String origin = head().substring(0, head().indexOf('\n'));
      String foreign = head().replace(origin, "interlock/" + "0".repeat(32));
      assertFound("50.checkpoint", foreign);
      assertThat(RecordVerifier.verify(dir).reason())
          .contains("heads/50.checkpoint is of another log");
      assertRefusedToo();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 49})
    void of_another_size_than_its_name_is_found(int size) {
      assertFound(size + ".checkpoint", head());
    }

    @Test
    void that_is_not_of_its_form_is_found() {
      String good = head();
      assertFound("50.checkpoint", "");
      assertFound("50.checkpoint", good + "\n");
      assertFound("50.checkpoint", good.replace("\n", "\r\n"));
      assertFound("50.checkpoint", good.substring(0, good.length() - 1));
      assertRefusedToo();
    }

    @Test
    void before_the_last_one_is_compared_too() {
      try (FileJournal journal = Logs.open(dir)) {
        Logs.append(journal, 5);
      }
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
      assertFound("50.checkpoint", head().replace("\n50\n", "\n51\n"));
    }
  }

  @Nested
  class OfAFileBesideTheEvents {
    private Path outline;
    private Path shown;

    @BeforeEach
    void keepFiles(@TempDir Path other) throws IOException {
      dir = other;
      Bases.denied(dir);
      outline = only("outlines");
      shown = only("shown");
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    private Path only(String folder) throws IOException {
      try (Stream<Path> files = Files.list(dir.resolve(folder))) {
        return files.findFirst().orElseThrow();
      }
    }

    private void assertFoundAt(long line, Path file) throws IOException {
      Logs.write(file, "other".getBytes(UTF_8));
      Verification changed = RecordVerifier.verify(dir);
      Files.delete(file);
      for (Verification found : List.of(changed, RecordVerifier.verify(dir))) {
        assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(found.badLine()).hasValue(line);
      }
    }

    @Test
    void a_definition_that_is_missing_or_changed_is_found() throws IOException {
      assertFoundAt(1, outline);
    }

    @Test
    void a_text_that_was_shown_and_is_missing_or_changed_is_found() throws IOException {
      assertFoundAt(4, shown);
    }

    @Test
    void a_start_without_a_definition_is_found() {
      try (FileJournal journal = Logs.open(dir)) {
        journal.append(Logs.AT, Logs.RUN, "run.started", Logs.json("{\"a\":{\"definition\":1}}"));
      }
      assertThat(RecordVerifier.verify(dir).reason()).contains("it names no 'definition'");
    }
  }

  @Test
  void every_change_of_the_log_s_own_file_but_of_its_date_is_found() throws IOException {
    String json = new String(Logs.read(dir.resolve("log.json")), UTF_8);
    int origin = json.indexOf("\"created\"");
    for (int at = 0; at < origin; at++) {
      String changed = json.substring(0, at) + '~' + json.substring(at + 1);
      Logs.write(dir.resolve("log.json"), changed.getBytes(UTF_8));
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.TAMPERED);
    }
    String other = json.replaceFirst("/[0-9a-f]{32}", "/" + "0".repeat(32));
    Logs.write(dir.resolve("log.json"), other.getBytes(UTF_8));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.TAMPERED);
    assertRefusedToo();
    Files.delete(dir.resolve("log.json"));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.TAMPERED);
    assertRefusedToo();
  }

  @Test
  void a_missing_journal_is_found_where_heads_are_there() throws IOException {
    Files.delete(Logs.journal(dir));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.ROLLED_BACK);
    assertRefusedToo();
    assertThat(Logs.journal(dir)).doesNotExist();
  }
}
