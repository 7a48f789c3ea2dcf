package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.JournalException;
import dev.interlock.record.WorkflowException;
import java.net.URI;
import java.nio.file.Files;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessAnchorTest extends WithWitness {
  @Nested
  class ALogThatGrows {
    @Test
    void has_each_last_head_cosigned_and_the_note_kept_beside_it() throws Exception {
      for (int size : new int[] {3, 8, 20}) {
        int before = size == 3 ? 0 : size == 8 ? 3 : 8;
        Anchor.Standing standing = write(size - before, anchor());
        assertThat(standing)
            .isEqualTo(
                new Anchor.Standing(
                    "witness.test/w1", false, size, size, java.util.Optional.empty()));
        assertThat(standing.holdsNewest()).isTrue();
        String text = Files.readString(dir.resolve("heads/" + size + ".checkpoint"));
        byte[] signed = TestWitness.sign(logKey, text.getBytes(UTF_8));
        byte[] id = TestWitness.keyId(origin(), 1, TestWitness.raw(logKey));
        String logLine = Base64.getEncoder().encodeToString(Logs.join(List.of(id, signed)));
        assertThat(note(size))
            .hasContent(
                text + "\n\u2014 " + origin() + " " + logLine + "\n" + witness.cosignature(text));
      }
      assertThat(witness.seen(origin())).isEqualTo(20);
    }

    @Test
    void asks_once_for_the_size_and_then_goes_on_from_what_was_taken() {
      WitnessAnchor anchor = anchor();
      write(3, anchor);
      write(4, anchor);
      assertThat(olds().get(0)).isEqualTo("old 0");
      assertThat(olds().subList(1, olds().size())).isNotEmpty().containsOnly("old 3");
      witness.requests.clear();
      write(1, anchor());
      assertThat(olds().subList(0, 2)).containsExactly("old 0", "old 7");
    }

    @Test
    void keeps_what_several_witnesses_say_in_one_note() throws Exception {
      try (TestWitness second = new TestWitness("witness.test/w2")) {
        WitnessAnchor other = WitnessAnchor.at(second.prefix(), second.vkey(), signer);
        FileJournal journal = open(anchor(), other);
        witness.logKeys.put(journal.origin(), TestWitness.raw(logKey));
        second.logKeys.put(journal.origin(), TestWitness.raw(logKey));
        Logs.append(journal, 5);
        journal.close();
        String text = Files.readString(dir.resolve("heads/5.checkpoint"));
        assertThat(Files.readString(note(5)))
            .startsWith(text + "\n\u2014 ")
            .contains(witness.cosignature(text), second.cosignature(text))
            .hasLineCount(7);
      }
    }

    @Test
    void is_still_opened_verified_and_written_with_notes_in_its_folder() {
      write(3, anchor());
      assertThat(RecordVerifier.verify(dir).verdict())
          .isEqualTo(Verification.Verdict.OK_UNANCHORED);
      Logs.closed(dir, 2);
      assertThat(RecordVerifier.verify(dir).lines()).isEqualTo(5);
    }

    @Test
    void has_a_note_that_was_spoilt_made_anew() throws Exception {
      write(3, anchor());
      byte[] good = Logs.read(note(3));
      for (String bad :
          List.of("", "garbage", "a\n1\nb\n\n\u2014 x AAAAAAAA\n", "x".repeat(99999))) {
        Files.writeString(note(3), bad);
        write(0, anchor());
        assertThat(note(3)).as(bad).hasBinaryContent(good);
      }
    }

    @Test
    void has_the_newer_of_two_cosignatures_of_one_head() throws Exception {
      write(3, anchor());
      witness.time = 1_700_000_060L;
      write(0, anchor());
      String text = Files.readString(dir.resolve("heads/3.checkpoint"));
      assertThat(Files.readString(note(3))).endsWith(witness.cosignature(text)).hasLineCount(6);
    }
  }

  @Nested
  class ALogThatWasRolledBack {
    @Test
    void and_is_shorter_is_found_when_it_is_opened() {
      write(9, anchor());
      cutTo(5);
      Anchor.Standing standing = write(0, anchor());
      assertThat(standing.taken()).isZero();
      assertThat(standing.problem())
          .hasValue(
              "the log was rolled back: the witness 'witness.test/w1' has seen 9 lines of it");
      assertThat(witness.seen(origin())).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 20})
    void and_grew_again_is_found(int more) {
      write(9, anchor());
      cutTo(5);
      try (FileJournal journal = open()) {
        journal.append(Logs.AT, Logs.RUN, "step.failed", Logs.json("{\"path\":\"other\"}"));
        Logs.append(journal, more - 1);
      }
      String problem = write(0, anchor()).problem().orElseThrow();
      assertThat(problem)
          .startsWith("the log was rolled back: ")
          .contains(more == 4 ? "has seen 9 lines with another root" : "is not what its lines");
      assertThat(note(5 + more)).doesNotExist();
    }

    @Test
    void is_found_also_by_an_anchor_that_saw_the_larger_head_itself() {
      WitnessAnchor anchor = anchor();
      write(9, anchor);
      cutTo(5);
      assertThat(write(0, anchor).problem().orElseThrow()).contains("has seen 9 lines of it");
    }

    private void cutTo(int lines) {
      byte[] journal = Logs.read(Logs.journal(dir));
      Logs.deleteHeads(dir);
      Logs.write(Logs.journal(dir), Logs.join(Logs.lines(journal).subList(0, lines)));
      Logs.closed(dir, 0);
    }
  }

  @Nested
  class AWitnessThatIsNotThere {
    @Test
    void costs_the_journal_nothing_and_is_asked_again_with_the_next_head() throws Exception {
      witness.manner = (request, proper) -> TestWitness.response(500, "", new byte[0]);
      assertThat(write(3, anchor()).problem()).isPresent();
      witness.manner = (request, proper) -> proper;
      witness.seen.clear();
      assertThat(write(1, anchor()).taken()).isEqualTo(4);
    }

    @Test
    void is_said_to_be_unreachable() throws Exception {
      WitnessAnchor anchor = anchor();
      witness.close();
      assertThat(write(3, anchor).problem().orElseThrow()).startsWith("cannot be asked: ");
    }

    @Test
    void and_never_answers_is_given_up_after_the_limit() {
      witness.manner =
          (request, proper) -> {
            awaitForever();
            return proper;
          };
      JournalOptions options =
          Logs.OPTIONS.anchors(anchor()).anchorLimit(java.time.Duration.ofMillis(300));
      FileJournal journal = FileJournal.open(dir, options, TestDisk.quick());
      Logs.append(journal, 3);
      journal.close();
      assertThat(journal.anchors().get(0).problem()).hasValue("no answer within 300 ms");
    }

    private static void awaitForever() {
      try {
        new java.util.concurrent.CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Test
    void and_is_required_is_complained_about_when_the_journal_was_closed() throws Exception {
      FileJournal journal = open(anchor().required());
      Logs.append(journal, 3);
      assertThatThrownBy(journal::close)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(
              "its newest head was not taken by 'witness.test/w1' (the witness does")
          .hasMessageContaining("status 404");
      journal.close();
      open().close();
    }
  }

  @Nested
  class AMistakeOfTheHost {
    @ParameterizedTest
    @ValueSource(
        strings = {"ftp://w.test", "https:w.test", "/w", "https://w.test/?a=b", "https://w.test#x"})
    void in_the_address_is_refused(String address) {
      assertThatThrownBy(() -> WitnessAnchor.at(URI.create(address), witness.vkey(), signer))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("the address of the witness 'witness.test/w1'");
    }

    @Test
    void in_the_key_is_refused() {
      String ofLog = TestWitness.vkey("w", 1, TestWitness.raw(witness.key));
      assertThatThrownBy(() -> WitnessAnchor.at(witness.prefix(), ofLog, signer))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("the key 'w' is not one of a witness: its type is not 4");
      assertThatThrownBy(() -> WitnessAnchor.at(witness.prefix(), "w+1+x", signer))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("name+hash+base64");
    }

    @Test
    void a_key_of_another_kind_signs_no_heads() throws Exception {
      KeyPair rsa = java.security.KeyPairGenerator.getInstance("RSA").generateKeyPair();
      assertThatThrownBy(() -> NoteSigner.of(rsa))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("Ed25519");
    }

    @Test
    void a_slash_at_the_end_of_the_address_is_none() {
      URI slash = URI.create(witness.prefix() + "/");
      assertThat(write(2, WitnessAnchor.at(slash, witness.vkey(), signer)).taken()).isEqualTo(2);
    }

    @Test
    void a_log_that_is_known_by_another_key_is_told_the_key() {
      FileJournal journal = open(anchor());
      witness.logKeys.put(journal.origin(), TestWitness.raw(TestWitness.newKey()));
      Logs.append(journal, 1);
      journal.close();
      assertThat(journal.anchors().get(0).problem().orElseThrow())
          .contains("status 403")
          .endsWith(TestWitness.vkey(journal.origin(), 1, TestWitness.raw(logKey)));
    }
  }
}
