package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.record.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the people: made, listed, checked, and what runs make of it. */
class PeopleCommandsTest {
  @TempDir Path folder;
  private Path log;
  private Staff staff;
  private Shell shell;

  @BeforeEach
  void people() throws Exception {
    log = folder.resolve("log");
    staff = Staff.in(folder).with("ada", "security").with("me", "security", "host");
    shell =
        new Shell(
            log,
            setup -> setup.engine().build(),
            Signed.command("release", Approvers.confirmedBy("security").atLeast(Presence.KEY)));
  }

  private Shell.Answer type(String... words) {
    List<String> typed = new ArrayList<>(List.of(words));
    typed.add("--people=" + staff.file());
    return shell.on(typed.toArray(String[]::new));
  }

  private String file() throws IOException {
    return Files.readString(staff.file());
  }

  @Nested
  class Adding {
    @Test
    void makesTheFile() throws Exception {
      Path other = folder.resolve("other.json");
      Path key = folder.resolve("ada.key.pub");
      Shell.Answer answer =
          shell.type(
              "people",
              "add",
              "olga",
              "--role=owner",
              "--role=ops",
              "--alias=os-user:olga",
              "--key=" + key,
              "--people=" + other);
      assertThat(answer.exit()).as("%s", answer.lines()).isZero();
      assertThat(answer.out())
          .contains("written to " + other, "roles  owner, ops", "also   os-user:olga")
          .contains("people adopt RUN");
      assertThat(Staff.run("ssh-keygen", "-l", "-f", key.toString()))
          .contains(answer.out().replaceAll("(?s).*ssh-ed25519 (SHA256:\\S+).*", "$1"));
    }

    @Test
    void addsToWhoeverIsThere() throws Exception {
      assertThat(type("people", "add", "ada", "--role=ops", "--alias=os-user:ada").exit()).isZero();
      assertThat(type("people", "list").said())
          .contains("ada also os-user:ada roles security, ops key ssh-ed25519 SHA256:");
      assertThat(type("people", "add", "ada").said()).contains("--role, --alias or --key");
    }

    @Test
    void refusesAKeyOfSomebodyElseAndLeavesTheFile() throws Exception {
      String before = file();
      Shell.Answer answer =
          type("people", "add", "eve", "--role=security", "--key=" + folder.resolve("ada.key.pub"));
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("'ada' and 'eve' have one key");
      assertThat(file()).isEqualTo(before);
    }

    @Test
    void refusesAPrivateKey() {
      assertThat(type("people", "add", "eve", "--key=" + staff.key("ada")).said())
          .contains("holds no public key", ".pub");
    }
  }

  @Nested
  class Checking {
    @Test
    void saysThatAllHolds() {
      Shell.Answer answer = type("people", "check");
      assertThat(answer.exit()).isZero();
      assertThat(answer.out()).contains("every gate could be opened");
    }

    @Test
    void listsAllMistakes() throws Exception {
      Files.writeString(
          staff.file(),
          "{\"format\":\"interlock-people/1\",\"people\":["
              + "{\"name\":\"a\",\"roles\":[\"x y\"]},{\"name\":\"A\",\"roles\":[],\"odd\":1}]}");
      Shell.Answer answer = type("people", "check");
      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.said()).contains(".odd'", "has a role that is not");
    }

    @Test
    void listsGatesThatNobodyCouldOpenAndNothingOfThemStarts() {
      shell =
          new Shell(
              log,
              setup -> setup.engine().build(),
              Signed.command("release", Approvers.some(3, "security")));
      Shell.Answer answer = type("people", "check");
      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.out()).contains("sign-off");
      Shell.Answer start = type("release", "--run", "r1");
      assertThat(start.exit()).isEqualTo(2);
      assertThat(start.said()).contains("nothing was started", "people check");
    }
  }

  @Test
  void givesAllowedSignersThatSshKeygenTakes() throws Exception {
    type("release", "--run", "r1");
    type("request", "r1", "--as", "ada", "--out", folder.toString());
    Path text = folder.resolve("r1.sign-off.1.ada.approved.txt");
    Path signature = staff.sign("ada", text);
    Path signers = Files.writeString(folder.resolve("s"), type("people", "signers").out());
    Process process =
        new ProcessBuilder(
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                signers.toString(),
                "-I",
                "ada",
                "-n",
                "interlock-approval-v1",
                "-s",
                signature.toString())
            .redirectInput(text.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @Nested
  class WhereTheFileLies {
    @Test
    void isTheEnvironmentsOrTheHostsUnlessOneIsTyped() {
      Shell variable =
          shell.with(command -> command.in(Map.of("INTERLOCK_PEOPLE", staff.file().toString())));
      assertThat(variable.on("people", "list").out()).contains("ada");
      Shell host = shell.with(command -> command.in(Map.of()).people(staff.file()));
      assertThat(host.on("people", "list").out()).contains("ada");
      assertThat(shell.on("people", "list").said())
          .contains("--people FILE", "INTERLOCK_PEOPLE=FILE");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"release", "resume r1", "approve r1", "cancel r1", "again r1", "people list"})
    void isNoWorkspace(String typed) throws Exception {
      type("release", "--run", "r1");
      Path inside = Files.copy(staff.file(), log.resolve("people.json"));
      String before = Files.readString(log.resolve("journal.jsonl"));
      List<String> words = new ArrayList<>(List.of(typed.split(" ")));
      words.add("--people=" + inside);
      Shell.Answer answer = shell.on(words.toArray(String[]::new));
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("lies in the workspace", "nothing was changed");
      assertThat(Files.readString(log.resolve("journal.jsonl"))).isEqualTo(before);
    }

    @Test
    void isNotTheFolderOfTheCommand() throws Exception {
      Path here = Files.createTempDirectory(Path.of("").toAbsolutePath(), "people");
      Path inside = Files.copy(staff.file(), here.resolve("people.json"));
      try {
        assertThat(shell.on("people", "list", "--people=" + inside).said())
            .contains("lies in the workspace");
      } finally {
        Files.delete(inside);
        Files.delete(here);
      }
    }
  }

  @Nested
  class OtherPeople {
    @Test
    void areNotWhomARunGoesByUntilItAdoptsThem() throws Exception {
      type("release", "--run", "r1");
      type("people", "add", "bob", "--role=security");
      String key = staff.key("ada").toString();

      Shell.Answer before = type("approve", "r1", "--key", key);
      assertThat(before.exit()).isEqualTo(2);
      assertThat(before.said()).contains("goes by other people", "people adopt r1");

      Shell.Answer adopted = type("people", "adopt", "r1");
      assertThat(adopted.exit()).as("%s", adopted.lines()).isEqualTo(3);
      assertThat(shell.on("show", "r1").out()).contains("changed by me");
      assertThat(type("approve", "r1", "--key", key).exit()).isZero();
    }

    @Test
    void areAdoptedOnlyOnTheWordOfOneOfThem() {
      type("release", "--run", "r1");
      type("people", "add", "bob", "--role=security");
      Shell.Answer answer = type("people", "adopt", "r1", "--by", "mallory");
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("'mallory' is not among the people", "--by NAME");
    }
  }
}
