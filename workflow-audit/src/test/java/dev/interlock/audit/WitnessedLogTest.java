package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A log is held against what witnesses said of it, by whoever knows their keys. */
class WitnessedLogTest extends WithWitness {
  private static final int LINES = 5;

  private final TestWitness second = new TestWitness("witness.test/w2");

  @BeforeEach
  void bothWitnessesCosign() {
    WitnessAnchor other = WitnessAnchor.at(second.prefix(), second.vkey(), signer);
    try (FileJournal journal = open(anchor(), other)) {
      witness.logKeys.put(journal.origin(), TestWitness.raw(logKey));
      second.logKeys.put(journal.origin(), TestWitness.raw(logKey));
      Logs.append(journal, LINES);
    }
  }

  @AfterEach
  void closeSecond() throws IOException {
    second.close();
  }

  private RecordVerifier verifier(TestWitness... witnesses) {
    RecordVerifier verifier = RecordVerifier.of(dir);
    for (TestWitness one : witnesses) {
      verifier = verifier.witness(one.vkey());
    }
    return verifier;
  }

  private Path kept(String text) throws IOException {
    return Files.writeString(dir.resolve("kept"), text);
  }

  private String text() throws IOException {
    return Files.readString(dir.resolve("heads/" + LINES + ".checkpoint"));
  }

  private static void assertSays(Verification found, Verdict verdict, String why) {
    assertThat(found.verdict()).as("%s", found).isEqualTo(verdict);
    assertThat(found.reason().orElseThrow()).contains(why);
  }

  @Test
  void it_is_vouched_for_by_those_who_are_asked_about() throws Exception {
    Verification both = verifier(witness, second).verify();
    assertThat(both.verdict()).isEqualTo(Verdict.OK_WITNESSED);
    assertThat(both.witnesses()).containsExactlyInAnyOrder("witness.test/w1", "witness.test/w2");
    assertThat(verifier(second).verify().witnesses()).containsExactly("witness.test/w2");
    Verification nobody = verifier().verify();
    assertThat(nobody.verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(nobody.witnesses()).isEmpty();
    try (TestWitness stranger = new TestWitness("witness.test/w1")) {
      assertThat(verifier(stranger).verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }
  }

  @Test
  void the_witnesses_of_its_largest_head_are_named() throws Exception {
    write(2, anchor());
    assertThat(verifier(witness, second).verify().witnesses()).containsExactly("witness.test/w1");
  }

  @Test
  void a_key_that_is_none_is_refused() {
    assertThatThrownBy(() -> verifier().witness("w1"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("name+hash+base64");
  }

  @Nested
  class AHeadThatWasKeptElsewhere {
    @Test
    void counts_for_those_who_signed_it_once_each() throws Exception {
      String byFirst = text() + "\n" + witness.cosignature(text());
      Files.delete(note(LINES));
      assertThat(verifier(witness, second).keptHead(kept(byFirst)).verify().witnesses())
          .containsExactly("witness.test/w1");
      Files.writeString(
          note(LINES), text() + "\n" + second.cosignature(text()) + witness.cosignature(text()));
      Verification found = verifier(witness, second).keptHead(kept(byFirst)).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.OK_WITNESSED);
      assertThat(found.witnesses()).containsExactly("witness.test/w1", "witness.test/w2");
      assertThat(found.anchored()).hasValue(LINES);
    }

    @Test
    void is_not_believed_where_a_signature_does_not_hold() throws Exception {
      String lie = text() + "\n" + witness.cosignature(text().replace("\n5\n", "\n6\n"));
      assertSays(
          verifier(witness).keptHead(kept(lie)).verify(),
          Verdict.TAMPERED,
          "the kept head: the note has a signature in the name of 'witness.test/w1'");
    }
  }

  @Nested
  class ANoteBesideItsHeads {
    @Test
    void that_is_none_or_does_not_hold_is_found() throws Exception {
      Files.writeString(note(LINES), "garbage");
      assertSays(verifier(witness).verify(), Verdict.TAMPERED, "heads/5.note: the note has no");
      Files.writeString(
          note(LINES), text() + "\n" + witness.cosignature(text().replace("\n5\n", "\n6\n")));
      assertSays(verifier(witness).verify(), Verdict.TAMPERED, "heads/5.note: the note has a sig");
      assertThat(verifier(second).verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void of_more_lines_than_there_are_says_that_it_was_rolled_back() throws Exception {
      byte[] whole = Logs.read(Logs.journal(dir));
      Logs.write(Logs.journal(dir), Logs.join(Logs.lines(whole).subList(0, LINES - 1)));
      Files.delete(dir.resolve("heads/" + LINES + ".checkpoint"));
      assertSays(
          verifier(witness).verify(),
          Verdict.ROLLED_BACK,
          "a head of 5 lines that was kept elsewhere covers more lines than there are");
    }

    @Test
    void of_another_log_says_that_it_was_replaced() throws Exception {
      Path note = Files.move(note(LINES), dir.resolve("note"));
      for (String name : Arrays.asList("journal.jsonl", "log.json")) {
        Files.delete(dir.resolve(name));
      }
      Logs.deleteHeads(dir);
      Logs.closed(dir, LINES);
      Files.move(note, note(LINES), StandardCopyOption.REPLACE_EXISTING);
      assertSays(verifier(witness).verify(), Verdict.ROLLED_BACK, "is of the log");
    }
  }
}
