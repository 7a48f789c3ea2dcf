package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.audit.export.Dsse;
import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported of a run, and when nothing is. */
class RunExportTest {
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

  private Map<String, Object> json(String file) {
    return StrictJson.ofValues().readTree(Logs.read(out.resolve(file)));
  }

  private static Object of(Map<?, ?> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private List<byte[]> linesOf(String run) {
    return Logs.lines(Logs.read(Logs.journal(log))).stream()
        .filter(line -> new String(line, UTF_8).contains("\"run\":\"" + run + "\""))
        .toList();
  }

  @Test
  void holdsTheLinesOfTheRunAndOfNoOtherByteForByte() throws IOException {
    RunExport.Exported exported = export();
    assertThat(exported.found().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    List<byte[]> lines = linesOf("a.b_c-D");
    assertThat(exported.lines()).isEqualTo(lines.size()).isGreaterThan(8);
    assertThat(out.resolve("run.jsonl")).hasBinaryContent(Logs.join(lines));
    assertThat(Exports.files(out).keySet()).containsExactlyElementsOf(exported.files());
    assertThat(out.resolve("log.json")).hasSameBinaryContentAs(log.resolve("log.json"));
    long size = exported.head().size();
    assertThat(size).isEqualTo(Logs.lines(Logs.read(Logs.journal(log))).size());
    assertThat(out.resolve("head.checkpoint"))
        .hasSameBinaryContentAs(log.resolve("heads/" + size + ".checkpoint"));
    assertThat(exported.files())
        .contains("head.checkpoint.sig", "statement.dsse.json", "key.pem", "SHA256SUMS.sig")
        .anyMatch(name -> name.startsWith("outlines/"))
        .anyMatch(name -> name.startsWith("shown/"));
  }

  /** The tree hash as RFC 6962 writes it down, over all leaves at once. */
  private static byte[] naiveRoot(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int middle = 1;
    while (middle * 2 < leaves.size()) {
      middle *= 2;
    }
    return sha256(
        new byte[] {1},
        naiveRoot(leaves.subList(0, middle)),
        naiveRoot(leaves.subList(middle, leaves.size())));
  }

  /** The path of RFC 6962, 2.1.1, with all leaves at hand. */
  private static List<byte[]> naivePath(int index, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int middle = 1;
    while (middle * 2 < leaves.size()) {
      middle *= 2;
    }
    List<byte[]> left = leaves.subList(0, middle);
    List<byte[]> right = leaves.subList(middle, leaves.size());
    boolean isLeft = index < middle;
    List<byte[]> path =
        new ArrayList<>(isLeft ? naivePath(index, left) : naivePath(index - middle, right));
    path.add(naiveRoot(isLeft ? right : left));
    return path;
  }

  private static byte[] sha256(byte[]... parts) {
    return HashTree.sha256().digest(Logs.join(List.of(parts)));
  }

  @Test
  void provesEachLineInTheHead() {
    export();
    List<byte[]> leaves =
        Logs.lines(Logs.read(Logs.journal(log))).stream()
            .map(line -> sha256(new byte[1], java.util.Arrays.copyOf(line, line.length - 1)))
            .toList();
    List<String> head =
        new String(Logs.read(out.resolve("head.checkpoint")), UTF_8).lines().toList();
    assertThat(head.get(2)).isEqualTo(Base64.getEncoder().encodeToString(naiveRoot(leaves)));
    List<byte[]> proofs = Logs.lines(Logs.read(out.resolve("proofs.jsonl")));
    assertThat(proofs).hasSameSizeAs(linesOf("a.b_c-D"));
    for (byte[] line : proofs) {
      Map<String, Object> proof = StrictJson.ofValues().readTree(line);
      int seq = ((Number) of(proof, "seq")).intValue();
      assertThat(proof.get("leaf")).isEqualTo(java.util.HexFormat.of().formatHex(leaves.get(seq)));
      assertThat(proof.get("proof"))
          .isEqualTo(
              naivePath(seq, leaves).stream().map(Base64.getEncoder()::encodeToString).toList());
    }
  }

  @Test
  void statesHowTheRunWentAndWhoDecided() throws Exception {
    export();
    Map<String, Object> statement = json("statement.json");
    assertThat(statement)
        .containsEntry("_type", "https://in-toto.io/Statement/v1")
        .containsEntry("predicateType", "https://interlock.dev/run/v1");
    assertThat(of(statement, "subject").toString())
        .contains("name=run.jsonl", "name=value", "name=gate/send/1");
    Map<?, ?> predicate = (Map<?, ?>) of(statement, "predicate");
    assertThat(predicate.get("run")).isEqualTo("a.b_c-D");
    assertThat(predicate.get("workflow")).isEqualTo("letter");
    assertThat(predicate.get("outcome")).isEqualTo("completed");
    assertThat(predicate.get("verdict")).isEqualTo("OK-UNANCHORED");
    assertThat(of(predicate, "gates").toString())
        .contains("path=send", "outcome=approved", "principal=" + Exports.ODD.name())
        .contains("role=lead", "presence=TERMINAL");
    Dsse envelope = Dsse.parse(Logs.read(out.resolve("statement.dsse.json")));
    assertThat(envelope.payload()).isEqualTo(Logs.read(out.resolve("statement.json")));
    SshPublicKey mine = SshPublicKey.parse(key.publicKey());
    assertThat(envelope.signers(List.of(mine))).containsExactly(mine);
  }

  @Test
  void isTheSameAgainByteForByte() {
    export();
    Path again = folder.resolve("again");
    RunExport.of(log).signedWith(key).write(RUN, again);
    assertThat(Exports.files(again)).usingRecursiveComparison().isEqualTo(Exports.files(out));
  }

  @Test
  void ofARunThatHasNotEndedSaysSo() {
    RunExport.Exported exported = RunExport.of(log).write(RunId.of("waits"), out);
    assertThat(exported.found().verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(out.resolve("README.txt")).content().contains("INCOMPLETE: this run");
    Map<?, ?> predicate = (Map<?, ?>) of(json("statement.json"), "predicate");
    assertThat(predicate.get("outcome")).isEqualTo("INCOMPLETE");
    assertThat(predicate.get("verdict")).isEqualTo("INCOMPLETE");
  }

  @Test
  void withoutAKeyIsNotSignedAndSaysSo() {
    RunExport.Exported exported = RunExport.of(log).write(RUN, out);
    assertThat(exported.files())
        .doesNotContain("statement.dsse.json", "SHA256SUMS.sig", "key.pem", "key.pub")
        .contains("SHA256SUMS", "statement.json");
    assertThat(out.resolve("README.txt")).content().contains("NOT SIGNED");
  }

  @Nested
  class Blobs {
    @Test
    void areLeftOutUnlessTheyAreAskedForAndThePageSaysSo() {
      RunExport.Exported exported = export();
      assertThat(exported.leftOut()).hasSize(2);
      assertThat(exported.files()).noneMatch(name -> name.startsWith("blobs/"));
      assertThat(out.resolve("README.txt"))
          .content()
          .contains("LEFT OUT", exported.leftOut().get(0), exported.leftOut().get(1));
      assertThat(Exports.files(out).values())
          .noneMatch(file -> new String(file, UTF_8).contains("hidden"));
    }

    @Test
    void areThereOnceTheyAreAskedFor() {
      RunExport.Exported exported = RunExport.of(log).withBlobs().write(RUN, out);
      assertThat(exported.leftOut()).isEmpty();
      assertThat(exported.files()).filteredOn(name -> name.startsWith("blobs/")).hasSize(2);
      for (String name : exported.files()) {
        if (name.startsWith("blobs/")) {
          assertThat(out.resolve(name)).hasSameBinaryContentAs(log.resolve(name));
        }
      }
    }

    @Test
    void thatWereErasedAreNamedAndNeverExportedThoughTheirFileWasLeft() throws IOException {
      SortedFiles before = new SortedFiles(log.resolve("blobs"));
      try (FileJournal journal =
          FileJournal.open(log, Logs.OPTIONS.signedWith(key), TestDisk.quick())) {
        journal.erase(RUN, Principal.of("bob"));
      }
      before.restore();
      RunExport.Exported exported = RunExport.of(log).withBlobs().write(RUN, out);
      assertThat(exported.erased()).hasSize(2);
      assertThat(exported.files()).noneMatch(name -> name.startsWith("blobs/"));
      assertThat(out.resolve("README.txt")).content().contains("ERASED", exported.erased().get(1));
    }
  }

  /** The files of a folder, to be put back. */
  private static final class SortedFiles {
    private final Path dir;
    private final Map<String, byte[]> files;

    SortedFiles(Path dir) {
      this.dir = dir;
      this.files = Exports.files(dir);
    }

    void restore() {
      files.forEach((name, content) -> Logs.write(dir.resolve(name), content));
    }
  }

  @Test
  void takesAnEmptyFolder() throws IOException {
    Files.createDirectory(out);
    assertThat(export().files()).isNotEmpty();
    assertThat(out.resolve("SHA256SUMS")).exists();
  }

  @Nested
  class SignedApprovals {
    @Test
    void ofItsOwnGatesAreCopiedAndNoOthers() throws IOException {
      Path signed = folder.resolve("signed");
      GateBases.signed(signed);
      Path approvals = signed.resolve("approvals");
      Path own;
      try (Stream<Path> files = Files.list(approvals)) {
        own = files.sorted().findFirst().orElseThrow();
      }
      String nonce = String.valueOf(own.getFileName()).substring(0, 32);
      String other = "0".repeat(32);
      Files.writeString(
          approvals.resolve(other + ".1.txt"), Files.readString(own).replace(nonce, other));
      Files.copy(LogFolder.signatureOf(own), approvals.resolve(other + ".1.txt.sig"));
      Files.createSymbolicLink(approvals.resolve(nonce + ".3.txt"), folder.resolve("key"));
      assertThat(RunExport.of(signed).write(Telling.RUN, out).files())
          .filteredOn(name -> name.startsWith("approvals/"))
          .containsExactly(
              "approvals/" + nonce + ".1.txt",
              "approvals/" + nonce + ".1.txt.sig",
              "approvals/" + nonce + ".2.txt",
              "approvals/" + nonce + ".2.txt.sig");
    }
  }
}
