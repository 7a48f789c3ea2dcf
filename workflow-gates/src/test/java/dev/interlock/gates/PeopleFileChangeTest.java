package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.People;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Changes of a file of people. */
class PeopleFileChangeTest extends PeopleFileCase {
  @Nested
  class Changing {
    private final PeopleFile changing() {
      return PeopleFile.at(file, workspace);
    }

    private List<String> names() throws IOException {
      try (var files = Files.list(folder)) {
        return files.map(path -> path.getFileName().toString()).sorted().toList();
      }
    }

    @Test
    void beginsAFileWithTheFirstPerson() throws Exception {
      People added = changing().add(person("ada", "product-owner"));
      assertThat(PeopleFile.read(file, workspace).persons()).isEqualTo(added.persons());
      assertThat(PeopleFile.read(file, workspace).digest()).isEqualTo(added.digest());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-r--r--");
      assertThat(names()).containsExactly("people.json", "workspace");
    }

    @Test
    void keepsAllThatStandsThere() throws Exception {
      write(WHOLE);
      People before = PeopleFile.read(file);
      changing().add(person("carl"));
      People after = PeopleFile.read(file);
      assertThat(after.persons()).startsWith(before.persons().toArray(People.Person[]::new));
      assertThat(after.persons()).hasSize(4);
      assertThat(after.delegations()).isEqualTo(before.delegations());
      assertThat(Files.readString(file)).contains("\n  {\"name\":\"carl\",\"roles\":[]}],\n");
    }

    @Test
    void addsRolesAliasesKeysAndDelegations() throws Exception {
      changing().add(person("ada"));
      changing().add(person("bob"));
      changing().addRole(ADA, "security");
      changing().addAlias(ADA, Principal.of("os-user:al"));
      changing().addKey(Principal.of("os-user:al"), new People.Key(KEY, People.Validity.always()));
      People.Validity valid = new People.Validity(Optional.empty(), Optional.of(END));
      changing().add(new People.Delegation(ADA, Principal.of("bob"), "security", valid));
      People people = PeopleFile.read(file);
      assertThat(people.person(ADA))
          .contains(
              new People.Person(
                  ADA,
                  List.of(Principal.of("os-user:al")),
                  List.of("security"),
                  List.of(new People.Key(KEY, People.Validity.always())),
                  People.Validity.always()));
      assertThat(people.delegations()).hasSize(1);
    }

    @Test
    void endsAKeyByItsTextOrItsFingerprint() throws Exception {
      write(WHOLE);
      changing().endKey(ADA, KEY, END);
      assertThat(ends()).contains(END);
      write(WHOLE);
      changing().endKey(ADA, KEY + " comment", END);
      assertThat(ends()).contains(END);
      write(WHOLE);
      changing().endKey(ADA, fingerprint(), END);
      assertThat(ends()).contains(END);
    }

    private Optional<Instant> ends() {
      return PeopleFile.read(file).person(ADA).orElseThrow().keys().get(0).valid().until();
    }

    private String fingerprint() throws Exception {
      byte[] blob = java.util.Base64.getDecoder().decode(KEY.split(" ", 3)[1]);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
      return FINGERPRINT + java.util.Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    private void assertUnchanged(Runnable change, String says) throws IOException {
      String before = Files.readString(file);
      assertThatThrownBy(change::run)
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(says);
      assertThat(Files.readString(file)).isEqualTo(before);
      assertThat(names()).containsExactly("people.json", "workspace");
    }

    @Test
    void leavesTheFileAsItWasWhereThatIsAMistake() throws Exception {
      write(WHOLE);
      assertUnchanged(() -> changing().add(person("ADA")), "both have the name 'ADA'");
      assertUnchanged(() -> changing().addRole(ADA, "two words"), "has a role that is not");
      assertUnchanged(() -> changing().addRole(ADA, "product-owner"), "twice");
      assertUnchanged(() -> changing().addRole(Principal.of("eve"), "x"), "has the name 'eve'");
      assertUnchanged(() -> changing().endKey(ADA, "SHA256:other", END), "'ada' has no such key");
      assertUnchanged(() -> changing().endKey(Principal.of("bob"), KEY, END), "no such key");
      assertUnchanged(() -> changing().addAlias(ADA, Principal.of("al*")), "people[0].aliases");
    }

    @Test
    void refusesAFileThatCouldNotBeReadWhole() throws Exception {
      write(WHOLE.replace("\"roles\": [\"product-owner\"]", "\"rolls\": []"));
      assertUnchanged(() -> changing().add(person("carl")), "'people[0].rolls' is unknown");
    }

    @Test
    void leavesItToThoseWhoMayReadItNow() throws Exception {
      write(WHOLE);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      changing().add(person("carl"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }

    @Test
    void isOnesAtATime() throws Exception {
      write(WHOLE);
      Path beside = Files.createFile(folder.resolve("people.json.new"));
      assertThatThrownBy(() -> changing().add(person("carl")))
          .hasMessageContaining("somebody else is changing it")
          .hasMessageContaining("remove '" + beside.toRealPath() + "'");
      assertThat(beside).exists();
    }

    @Test
    void isRefusedInAWorkspace() {
      file = workspace.resolve("people.json");
      assertThatThrownBy(() -> changing().add(person("carl")))
          .hasMessageContaining("lies in the workspace");
      assertThat(file).doesNotExist();
    }
  }
}
