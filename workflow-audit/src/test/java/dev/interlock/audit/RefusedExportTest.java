package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not exported, and that nothing is left behind then. */
class RefusedExportTest {
  private static final RunId RUN = RunId.of("a.b_c-D");

  @TempDir Path folder;
  private Path log;
  private Path out;
  private HeadKey key;

  @BeforeEach
  void writeALog() {
    log = folder.resolve("log");
    out = folder.resolve("out");
    key = HeadKey.create(folder.resolve("key"));
    Exports.interleaved(log, Logs.OPTIONS.signedWith(key));
  }

  private RunExport.Exported export() {
    return RunExport.of(log).signedWith(key).write(RUN, out);
  }

  private void assertNothingWritten() throws IOException {
    assertThat(out).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("log", "key", "key.pub");
    }
  }

  @Test
  void aLogThatDoesNotVerify() throws IOException {
    byte[] journal = Logs.read(Logs.journal(log));
    journal[400] ^= 1;
    Logs.write(Logs.journal(log), journal);
    assertThatThrownBy(this::export)
        .isInstanceOfSatisfying(
            RunExport.Refused.class,
            e -> assertThat(e.found().verdict()).isEqualTo(Verdict.TAMPERED))
        .hasMessageContaining("TAMPERED");
    assertNothingWritten();
  }

  @Test
  void aLogThatWasCut() throws IOException {
    List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(log)));
    Logs.write(Logs.journal(log), Logs.join(lines.subList(0, lines.size() - 1)));
    assertThatThrownBy(this::export)
        .isInstanceOfSatisfying(
            RunExport.Refused.class,
            e -> assertThat(e.found().verdict()).isEqualTo(Verdict.ROLLED_BACK));
    assertNothingWritten();
  }

  @Test
  void aRunThatNoHeadCovers() throws IOException {
    Logs.deleteHeads(log);
    assertThatThrownBy(this::export)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no head covers");
    assertNothingWritten();
  }

  @Test
  void aRunThatThereIsNot() throws IOException {
    assertThatThrownBy(() -> RunExport.of(log).write(RunId.of("other"), out))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("has no run 'other'");
    assertNothingWritten();
  }

  @Test
  void aNoteThatIsOfAnotherHead() throws IOException {
    long size = new LogFolder(log).headSizes()[new LogFolder(log).headSizes().length - 1];
    String text = "other/" + "0".repeat(32) + "\n1\n" + "A".repeat(43) + "=\n";
    Files.writeString(
        log.resolve("heads/" + size + ".note"),
        text + "\n\u2014 a " + Base64.getEncoder().encodeToString(new byte[68]) + "\n");
    assertThatThrownBy(this::export).hasMessageContaining(size + ".note");
    assertNothingWritten();
  }

  @Test
  void aPlaceWhereSomethingIs() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("mine"), "keep it");
    assertThatThrownBy(this::export)
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("is there already");
    assertThat(out.resolve("mine")).hasContent("keep it");
  }

  @Test
  void aLinkAFileAPlaceInTheLogAndAPlaceNowhere() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), empty);
    for (Path place :
        List.of(link, folder.resolve("key"), log.resolve("x"), folder.resolve("none/x"))) {
      assertThatThrownBy(() -> RunExport.of(log).write(RUN, place))
          .as(place.toString())
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(place.getFileName().toString());
    }
    for (Path place : List.of(link, folder.resolve("key"))) {
      assertThatThrownBy(() -> RunExport.of(log).write(RUN, place))
          .hasMessageContaining("is there already");
    }
    assertThat(empty).isEmptyDirectory();
    assertThat(log.resolve("x")).doesNotExist();
  }
}
