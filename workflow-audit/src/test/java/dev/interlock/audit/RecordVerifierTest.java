package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordVerifierTest {
  private static final List<String> EVENTS = List.of("test.started", "test.happened", "test.ended");

  @TempDir Path dir;

  @Test
  void an_empty_log_holds() {
    Logs.closed(dir, 0);
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(found.lines()).isZero();
  }

  @Test
  void a_head_of_another_log_is_none_of_this_one() throws Exception {
    Logs.closed(dir, 3);
    Path head = dir.resolve("heads/3.checkpoint");
    String text = Files.readString(head);
    String id = text.substring(0, text.indexOf('\n')).replaceFirst(".*/", "");
    Files.writeString(head, text.replace(id, "0".repeat(id.length())));
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason()).hasValue("heads/3.checkpoint is of another log");
  }

  @Test
  void a_head_of_no_lines_is_looked_at_as_well() throws Exception {
    Logs.closed(dir, 3);
    String text = Files.readString(dir.resolve("heads/3.checkpoint"));
    Files.writeString(dir.resolve("heads/0.checkpoint"), text.replace("\n3\n", "\n0\n"));
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason())
        .hasValue("heads/0.checkpoint has another root than the lines up to here");
  }

  @Test
  void it_is_only_said_of_signed_answers_that_it_was_not_looked_at_whose_keys_they_are() {
    Bases.gated(dir);
    assertThat(RecordVerifier.verify(dir).notes()).isEmpty();
  }

  @Test
  void a_folder_without_a_log_is_named() {
    assertThatThrownBy(() -> RecordVerifier.verify(dir.resolve("none")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(dir.resolve("none").toString());
  }

  @Test
  void keys_are_revoked_only_among_allowed_signers() {
    RecordVerifier verifier = RecordVerifier.of(dir);
    assertThatThrownBy(() -> verifier.revokedKeys(dir.resolve("revoked")))
        .hasMessage("name the allowed signers first");
  }

  @Test
  void nothing_is_written_and_no_lock_is_taken() throws Exception {
    Logs.closed(dir, 3);
    Files.delete(dir.resolve("journal.lock"));
    RecordVerifier.verify(dir);
    assertThat(dir.resolve("journal.lock")).doesNotExist();
  }

  @Test
  void a_torn_tail_is_incomplete_until_the_log_is_opened_again() {
    Logs.crashed(dir, 6, 4);
    byte[] whole = Logs.read(Logs.journal(dir));
    Logs.write(Logs.journal(dir), Arrays.copyOf(whole, whole.length - 5));
    Verification torn = RecordVerifier.verify(dir);
    assertThat(torn.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(torn.verdict().exitCode()).isEqualTo(10);
    assertThat(torn.badLine()).hasValue(6);
    assertThat(torn.lines()).isEqualTo(5);
    assertThat(torn.uncovered()).isEqualTo(1);
    assertThat(torn.tornBytes()).isEqualTo(Logs.lines(whole).get(5).length - 5);
    Logs.open(dir).close();
    Verification recovered = RecordVerifier.verify(dir);
    assertThat(recovered.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(recovered.lines()).isEqualTo(6);
  }

  @Test
  void a_run_that_has_not_ended_is_incomplete() {
    Bases.gated(dir);
    try (FileJournal journal = Logs.open(dir)) {
      journal.append(Logs.AT, RunId.of("other"), "test.happened", Logs.json("{}"));
    }
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(RecordVerifier.verify(dir, Logs.RUN).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    Verification found = RecordVerifier.verify(dir, RunId.of("other"));
    assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(found.reason()).contains("the run 'other' has not ended");
  }

  @Test
  void a_run_that_a_test_kit_made_is_never_ok() {
    Bases.gated(dir);
    Forging log = Forging.of(dir);
    List<Forging.Told> events = new ArrayList<>(log.events());
    events.set(0, events.get(0).with("\"P0\"", "\"test\""));
    log.write(events);
    for (Verification found :
        List.of(RecordVerifier.verify(dir), RecordVerifier.verify(dir, Logs.RUN))) {
      assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(found.reason()).contains("run 'run-1' was made by a test kit");
    }
  }

  @Test
  void beside_another_run_one_of_a_test_kit_is_only_told_where_it_is_asked_about() {
    Bases.cancelled(dir);
    Forging log = Forging.of(dir);
    List<Forging.Told> events = new ArrayList<>(log.events());
    Forging.Told started = events.get(0).with("\"P0\"", "\"test\"");
    RunId kit = RunId.of("kit");
    events.add(new Forging.Told(Logs.AT, "kit", "run.started", started.data()));
    events.add(new Forging.Told(Logs.AT, "kit", "run.cancelled", "{\"by\":\"ada\"}"));
    log.write(events);
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(RecordVerifier.verify(dir, Logs.RUN).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(RecordVerifier.verify(dir, kit).verdict()).isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void a_run_that_the_log_does_not_know_is_named() {
    Logs.closed(dir, 3);
    assertThatThrownBy(() -> RecordVerifier.verify(dir, RunId.of("nobody")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("'nobody'");
  }

  @Test
  void honest_logs_never_raise_an_alarm(@TempDir Path logs) throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Path log = logs.resolve("log-" + i);
      boolean torn = false;
      for (int opening = random.nextInt(4); opening >= 0; opening--) {
        torn |= writeHonestly(log, random, opening > 0);
      }
      Verification found = RecordVerifier.verify(log);
      assertThat(found.verdict())
          .as("log %s: %s", i, found)
          .isEqualTo(torn ? Verdict.RECOVERED : Verdict.OK_UNANCHORED);
      FileJournal.readOnly(log).close();
    }
  }

  /** Says whether it left a torn tail. */
  private static boolean writeHonestly(Path log, Random random, boolean mayTear) throws Exception {
    try (FileJournal journal = Logs.open(log)) {
      for (int n = random.nextInt(12); n > 0; n--) {
        String text = "\"" + "é\\u2028x".repeat(random.nextInt(60)) + "\"";
        journal.append(
            Logs.AT,
            RunId.of("run-" + random.nextInt(3)),
            EVENTS.get(random.nextInt(EVENTS.size())),
            Logs.json("{\"value\":" + text + "}"));
        if (random.nextBoolean()) {
          journal.force().toCompletableFuture().join();
        }
      }
    }
    if (!mayTear || random.nextBoolean()) {
      return false;
    }
    byte[] tail = new byte[1 + random.nextInt(300)];
    if (random.nextBoolean()) {
      byte[] begun = "{\"seq\":99,\"prev\":\"".getBytes(UTF_8);
      System.arraycopy(begun, 0, tail, 0, Math.min(begun.length, tail.length));
    }
    Files.write(Logs.journal(log), tail, StandardOpenOption.APPEND);
    return true;
  }
}
