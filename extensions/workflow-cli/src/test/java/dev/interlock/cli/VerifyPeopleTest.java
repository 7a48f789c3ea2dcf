package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.record.Presence;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says of answers, by who is known. */
class VerifyPeopleTest {
  @TempDir Path folder;
  private Staff staff;
  private Shell shell;

  @BeforeEach
  void aRunThatAdaApproved() throws Exception {
    staff = Staff.in(folder).with("ada", "security");
    shell =
        new Shell(
            folder.resolve("log"),
            setup -> setup.engine().build(),
            Signed.command("release", Approvers.confirmedBy("security").atLeast(Presence.KEY)));
    String people = "--people=" + staff.file();
    shell.on("release", "--run", "r1", people);
    shell.on("approve", "r1", "--key", staff.key("ada").toString(), people);
  }

  @Test
  void withoutPeopleItSaysThatTheKeysWereNotLookedAt() {
    Shell.Answer answer = shell.on("verify");
    assertThat(answer.exit()).isZero();
    assertThat(answer.said()).contains("note: 1 answer is signed; whose keys these are was not");
    assertThat(shell.on("verify", "--json").json()).contains("\"notes\":[\"1 answer is signed;");
  }

  @Test
  void withThePeopleOfTheRunTheKeysAreLookedAt() {
    Shell.Answer answer = shell.on("verify", "--people=" + staff.file());
    assertThat(answer.exit()).as("%s", answer.lines()).isZero();
    assertThat(answer.said()).doesNotContain("note:");
  }

  @Test
  void withOtherPeopleItIsIncompleteUntilBothAreGiven() throws Exception {
    Path before = Files.copy(staff.file(), folder.resolve("before.json"));
    staff.with("bob", "ops");
    Shell.Answer other = shell.on("verify", "--people=" + staff.file());
    assertThat(other.exit()).isEqualTo(10);
    assertThat(other.said()).contains("INCOMPLETE", "others than those given; give these as well");
    assertThat(shell.on("verify", "--people=" + staff.file(), "--people=" + before).exit())
        .isZero();
  }

  @Test
  void aFileInTheLogIsNotRead() throws Exception {
    Path inside = Files.copy(staff.file(), folder.resolve("log/people.json"));
    Shell.Answer answer = shell.on("verify", "--people=" + inside);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains("lies in the workspace", "nothing was verified");
  }
}
