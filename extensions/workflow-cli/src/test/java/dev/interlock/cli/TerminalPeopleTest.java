package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a real terminal may decide where it is known who is who. */
class TerminalPeopleTest {
  private static final String ASKED = "expect:\n> $";
  private static final String YES = "type:{challenge}\\n";

  @TempDir Path folder;
  private Staff staff;

  @BeforeEach
  void people() throws Exception {
    staff = Staff.in(folder).with("me", "security").with("bob", "ops");
  }

  private AtATerminal.Seen type(String command, String... steps) throws Exception {
    return AtATerminal.in(folder).types(command + " --people=" + staff.file(), steps);
  }

  private String record() throws IOException {
    return Files.readString(folder.resolve("log/journal.jsonl"));
  }

  @Test
  void whatWasTypedStillCountsWhenAnotherSignsLater() throws Exception {
    AtATerminal.Seen first = type("pair --run r1", ASKED, YES);
    assertThat(first.exit()).isEqualTo(3);
    assertThat(first.sent()).contains("open for 1 more of ops", "approved by me (claimed)");

    AtATerminal.Seen second = type("approve r1 --key " + staff.key("bob"), "--stdin=null");
    assertThat(second.exit()).as(second.sent()).isZero();
    assertThat(record())
        .contains("\"principal\":\"me\",\"proven\":false", "\"principal\":\"bob\",\"proven\":true");
  }

  @Test
  void whatWasTypedStillCountsWhenTheGateIsPresentedAgain() throws Exception {
    type("pair --run r1", ASKED, YES);
    type("resume r1", "--stdin=null");
    type("approve r1", "--stdin=null");
    assertThat(record()).contains("\"attempt\":2");

    assertThat(type("approve r1 --key " + staff.key("bob"), "--stdin=null").exit()).isZero();
  }

  @Test
  @Tag("long")
  void nobodyFillsTwoPlaces() throws Exception {
    type("pair --run r1", ASKED, YES);
    AtATerminal.Seen again =
        type("approve r1", ASKED, YES, "expect:does not count", ASKED, "type:\\x03");
    assertThat(again.sent()).contains("distinct-principals");
    assertThat(record()).containsOnlyOnce("gate.decided");
  }

  @Test
  void theRoleAndTheCommentAreWhatWasTyped() throws Exception {
    type("pair --run r1", "--stdin=null");
    AtATerminal.Seen seen =
        type("approve r1 --role security --comment as-agreed", ASKED, YES, "expect:run r1 waits");
    assertThat(seen.exit()).isEqualTo(3);
    assertThat(record()).contains("\"role\":\"security\"", "\"comment\":\"as-agreed\"");
  }

  @Test
  void aRoleThatIsNotTheirsIsRefusedInTheRecord() throws Exception {
    type("pair --run r1", "--stdin=null");
    AtATerminal.Seen seen = type("approve r1 --role ops", "expect:run r1 waits");
    assertThat(seen.exit()).isEqualTo(3);
    assertThat(record()).contains("may not answer this gate in the role 'ops'");
  }

  @Test
  void aCommentThatIsTooLongAsksNothing() throws Exception {
    type("pair --run r1", "--stdin=null");
    String before = record();
    AtATerminal.Seen seen = type("approve r1 --comment " + "x".repeat(1_001), "expect:1,001");
    assertThat(seen.exit()).isEqualTo(2);
    assertThat(record()).isEqualTo(before);
  }

  @Test
  void aGateThatAsksForAKeyAsksNoTerminal() throws Exception {
    AtATerminal.Seen seen = type("signed --run r1", "expect:run r1 waits");
    assertThat(seen.exit()).isEqualTo(3);
    assertThat(seen.sent()).contains("asks for KEY, and a terminal").doesNotContain("\n> ");
  }

  @Test
  void aPipeOrNothingAtAllIsNobody() throws Exception {
    assertThat(type("pair --run r1", "--stdin=pipe:yes\\n").exit()).isEqualTo(3);
    assertThat(type("approve r1", "--stdin=null").exit()).isEqualTo(3);
    assertThat(record()).contains("not-a-terminal").doesNotContain("gate.decided");
  }
}
