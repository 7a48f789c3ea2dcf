package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Head;
import dev.interlock.audit.HeadKey;
import dev.interlock.audit.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a log whose heads are signed, kept elsewhere, and that is rotated. */
class SignedLogTest {
  private static final EngineFactory APPROVING = setup -> setup.engine().channel(Says.YES).build();
  private static final EngineFactory PLAIN = setup -> setup.engine().build();

  @TempDir Path folder;
  private Path log;
  private Path file;
  private Path signers;
  private HeadKey key;

  @BeforeEach
  void aSignedLog() throws IOException {
    log = folder.resolve("log");
    file = folder.resolve("key");
    key = HeadKey.create(file);
    signers = Files.writeString(folder.resolve("signers"), key.allowedSigner() + "\n");
  }

  private Shell shell() {
    return new Shell(log, APPROVING, Greeting.command());
  }

  private Shell.Answer greet(String run) {
    return shell().on("greet", "--name", "Ann", "--run", run, "--key", file.toString());
  }

  private Shell.Answer verify(String... more) {
    java.util.List<String> words = new java.util.ArrayList<>(java.util.List.of("verify"));
    words.addAll(java.util.List.of(more));
    return shell().on(words.toArray(String[]::new));
  }

  private byte[] journal() throws IOException {
    return Files.readAllBytes(log.resolve("journal.jsonl"));
  }

  @Nested
  class TheKey {
    @Test
    void isTypedAndThenTheHeadsAreSigned() {
      assertThat(greet("r1").exit()).isZero();
      assertThat(verify().out()).contains("signed by: " + key.fingerprint(), "was not asked");
      assertThat(verify("--allowed-signers", signers.toString()).out())
          .contains("OK-UNANCHORED", "signed by: " + key.fingerprint())
          .doesNotContain("not asked");
    }

    @Test
    void standsInTheCommandToTypeNextWhereItWasTyped() {
      Shell waiting = new Shell(log, PLAIN, Greeting.command());
      Shell.Answer answer =
          waiting.on("greet", "--name", "Ann", "--run", "r1", "--key", file.toString());
      assertThat(answer.lastLine())
          .isEqualTo("./interlock approve r1 --log " + log + " --head-key " + file);
    }

    @Test
    void comesFromTheEnvironment() {
      Shell.Answer answer =
          shell()
              .with(command -> command.in(Map.of("INTERLOCK_KEY", file.toString())))
              .on("greet", "--name", "Ann", "--run", "r1");
      assertThat(answer.exit()).isZero();
      assertThat(verify().out()).contains("signed by: " + key.fingerprint());
    }

    @Test
    void comesFromTheHostUnlessOneIsTyped() throws IOException {
      JournalOptions options = JournalOptions.standard().name("my-host").signedWith(key);
      Shell host = shell().with(command -> command.in(Map.of()).journal(options));
      assertThat(host.on("greet", "--name", "Ann", "--run", "r1").exit()).isZero();
      assertThat(Files.readString(log.resolve("log.json"))).contains("\"my-host/");
      assertThat(verify().out()).contains(key.fingerprint());
      HeadKey other = HeadKey.create(folder.resolve("other"));
      host.on("greet", "--name", "Ann", "--run", "r2", "--key", folder.resolve("other").toString());
      assertThat(verify().out()).contains(other.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "greet --name Ann --run r2",
          "approve r1",
          "deny r1",
          "resume r1",
          "cancel r1",
          "log rotate"
        })
    void isAskedForByEveryCommandThatWrites(String typed) throws IOException {
      new Shell(log, PLAIN, Greeting.command())
          .on("greet", "--name", "Ann", "--run", "r1", "--key", file.toString());
      byte[] before = journal();
      Shell.Answer answer = shell().on(typed.split(" "));
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("add --key FILE, or set INTERLOCK_KEY=FILE");
      assertThat(journal()).isEqualTo(before);
    }

    @Test
    void isAskedForWhereSomethingIsErased() {
      greet("r1");
      assertThat(shell().on("erase", "r1").err()).contains("add --key FILE");
      assertThat(shell().on("erase", "r1", "--key", file.toString()).exit()).isZero();
    }

    @Test
    void thatOthersMayReadWritesNothing() throws IOException {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Shell.Answer answer = greet("r1");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("key.exposed", "chmod 600", "nothing was changed");
      assertThat(log).doesNotExist();
    }

    @Test
    void thatIsMissingWritesNothing() {
      file = folder.resolve("none");
      Shell.Answer answer = greet("r1");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("none").contains("nothing was changed");
      assertThat(log).doesNotExist();
    }
  }

  @Nested
  class Verified {
    @Test
    void byAKeyThatMayNotIsUnknown() throws IOException {
      greet("r1");
      HeadKey other = HeadKey.create(folder.resolve("other"));
      Files.writeString(signers, other.allowedSigner() + "\n");
      Shell.Answer answer = verify("--allowed-signers", signers.toString());
      assertThat(answer.exit()).isEqualTo(13);
      assertThat(answer.out())
          .contains("UNKNOWN-KEY: a head or an answer is not signed by a key that may");
    }

    @Test
    void byARevokedKeyIsUnknown() {
      greet("r1");
      assertThat(verify("--allowed-signers=" + signers, "--revoked-keys=" + file + ".pub").exit())
          .isEqualTo(13);
      Shell.Answer answer = verify("--revoked-keys=" + file + ".pub");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("--allowed-signers FILE");
    }

    @Test
    void againstAllHeadsThatWereKept() {
      greet("r1");
      String first = folder.resolve("first").toString();
      String second = folder.resolve("second").toString();
      assertThat(shell().on("head", first).exit()).isZero();
      greet("r2");
      shell().on("head", second);
      Shell.Answer answer = verify("--head", first, "--head", second);
      assertThat(answer.exit()).isZero();
      assertThat(answer.out()).contains("OK-ANCHORED", "covered by a kept head: ");
      assertThat(verify("--head", first, "--json").json())
          .contains("\"verdict\":\"OK-ANCHORED\"", "\"anchored\":", "\"signedBy\":\"SHA256:");
    }

    @Test
    void againstOneHeadOfAnotherLogAmongThemIsRolledBack() throws IOException {
      greet("r1");
      Path good = folder.resolve("good");
      shell().on("head", good.toString());
      Path bad = folder.resolve("bad");
      String text = Head.newest(log).orElseThrow().text();
      Files.writeString(bad, text.replaceFirst("/.", "/" + (text.contains("/0") ? "1" : "0")));
      for (Path first : java.util.List.of(good, bad)) {
        Path second = first.equals(good) ? bad : good;
        Shell.Answer answer = verify("--head=" + first, "--head=" + second);
        assertThat(answer.exit()).isEqualTo(12);
        assertThat(answer.out()).contains("ROLLED-BACK");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--head", "--allowed-signers", "--witness"})
    void withWhatCannotBeUsedSaysSoAndVerifiesNothing(String option) {
      greet("r1");
      Shell.Answer answer = verify(option, "nonsense");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("nothing was verified");
      assertThat(answer.out()).isEmpty();
    }

    @Test
    void namesEveryVerdictInItsHelpWithin80Columns() {
      Shell.Answer help = shell().type("verify", "--help");
      assertThat(help.out())
          .contains("OK-WITNESSED", "OK-ANCHORED", "OK-UNANCHORED", "RECOVERED", "INCOMPLETE")
          .contains("TAMPERED", "ROLLED-BACK", "UNKNOWN-KEY", "10 ", "11 ", "12 ", "13 ");
      assertThat(help.lines()).allSatisfy(line -> assertThat(Text.width(line)).isLessThan(81));
    }
  }

  @Nested
  class AHead {
    @Test
    void isPrintedAsItIs() {
      greet("r1");
      Shell.Answer answer = shell().on("head");
      assertThat(answer.out()).isEqualTo(Head.newest(log).orElseThrow().text());
      assertThat(shell().on("head", "--json").json()).contains("\"root\":");
    }

    @Test
    void goesOnWhereAnEarlierOneIsKept() throws IOException {
      Path kept = folder.resolve("kept");
      greet("r1");
      shell().on("head", kept.toString());
      greet("r2");
      assertThat(shell().on("head", kept.toString()).exit()).isZero();
      assertThat(kept).hasContent(Head.newest(log).orElseThrow().text());
    }

    @Test
    void isNotWrittenOverOneThatTheLogDoesNotGoOnFrom() throws IOException {
      Path kept = folder.resolve("kept");
      greet("r1");
      shell().on("head", kept.toString());
      String before = Files.readString(kept);
      log = folder.resolve("other");
      greet("r1");
      Shell.Answer answer = shell().on("head", kept.toString());
      assertThat(answer.exit()).isEqualTo(12);
      assertThat(kept).hasContent(before);
      Path text = Files.writeString(folder.resolve("text"), "mine");
      assertThat(shell().on("head", text.toString()).exit()).isEqualTo(2);
      assertThat(text).hasContent("mine");
    }

    @Test
    void isNotGivenOfALogThatDoesNotHold() throws IOException {
      greet("r1");
      Files.writeString(
          log.resolve("journal.jsonl"),
          Files.readString(log.resolve("journal.jsonl")).replace("Ann", "Eve"));
      Shell.Answer answer = shell().on("head");
      assertThat(answer.exit()).isEqualTo(11);
      assertThat(answer.out()).isEmpty();
    }
  }

  @Nested
  class Rotated {
    private Shell.Answer rotate() {
      return shell().on("log", "rotate", "--key", file.toString());
    }

    @Test
    void goesOnUnderTheSameNameAndBothVerify() throws IOException {
      greet("r1");
      Path kept = folder.resolve("kept");
      Shell.Answer answer = rotate();
      assertThat(answer.exit()).isZero();
      String old = answer.lastLine().replaceFirst("what was recorded is in ", "");
      assertThat(Files.readString(log.resolve("log.json"))).contains("\"continues\"");
      greet("r1");
      assertThat(verify("--allowed-signers=" + signers).exit()).isZero();
      log = Path.of(old);
      shell().on("head", kept.toString());
      assertThat(verify("--allowed-signers=" + signers, "--head=" + kept).out())
          .contains("OK-ANCHORED");
    }

    @Test
    void isNotWhileARunWaits() {
      new Shell(log, PLAIN, Greeting.command())
          .on("greet", "--name", "Ann", "--run", "r1", "--key", file.toString());
      Shell.Answer answer = rotate();
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("'r1'", "./interlock runs");
    }

    @Test
    void isNotWhereThereIsNoLog() {
      assertThat(rotate().exit()).isEqualTo(2);
      assertThat(log).doesNotExist();
    }
  }
}
