package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.WorkflowException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that are signed, and what a verifier says of those that are not, or by whom they are. */
class SignedHeadsTest {
  private static final String FIRST = "5.checkpoint";

  @TempDir Path folder;
  private Path dir;
  private Path signers;
  private HeadKey key;

  @BeforeEach
  void writeASignedLog() throws IOException {
    dir = folder.resolve("log");
    key = HeadKey.create(folder.resolve("key"));
    signers = allow(key.allowedSigner());
    append(key, 5);
  }

  private Path allow(String... lines) throws IOException {
    return Files.write(folder.resolve("signers-" + lines.length), List.of(lines));
  }

  private void append(HeadKey with, int events) {
    try (FileJournal journal =
        FileJournal.open(dir, Logs.OPTIONS.signedWith(with), TestDisk.quick())) {
      Logs.append(journal, events);
    }
  }

  private Verification verify() {
    return RecordVerifier.of(dir).allowedSigners(signers).verify();
  }

  private Path head(String name) {
    return dir.resolve("heads").resolve(name);
  }

  @Test
  void a_log_without_lines_needs_no_signed_head() {
    Path empty = folder.resolve("empty");
    Logs.closed(empty, 0);
    Verification found = RecordVerifier.of(empty).allowedSigners(signers).verify();
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.OK_UNANCHORED);
  }

  @Test
  void holdByTheKeyThatMaySign() {
    Verification found = verify();
    assertThat(found.verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(found.signedBy()).hasValue(key.fingerprint());
    assertThat(RecordVerifier.verify(dir).signedBy()).hasValue(key.fingerprint());
  }

  @Test
  void areAcceptedBySshKeygenAndRefusedOnceTheyAreChanged() throws Exception {
    assertThat(sshKeygen(head(FIRST))).isZero();
    Files.writeString(head(FIRST), Files.readString(head(FIRST)).replace("\n5\n", "\n4\n"));
    assertThat(sshKeygen(head(FIRST))).isNotZero();
  }

  private int sshKeygen(Path head) throws IOException, InterruptedException {
    assumeTrue(
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "ssh-keygen"))),
        "ssh-keygen is missing: install openssh-client");
    Process process =
        new ProcessBuilder(
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                signers.toString(),
                "-I",
                "interlock",
                "-n",
                "interlock-head-v1",
                "-s",
                head + ".sig")
            .redirectInput(head.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void withAnyChangedByteOfASignatureAreTampered() throws IOException {
    byte[] signature = Files.readAllBytes(head(FIRST + ".sig"));
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      Files.write(head(FIRST + ".sig"), changed);
      assertThat(verify().verdict()).as("byte %s", i).isEqualTo(Verdict.TAMPERED);
    }
    assertThatThrownBy(() -> append(key, 1)).isInstanceOf(JournalException.class);
  }

  @Test
  void withTheSignatureOfAnotherHeadAreTampered() throws IOException {
    append(key, 1);
    Files.copy(
        head(FIRST + ".sig"),
        head("6.checkpoint.sig"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
  }

  @Nested
  class ByAKey {
    @Test
    void thatNobodyAllowedAreUnknownHoweverWellTheyFit() throws IOException {
      HeadKey own = HeadKey.create(folder.resolve("own"));
      delete(dir);
      append(own, 5);
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
      assertThat(verify().verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
      assertThat(verify().reason().orElseThrow()).contains(own.fingerprint());
      assertThat(verify().verdict().exitCode()).isEqualTo(13);
    }

    @Test
    void thatWasAllowedForSomethingElseAreUnknown() throws IOException {
      signers = allow(key.allowedSigner().replace("interlock-head-v1", "interlock-approval-v1"));
      assertThat(verify().verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void thatIsRevokedAreUnknown() throws IOException {
      Path revoked = Files.writeString(folder.resolve("revoked"), key.publicKey() + "\n");
      assertThat(
              RecordVerifier.of(dir)
                  .allowedSigners(signers)
                  .revokedKeys(revoked)
                  .verify()
                  .verdict())
          .isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid-before=\"20260301Z\"", "valid-after=\"20260302Z\""})
    void thatWasNotValidWhenTheLastLineWasWrittenAreUnknown(String option) throws IOException {
      signers = allow(key.allowedSigner().replace("namespaces", option + ",namespaces"));
      assertThat(verify().verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void thatTookThePlaceOfAnotherAreFineBesideThoseOfTheOldOne() throws IOException {
      HeadKey next = HeadKey.create(folder.resolve("next"));
      append(next, 3);
      assertThat(verify().verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
      signers = allow(key.allowedSigner(), next.allowedSigner());
      assertThat(verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
      assertThat(verify().signedBy()).hasValue(next.fingerprint());
      signers = allow(next.allowedSigner());
      assertThat(verify().verdict()).as("the old head").isEqualTo(Verdict.UNKNOWN_KEY);
    }
  }

  private static void delete(Path dir) throws IOException {
    try (var files = Files.walk(dir)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Nested
  class WithoutASignature {
    @Test
    void areUnknownWhereSignersAreAskedFor() throws IOException {
      Files.delete(head(FIRST + ".sig"));
      assertThat(verify().verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
      assertThat(verify().reason()).hasValue("the head of 5 lines is not signed");
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void cannotFollowThoseThatHaveOne() {
      assertThatThrownBy(() -> Logs.open(dir))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("open it with its key");
    }

    @Test
    void areCoveredByALaterOneThatHasOne() throws IOException {
      delete(dir);
      try (FileJournal journal = Logs.open(dir)) {
        Logs.append(journal, 3);
      }
      append(key, 2);
      assertThat(verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void whereThereIsNoneAtAllTheLinesAreNotVouchedFor() throws IOException {
      Logs.deleteHeads(dir);
      assertThat(verify().verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(verify().reason()).hasValue("no head is signed yet");
    }
  }

  @Nested
  class AKeptHead {
    @Test
    void thatIsContainedIsSaid() throws IOException {
      Path kept = Files.copy(head(FIRST), folder.resolve("kept"));
      append(key, 4);
      Verification found = RecordVerifier.of(dir).allowedSigners(signers).keptHead(kept).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.OK_ANCHORED);
      assertThat(found.anchored()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void showsThatALogWasCutAndWentOn(int left) throws IOException {
      Path kept = Files.copy(head(FIRST), folder.resolve("kept"));
      List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(dir)));
      Logs.write(Logs.journal(dir), Logs.join(lines.subList(0, left)));
      Logs.deleteHeads(dir);
      assertThat(RecordVerifier.of(dir).keptHead(kept).verify().verdict())
          .isEqualTo(Verdict.ROLLED_BACK);
      append(key, 1);
      append(key, 6);
      assertThat(RecordVerifier.of(dir).keptHead(kept).verify().verdict())
          .isEqualTo(Verdict.ROLLED_BACK);
      assertThat(verify().verdict()).as("nobody else knows").isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void showsThatALogWasReplaced() throws IOException {
      Path kept = Files.copy(head(FIRST), folder.resolve("kept"));
      delete(dir);
      append(key, 9);
      Verification found = RecordVerifier.of(dir).keptHead(kept).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.ROLLED_BACK);
      assertThat(found.reason().orElseThrow()).contains("is of the log");
      assertThat(verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void thatIsNoneIsRefused() throws IOException {
      Path none = Files.writeString(folder.resolve("none"), "hello");
      assertThatThrownBy(() -> RecordVerifier.of(dir).keptHead(none))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("holds no head");
    }
  }

  @Nested
  class AKeyFile {
    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--", "rwx------"})
    void thatOthersMayReadOpensNoLog(String mode) throws IOException {
      Path file = folder.resolve("key");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> HeadKey.read(file))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("key.exposed")
          .hasMessageContaining("chmod 600");
    }

    @Test
    void isNeverWrittenOver() {
      byte[] before = Logs.read(folder.resolve("key"));
      assertThatThrownBy(() -> HeadKey.create(folder.resolve("key")))
          .hasMessageContaining("is there already");
      assertThat(Logs.read(folder.resolve("key"))).isEqualTo(before);
    }

    @Test
    void saysNothingOfItsPrivateHalf() {
      String text = new String(Logs.read(folder.resolve("key")), UTF_8).replaceAll("-.*-|\\s", "");
      assertThat(key.toString()).isEqualTo(key.fingerprint());
      assertThat(text).doesNotContain(key.toString());
    }
  }
}
