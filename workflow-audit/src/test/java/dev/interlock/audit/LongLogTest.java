package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Verification.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is read in several pieces, by two threads, is looked at as a short one is. */
class LongLogTest {
  private static final int LINES = 12_000;

  @TempDir Path dir;
  private byte[] journal;
  private List<byte[]> lines;

  @BeforeEach
  void writeOneOfTwoMegabytes() {
    Logs.closed(dir, LINES);
    journal = Logs.read(Logs.journal(dir));
    lines = new ArrayList<>(Logs.lines(journal));
    assertThat(journal.length).isGreaterThan(3 << 19);
  }

  private Verification verified(byte[] other) {
    Logs.write(Logs.journal(dir), other);
    return RecordVerifier.verify(dir);
  }

  private void assertTampered(byte[] other, long line, String why) {
    Verification found = verified(other);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.badLine()).as("%s", found).hasValue(line);
    assertThat(found.reason().orElseThrow()).contains(why);
  }

  @Test
  void it_holds_to_its_last_line() {
    Verification found = verified(journal);
    assertThat(found.verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(found.lines()).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 2_999, 6_000, 9_001, LINES - 1})
  void a_line_that_says_something_else_is_found_where_it_stands(int line) {
    lines.set(
        line - 1,
        new String(lines.get(line - 1), UTF_8)
            .replace("\"path\":\"a\"", "\"path\":\"b\"")
            .getBytes(UTF_8));
    assertTampered(Logs.join(lines), line, "it is not the line whose hash the next line names");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 6_000, LINES})
  void what_is_no_line_is_found_where_it_stands(int line) {
    lines.set(line - 1, "{\"seq\":x}\n".getBytes(UTF_8));
    assertTampered(Logs.join(lines), line, "'seq' is not of its form");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6_000, 9_001, LINES})
  void data_that_is_no_json_is_found_as_that(int line) {
    String broken = new String(lines.get(line - 1), UTF_8).replace("\"data\":{", "\"data\":{{");
    lines.set(line - 1, broken.getBytes(UTF_8));
    assertTampered(Logs.join(lines), line, "not strict JSON");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 6_000, LINES - 1})
  void lines_that_changed_places_are_found_at_the_first(int line) {
    Collections.swap(lines, line - 1, line);
    assertTampered(Logs.join(lines), line, "'seq' is");
  }

  @Test
  void a_line_too_few_is_found_at_the_end_and_in_between() {
    lines.remove(6_000);
    assertTampered(Logs.join(lines), 6_001, "'seq' is 6001 and should be 6000");
    Verification cut = verified(Logs.join(Logs.lines(journal).subList(0, LINES - 1)));
    assertThat(cut.verdict()).isEqualTo(Verdict.ROLLED_BACK);
  }

  @Test
  void a_last_line_without_its_newline_is_no_line() {
    assertTampered(Arrays.copyOf(journal, journal.length - 1), LINES, "does not end in a newline");
  }

  @Test
  void a_line_without_end_is_refused_without_being_kept() {
    byte[] endless = new byte[3 << 19];
    Arrays.fill(endless, (byte) 'x');
    Verification found = verified(Logs.join(List.of(journal, endless)));
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.INCOMPLETE);
    assertThat(found.badLine()).hasValue(LINES + 1L);
    assertThat(found.reason().orElseThrow()).contains("the most is 65536");
    assertThat(found.tornBytes()).isEqualTo(endless.length);
  }

  @Test
  void without_its_lines_only_a_head_says_that_there_were_any() throws IOException {
    Files.delete(Logs.journal(dir));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.ROLLED_BACK);
    Path kept = dir.resolve("heads/" + LINES + ".checkpoint");
    Path elsewhere = Files.copy(kept, dir.resolve("kept"));
    Logs.deleteHeads(dir);
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(found.reason()).hasValue("journal.jsonl is missing: nothing is recorded");
    RecordVerifier anchored = RecordVerifier.of(dir).keptHead(elsewhere);
    assertThat(anchored.verify().verdict()).isEqualTo(Verdict.ROLLED_BACK);
  }
}
