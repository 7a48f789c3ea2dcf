package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.record.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are signed, with the real ssh-keygen and with a key that is named. */
class SignedAnswersTest {
  @TempDir Path folder;
  private Path log;
  private Path out;
  private Staff staff;
  private Shell shell;

  @BeforeEach
  void people() throws Exception {
    log = folder.resolve("log");
    out = folder.resolve("out");
    staff = Staff.in(folder).with("ada", "security").with("bob", "ops").with("me", "security");
    shell =
        new Shell(
            log,
            setup -> setup.engine().build(),
            Signed.command("release", Approvers.confirmedBy("security").atLeast(Presence.KEY)),
            Signed.command("pair", Approvers.all("security", "ops").atLeast(Presence.KEY)));
  }

  private Shell.Answer type(String... words) {
    List<String> typed = new ArrayList<>(List.of(words));
    typed.add("--people=" + staff.file());
    return shell.on(typed.toArray(String[]::new));
  }

  /** The text to sign, as {@code request} writes it. */
  private Path requested(String run, String who, String... more) {
    List<String> words =
        new ArrayList<>(List.of("request", run, "--as", who, "--out", out.toString()));
    words.addAll(List.of(more));
    Shell.Answer answer = type(words.toArray(String[]::new));
    assertThat(answer.exit()).as("%s", answer.lines()).isZero();
    return out.resolve(
        run + ".sign-off.1." + who + (more.length == 0 ? ".approved.txt" : ".denied.txt"));
  }

  private Shell.Answer handIn(String run, Path signature) {
    return type("approve", run, "--signature", signature.toString());
  }

  private String record() throws IOException {
    return Files.readString(log.resolve("journal.jsonl"));
  }

  @Nested
  class ASignatureOfSshKeygen {
    @Test
    void opensTheGate() throws Exception {
      Shell.Answer waits = type("release", "--run", "r1");
      assertThat(waits.exit()).isEqualTo(3);
      assertThat(waits.lastLine())
          .isEqualTo("./interlock request r1 --as NAME --log " + log + " --people " + staff.file());
      assertThat(waits.out()).contains("at sign-off: open for security, grade KEY");

      Path signature = staff.sign("ada", requested("r1", "ada"));
      Shell.Answer done = handIn("r1", signature);

      assertThat(done.exit()).as("%s", done.lines()).isZero();
      assertThat(record())
          .contains("\"presence\":\"KEY\"", "\"principal\":\"ada\"", "\"proven\":true");
      assertThat(shell.on("show", "r1").out())
          .contains("approved by ada (proven) as security, over signature, presence KEY");
    }

    @Test
    void saysNoJustAsWell() throws Exception {
      type("release", "--run", "r1");
      Path signature = staff.sign("ada", requested("r1", "ada", "--deny"));

      Shell.Answer wrong = handIn("r1", signature);
      assertThat(wrong.exit()).isEqualTo(2);
      assertThat(wrong.said())
          .contains("says 'denied'; nothing was handed in", "./interlock deny r1")
          .contains("--signature " + signature);

      Shell.Answer denied = type("deny", "r1", "--signature", signature.toString());
      assertThat(denied.exit()).isEqualTo(4);
      assertThat(denied.out()).contains("run r1 was rejected");
    }

    @Test
    void countsOnce() throws Exception {
      type("release", "--run", "r1");
      Path signature = staff.sign("ada", requested("r1", "ada"));
      handIn("r1", signature);

      Shell.Answer again = handIn("r1", signature);
      assertThat(again.out()).contains("the answer does not count: closed: the gate was approved");
      assertThat(record()).containsOnlyOnce("gate.decided").contains("closed: the gate was");
      assertThat(type("approve", "r1", "--signature", signature.toString(), "--json").json())
          .contains("\"counted\":false", "\"refused\":\"closed: ");
    }

    @Test
    void doesNotCountForAnotherRun() throws Exception {
      type("release", "--run", "r1");
      type("release", "--run", "r2");
      Path signature = staff.sign("ada", requested("r1", "ada"));

      Shell.Answer other = handIn("r2", signature);
      assertThat(other.exit()).isEqualTo(3);
      assertThat(other.out())
          .contains("the answer does not count: signature: the signed text has another run");
      assertThat(record()).contains("gate.refused", "has another run");
      assertThat(other.lastLine()).contains("request r2 --as NAME");
    }

    @Test
    void doesNotCountOnceTheGateIsPresentedAnew() throws Exception {
      type("pair", "--run", "r1");
      Path signature = staff.sign("ada", requested("r1", "ada"));
      new Shell(
              log,
              setup -> setup.engine().channel(Says.NO).build(),
              Signed.command("pair", Approvers.all("security", "ops").atLeast(Presence.KEY)))
          .on("resume", "r1", "--people=" + staff.file());

      Shell.Answer old = handIn("r1", signature);
      assertThat(old.exit()).isEqualTo(3);
      assertThat(old.said()).contains("signature: the signed text has another gate or attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shown", "decision", "role", "nonce", "not-after", "origin"})
    void doesNotCountOverATextThatWasChanged(String item) throws Exception {
      type("release", "--run", "r1");
      Path text = requested("r1", "ada");
      String changed =
          Files.readString(text).replaceAll("(?m)^" + item + " .*$", item + " " + "0".repeat(32));
      Path signature = staff.sign("ada", Files.writeString(text, changed));

      assertThat(handIn("r1", signature).exit()).isNotZero();
      assertThat(record()).doesNotContain("gate.decided");
    }

    @Test
    void doesNotCountForAnotherPurposeOrByAnotherKey() throws Exception {
      type("release", "--run", "r1");
      Path text = requested("r1", "ada");
      assertThat(handIn("r1", staff.sign("ada", text, "file")).out())
          .contains("signature: it is made for another purpose");
      assertThat(handIn("r1", staff.sign("bob", text)).said())
          .contains("key: SHA256:", "is not a key of 'ada'");
      assertThat(record()).doesNotContain("gate.decided");
    }

    @Test
    void doesNotCountWithBytesAfterItOrWithoutText() throws Exception {
      type("release", "--run", "r1");
      Path signature = staff.sign("ada", requested("r1", "ada"));
      Path more = Files.writeString(folder.resolve("x.sig"), Files.readString(signature) + "x");
      Shell.Answer trailing =
          type(
              "approve",
              "r1",
              "--signature=" + more,
              "--text=" + out.resolve("r1.sign-off.1.ada.approved.txt"));
      assertThat(trailing.exit()).isEqualTo(3);
      assertThat(trailing.out()).contains("the answer does not count: signature:");
      assertThat(handIn("r1", more).said()).contains("there is no file", "nothing was handed in");
    }
  }

  @Nested
  class TwoPeople {
    @Test
    void signOneAfterTheOther() throws Exception {
      type("pair", "--run", "r1");
      assertThat(shell.on("show", "r1").out()).contains("open for 1 of security, 1 of ops");
      Path ada = staff.sign("ada", requested("r1", "ada"));
      Path bob = staff.sign("bob", requested("r1", "bob"));

      Shell.Answer first = handIn("r1", ada);
      assertThat(first.exit()).isEqualTo(3);
      assertThat(first.out())
          .contains("open for 1 more of ops", "approved by ada (proven) as security");
      assertThat(shell.on("runs").out()).contains("sign-off: open for 1 more of ops, grade KEY");
      assertThat(handIn("r1", ada).out()).contains("distinct-principals");
      assertThat(handIn("r1", bob).exit()).isZero();
    }

    @Test
    void areTold() {
      type("pair", "--run", "r1");
      type("approve", "r1", "--key", staff.key("bob").toString());
      assertThat(shell.on("show", "r1", "--json").json())
          .contains("\"needed\":[{\"people\":1,\"roles\":[\"security\"]}]")
          .contains("\"decided\":[{\"decision\":\"approved\",\"principal\":\"bob\"");
    }
  }

  @Nested
  class AKeyThatIsNamed {
    @Test
    void signsHereAsWhoeverItBelongsTo() throws Exception {
      type("release", "--run", "r1");
      Shell.Answer done =
          type("approve", "r1", "--key", staff.key("ada").toString(), "--comment", "looks good");
      assertThat(done.exit()).as("%s", done.lines()).isZero();
      assertThat(record()).contains("\"principal\":\"ada\"", "\"comment\":\"looks good\"");
    }

    @Test
    void ofNobodyChangesNothingAndSaysWhatToType() throws Exception {
      type("release", "--run", "r1");
      Path other = folder.resolve("other");
      Staff.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString());
      String before = record();
      Shell.Answer answer = type("approve", "r1", "--key", other.toString());
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said())
          .contains("is nobody's among the people", "people add NAME --key PUBFILE");
      assertThat(record()).isEqualTo(before);
    }

    @Test
    void underAnothersNameIsRefusedInTheRecord() throws Exception {
      type("release", "--run", "r1");
      Shell.Answer answer =
          type("approve", "r1", "--key", staff.key("bob").toString(), "--as", "ada");
      assertThat(answer.exit()).isEqualTo(3);
      assertThat(record()).contains("is not a key of 'ada'").doesNotContain("gate.decided");
    }

    @Test
    void inARoleThatIsNotHeldIsRefusedInTheRecord() throws Exception {
      type("pair", "--run", "r1");
      Shell.Answer answer =
          type("approve", "r1", "--key", staff.key("bob").toString(), "--role", "security");
      assertThat(answer.exit()).isEqualTo(3);
      assertThat(record()).contains("does not hold the role 'security'");
    }

    @Test
    void thatOthersMayReadIsNotUsed() throws Exception {
      type("release", "--run", "r1");
      Staff.run("chmod", "644", staff.key("ada").toString());
      assertThat(type("approve", "r1", "--key", staff.key("ada").toString()).said())
          .contains("key.exposed", "nothing was changed");
    }

    @Test
    void keepsItsAnswerWhenTheCommentIsTooLong() throws Exception {
      type("release", "--run", "r1");
      String key = staff.key("ada").toString();
      String before = record();
      Shell.Answer long1 = type("approve", "r1", "--key", key, "--comment", "x".repeat(1_001));
      assertThat(long1.exit()).isEqualTo(2);
      assertThat(long1.said()).contains("1,001 characters", "nothing was recorded", "shorter one");
      assertThat(record()).isEqualTo(before);
      assertThat(type("approve", "r1", "--key", key, "--comment", "x".repeat(1_000)).exit())
          .isZero();
    }
  }

  @Nested
  class ARequest {
    @Test
    void presentsNothingAnewAndNeedsNoKeyOfTheHeads() throws Exception {
      type("release", "--run", "r1");
      String before = record();
      Path text = requested("r1", "ada");
      assertThat(record()).isEqualTo(before);
      assertThat(Files.readString(text))
          .startsWith("interlock-approval v1\n")
          .contains("run r1\n", "decision approved\nrole security\nprincipal ada\n");
    }

    @Test
    void showsTitleAndTargetFirstAndLastAndNothingThatMovesACursor() throws Exception {
      type("release", "--run", "r1", "--sprint", "\u001b[2J" + "9".repeat(200));
      requested("r1", "ada");
      List<String> shown = Files.readAllLines(out.resolve("r1.sign-off.1.shown.txt"));
      assertThat(shown).allMatch(line -> Text.width(line) <= 80 && !line.contains("\u001b"));
      assertThat(shown.get(0)).isEqualTo("workflow   release");
      assertThat(shown.subList(0, 10)).isEqualTo(shown.subList(shown.size() - 10, shown.size()));
      String digest = shown.get(shown.size() - 1).strip();
      assertThat(log.resolve("shown").resolve(digest + ".txt")).exists();
      assertThat(Files.readString(out.resolve("r1.sign-off.1.ada.approved.txt")))
          .contains("shown " + digest);
    }

    @Test
    void printsTheCommandsToType() {
      type("release", "--run", "r1");
      Shell.Answer answer = type("request", "r1", "--as", "ada", "--out", out.toString());
      Path text = out.resolve("r1.sign-off.1.ada.approved.txt");
      assertThat(answer.out())
          .contains("  ssh-keygen -Y sign -f KEY -n interlock-approval-v1 " + text + "\n")
          .contains("  ./interlock approve r1 --log " + log + " --people " + staff.file())
          .contains(" --signature " + text + ".sig\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "nobody", "ada --role ops", "ada --gate none"})
    void isNotWrittenForWhoeverMayNotAnswer(String who) {
      type("release", "--run", "r1");
      List<String> words = new ArrayList<>(List.of("request", "r1", "--out", out.toString()));
      words.add("--as");
      words.addAll(List.of(who.split(" ")));
      Shell.Answer answer = type(words.toArray(String[]::new));
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(out).doesNotExist();
    }

    @Test
    void writesNothingOver() throws Exception {
      type("release", "--run", "r1");
      Path text = requested("r1", "ada");
      Files.writeString(text, "something else");
      Shell.Answer answer = type("request", "r1", "--as", "ada", "--out", out.toString());
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("is there already", "--out DIR");
      assertThat(Files.readString(text)).isEqualTo("something else");
    }
  }

  @Nested
  class ATerminal {
    @Test
    void isNotAskedWhereOnlyASignatureCounts() throws Exception {
      type("release", "--run", "r1");
      String before = record();
      Shell.Answer answer = type("approve", "r1");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("which no terminal reaches", "request r1 --as NAME");
      assertThat(record()).isEqualTo(before);
    }
  }
}
