package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes in a log after it was verified and before it is exported. */
class ExportRaceTest {
  private static final RunId RUN = RunId.of("a.b_c-D");

  @TempDir Path dir;
  private LogFolder log;
  private Path out;
  private HeadKey key;
  private Verification found;
  private Head head;

  @BeforeEach
  void verifyALog() throws IOException {
    log = new LogFolder(dir.resolve("log"));
    out = dir.resolve("out");
    key = HeadKey.create(dir.resolve("key"));
    Exports.interleaved(log.dir(), Logs.OPTIONS.signedWith(key));
    LogVerification verification = new LogVerification(log, RecordVerifier.Question.PLAIN);
    found = verification.verify();
    head = verification.head().orElseThrow();
  }

  private void export() throws IOException {
    RunLines lines = RunLines.read(log, RUN, head, found.lines());
    new ExportWriting(log, Optional.of(key), true, found).write(lines, head, out);
  }

  private void assertRefused(String why) throws IOException {
    assertThatThrownBy(this::export).isInstanceOf(JournalException.class).hasMessageContaining(why);
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("log", "key", "key.pub");
    }
  }

  private static Path first(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private void change(Path file) {
    byte[] content = Logs.read(file);
    content[content.length / 2] ^= 1;
    Logs.write(file, content);
  }

  @Test
  void whereNothingChangesItIsExported() throws IOException {
    export();
    assertThat(out.resolve("run.jsonl")).isNotEmptyFile();
  }

  @Test
  void aLineIsFoundByTheHead() throws IOException {
    String text = new String(Logs.read(log.journal()), UTF_8);
    Logs.write(
        log.journal(), text.replace("\"role\":\"lead\"", "\"role\":\"boss\"").getBytes(UTF_8));
    assertRefused("was changed while it was read");
  }

  @Test
  void aLogThatWasCutIsFoundByTheHead() throws IOException {
    List<byte[]> lines = new ArrayList<>(Logs.lines(Logs.read(log.journal())));
    lines.remove(lines.size() - 1);
    Logs.write(log.journal(), Logs.join(lines));
    assertRefused("was changed while it was read");
  }

  @Test
  void linesThatCameLaterAreNotLookedAt() throws IOException {
    byte[] journal = Logs.read(log.journal());
    Logs.write(log.journal(), Logs.join(List.of(journal, "no line\n".getBytes(UTF_8))));
    export();
    assertThat(out.resolve("run.jsonl")).isNotEmptyFile();
  }

  @Test
  void linesOfTheRunThatAHeadDoesNotCoverAreNotLeftOutInSilence() throws IOException {
    head = headOf(3);
    assertRefused("no head covers the last");
  }

  private Head headOf(long size) throws IOException {
    return Head.of(head.origin(), size, new LogProofs(log.journal()).head(size).root());
  }

  @Test
  void anOutlineIsFoundByItsName() throws IOException {
    change(first(log.side(Side.OUTLINE)));
    assertRefused("is not what was verified");
  }

  @Test
  void aBlobIsFoundByItsName() throws IOException {
    try (Stream<Path> files = Files.list(log.side(Side.BLOB))) {
      files.forEach(this::change);
    }
    assertRefused("is not what was verified");
  }

  @Test
  void aSignatureIsFoundByTheHead() throws IOException {
    Path signature = log.headSignature(head.size());
    byte[] other = key.sign(headOf(1));
    Logs.write(signature, other);
    assertRefused("is not what was verified");
    Logs.write(signature, "none".getBytes(UTF_8));
    assertRefused("cannot be exported");
  }

  @Test
  void aDecisionWhoseSignedApprovalIsGoneIsNotExportedWithoutIt() throws IOException {
    log = new LogFolder(dir.resolve("log-2"));
    GateBases.signed(log.dir());
    LogVerification verification = new LogVerification(log, RecordVerifier.Question.PLAIN);
    found = verification.verify();
    head = verification.head().orElseThrow();
    Files.delete(first(log.approvals()));
    RunLines lines = RunLines.read(log, Telling.RUN, head, found.lines());
    assertThatThrownBy(
            () -> new ExportWriting(log, Optional.of(key), true, found).write(lines, head, out))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("names a signed approval");
    assertThat(out).doesNotExist();
  }
}
