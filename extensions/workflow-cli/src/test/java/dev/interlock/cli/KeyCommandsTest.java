package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.FileJournal;
import dev.interlock.audit.HeadKey;
import dev.interlock.audit.JournalOptions;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandsTest {
  @TempDir Path folder;
  private Path log;
  private Path key;

  @BeforeEach
  void name() {
    log = folder.resolve("log");
    key = folder.resolve("key");
  }

  private Shell shell() {
    return new Shell(log, setup -> setup.engine().channel(Says.YES).build(), Greeting.command());
  }

  private Shell.Answer keys(String what, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("keys", what, key.toString()));
    words.addAll(List.of(more));
    return shell().type(words.toArray(String[]::new));
  }

  private Shell.Answer greet(String run) {
    return shell().on("greet", "--name", "Ann", "--run", run, "--key", key.toString());
  }

  private Verdict verdict(Path signers) {
    return RecordVerifier.of(log).allowedSigners(signers).verify().verdict();
  }

  @Nested
  class ANewKey {
    @Test
    void isMadeAndItIsSaidWhatToDoWithIt() throws IOException {
      Shell.Answer answer = keys("new");
      HeadKey made = HeadKey.read(key);
      assertThat(answer.exit()).isZero();
      assertThat(answer.out())
          .contains("fingerprint: " + made.fingerprint(), "--key " + key, "INTERLOCK_KEY")
          .contains("\n" + made.allowedSigner() + "\n", "./interlock verify --allowed-signers FILE")
          .doesNotContain("PRIVATE");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      assertThat(folder.resolve("key.pub")).hasContent(made.publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "key.pub"})
    void isNeverWrittenOverAFile(String there) throws IOException {
      Files.writeString(folder.resolve(there), "mine");
      Shell.Answer answer = keys("new");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("is there already");
      assertThat(folder.resolve(there)).hasContent("mine");
      assertThat(folder.toFile().list()).containsExactly(there);
    }

    @Test
    void isShownByEitherOfItsFiles() {
      keys("new");
      HeadKey made = HeadKey.read(key);
      assertThat(keys("show").out()).contains(made.fingerprint(), made.allowedSigner());
      key = folder.resolve("key.pub");
      assertThat(keys("show").out()).contains(made.fingerprint(), made.allowedSigner());
      assertThat(keys("show", "--json").json())
          .contains("\"fingerprint\":\"" + made.fingerprint() + "\"");
    }

    @Test
    void isNotShownWhereThereIsNoneOrOthersMayReadIt() throws IOException {
      assertThat(keys("show").exit()).isEqualTo(2);
      keys("new");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
      Shell.Answer answer = keys("show");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("key.exposed", "chmod 600");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys", "log", "keys old", "keys new", "keys new --colour red x"})
  void whatIsNoCommandIsRefused(String typed) {
    Shell.Answer answer = shell().type(typed.split(" "));
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).isNotBlank();
    assertThat(answer.out()).isEmpty();
  }

  @Nested
  class ARotatedKey {
    private Path signers;
    private HeadKey before;

    @BeforeEach
    void signALog() throws IOException {
      keys("new");
      before = HeadKey.read(key);
      signers = folder.resolve("signers");
      Files.writeString(
          signers, "# those who may\n" + before.allowedSigner() + " the log of this host\n");
      greet("r1");
    }

    private Shell.Answer rotate() {
      return keys("rotate", "--allowed-signers", signers.toString());
    }

    @Test
    void takesThePlaceOfTheOldOneWhoseHeadsStillHold() throws Exception {
      assertThat(rotate().exit()).isZero();
      HeadKey now = HeadKey.read(key);
      assertThat(now.fingerprint()).isNotEqualTo(before.fingerprint());
      assertThat(HeadKey.read(folder.resolve("key.1.old")).fingerprint())
          .isEqualTo(before.fingerprint());
      assertThat(folder.resolve("key.pub")).hasContent(now.publicKey());
      assertThat(folder.resolve("key.1.old.pub")).hasContent(before.publicKey());
      assertThat(verdict(signers)).isEqualTo(Verdict.OK_UNANCHORED);
      greet("r2");
      assertThat(verdict(signers)).isEqualTo(Verdict.OK_UNANCHORED);
      assertThat(RecordVerifier.verify(log).signedBy()).hasValue(now.fingerprint());
    }

    @Test
    void leavesTheRestOfTheAllowedSignersAsItWas() throws IOException {
      Files.setPosixFilePermissions(signers, PosixFilePermissions.fromString("rw-rw----"));
      rotate();
      List<String> lines = Files.readAllLines(signers);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).isEqualTo("# those who may");
      assertThat(lines.get(1))
          .startsWith("interlock namespaces=\"interlock-head-v1\",valid-before=\"")
          .endsWith("Z\" " + before.publicKey() + " the log of this host");
      assertThat(lines.get(2)).startsWith("interlock valid-after=\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(signers)))
          .isEqualTo("rw-rw----");
      assertThat(folder.resolve("signers.new")).doesNotExist();
    }

    @Test
    void cannotBeStoodInForByTheOldOneLater() {
      rotate();
      JournalOptions old = JournalOptions.standard().signedWith(before);
      try (FileJournal journal = FileJournal.open(log, old)) {
        Json what = Json.of("{\"what\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        Instant later = Clock.systemUTC().instant().plusSeconds(5);
        journal.append(later, RunId.of("r1"), "violation", what);
      }
      assertThat(verdict(signers)).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void isSaidToWhoChangesTheAllowedSignersByHand() {
      Shell.Answer answer = keys("rotate");
      assertThat(answer.exit()).isZero();
      assertThat(answer.out())
          .containsPattern("(?m)^interlock valid-before=\".*" + "ssh-ed25519 ")
          .containsPattern("(?m)^interlock valid-after=\".*" + "ssh-ed25519 ");
    }

    @Test
    void isNotMadeWhereTheAllowedSignersDoNotNameTheOldOne() throws IOException {
      Files.writeString(signers, "# nobody\n");
      Shell.Answer answer = rotate();
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("no line of it lets " + before.fingerprint());
      assertThat(HeadKey.read(key).fingerprint()).isEqualTo(before.fingerprint());
      assertThat(signers).hasContent("# nobody");
      assertThat(folder.toFile().list()).containsOnly("key", "key.pub", "signers", "log");
    }

    @Test
    void isNotMadeWhereTheAllowedSignersAreNone() throws IOException {
      Files.writeString(signers, "nonsense\n");
      assertThat(rotate().exit()).isEqualTo(2);
      assertThat(folder.resolve("key.new")).doesNotExist();
      Files.delete(signers);
      assertThat(rotate().exit()).isEqualTo(2);
      assertThat(folder.resolve("key.new")).doesNotExist();
    }

    @Test
    void isFinishedByRotatingAgainWhereItWasBrokenOff() throws IOException {
      HeadKey next = HeadKey.create(folder.resolve("key.new"));
      assertThat(rotate().exit()).isZero();
      assertThat(HeadKey.read(key).fingerprint()).isEqualTo(next.fingerprint());
      assertThat(folder.resolve("key.new")).doesNotExist();
      assertThat(Files.readAllLines(signers)).hasSize(3);
    }

    @Test
    void isFinishedAlsoOnceTheAllowedSignersHaveBothLines() throws IOException {
      String first = Files.readString(signers);
      rotate();
      String changed = Files.readString(signers);
      Files.move(key, folder.resolve("key.new"));
      Files.copy(folder.resolve("key.1.old"), key);
      assertThat(changed).isNotEqualTo(first);
      assertThat(rotate().exit()).isZero();
      assertThat(Files.readAllLines(signers)).hasSize(3);
      assertThat(folder.resolve("key.2.old")).doesNotExist();
      assertThat(verdict(signers)).isEqualTo(Verdict.OK_UNANCHORED);
    }
  }
}
