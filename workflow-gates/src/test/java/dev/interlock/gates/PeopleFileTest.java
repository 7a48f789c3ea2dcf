package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.People;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleFileTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIhxXfZYA4kLDD5bMgqk3DGvS4vXLrcmKHjvCPEfsBJd";
  private static final String FINGERPRINT = "SHA256:";
  private static final Instant END = Instant.parse("2026-06-01T00:00:00Z");
  private static final Principal ADA = Principal.of("ada");

  private static final String WHOLE =
      """
      {"format": "interlock-people/1",
       "people": [
        {"name": "ada", "roles": ["product-owner"], "aliases": ["os-user:ada"],
         "keys": [{"key": "%s", "validFrom": "2026-01-01T00:00:00Z"}],
         "validUntil": "2027-01-01T00:00:00Z"},
        {"name": "ai:reviewer", "roles": []},
        {"name": "bob", "roles": ["product-owner", "security"]}],
       "delegations": [
        {"role": "product-owner", "from": "ada", "to": "bob",
         "validUntil": "2026-08-01T00:00:00Z"}]}
      """
          .formatted(KEY);

  @TempDir private Path folder;
  private Path file;
  private Path workspace;

  @BeforeEach
  void folders() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    file = folder.resolve("people.json");
    workspace = Files.createDirectory(folder.resolve("workspace"));
  }

  private Path write(String json) throws IOException {
    Files.writeString(file, json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private void assertRefused(String... says) {
    assertThatThrownBy(() -> PeopleFile.read(file, workspace))
        .isInstanceOf(WorkflowException.class)
        .message()
        .contains(says);
  }

  private static People.Person person(String name, String... roles) {
    return new People.Person(
        Principal.of(name), List.of(), List.of(roles), List.of(), People.Validity.always());
  }

  @Nested
  class AFile {
    @Test
    void saysWhoIsWho() throws Exception {
      People people = PeopleFile.read(write(WHOLE), workspace);
      assertThat(people.persons())
          .extracting(one -> one.name().name())
          .containsExactly("ada", "ai:reviewer", "bob");
      People.Person ada = people.person(Principal.of("os-user:ada")).orElseThrow();
      assertThat(ada.name()).isEqualTo(ADA);
      assertThat(ada.roles()).containsExactly("product-owner");
      assertThat(ada.valid().until()).contains(Instant.parse("2027-01-01T00:00:00Z"));
      assertThat(ada.valid().from()).isEmpty();
      assertThat(ada.keys())
          .containsExactly(
              new People.Key(
                  KEY,
                  new People.Validity(
                      Optional.of(Instant.parse("2026-01-01T00:00:00Z")), Optional.empty())));
      assertThat(people.delegations())
          .containsExactly(
              new People.Delegation(
                  ADA,
                  Principal.of("bob"),
                  "product-owner",
                  new People.Validity(
                      Optional.empty(), Optional.of(Instant.parse("2026-08-01T00:00:00Z")))));
    }

    @Test
    void isNamedByTheDigestOfItsBytes() throws Exception {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(WHOLE.getBytes(StandardCharsets.UTF_8));
      assertThat(PeopleFile.read(write(WHOLE)).digest())
          .isEqualTo(HexFormat.of().formatHex(sha256));
    }

    @Test
    void needsNoDelegations() throws Exception {
      write("{\"format\":\"interlock-people/1\",\"people\":[{\"name\":\"ada\",\"roles\":[]}]}");
      assertThat(PeopleFile.read(file, workspace).delegations()).isEmpty();
    }
  }

  @Nested
  class AFileWithMistakes {
    @Test
    void listsAllOfThemAndWhereTheyStand() throws Exception {
      write(
          """
          {"format": "interlock-people/2", "persons": [],
           "people": [
            {"name": "a*a", "roles": ["x", 3], "rolls": ["y"]},
            {"roles": "x", "validFrom": "yesterday"},
            "carl",
            {"name": "dora", "roles": ["two words"], "aliases": ["a b", "ok"], "keys": [{"kee": 1}],
             "validUntil": 7},
            {"name": "Dora", "roles": []}],
           "delegations": [{"role": "x", "from": "dora", "until": "2026-01-01"}]}
          """);
      assertRefused(
          "the people file '" + file + "' is not valid:\n",
          "\n  - 'persons' is unknown; these are known here: format, people, delegations",
          "\n  - 'format' is not 'interlock-people/1'",
          "\n  - 'people[2]' is no object",
          "\n  - 'people[0].rolls' is unknown",
          "\n  - 'people[0].name' has a name that is not 1 to 200",
          "\n  - 'people[0].roles[1]' is no text",
          "\n  - 'people[1].name' is missing",
          "\n  - 'people[1].roles' is no list",
          "\n  - 'people[1].validFrom' is no time; write one as 2026-01-31T00:00:00Z",
          "\n  - 'people[3].aliases' has a name that is not",
          "\n  - 'people[3].keys[0].kee' is unknown",
          "\n  - 'people[3].keys[0].key' is missing",
          "\n  - 'people[3].validUntil' is no text",
          "\n  - 'delegations[0].until' is unknown",
          "\n  - 'delegations[0].to' is missing",
          "\n  - 'dora' has a role that is not 1 to 100",
          "\n  - 'dora' and 'Dora' both have the name 'Dora'");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "[]",
          "null",
          "{\"format\":\"interlock-people/1\"}",
          "{\"format\":\"interlock-people/1\",\"people\":[]}",
          "{\"format\":\"interlock-people/1\",\"people\":null}",
          "{\"people\":[{\"name\":\"ada\",\"roles\":[]}]}",
          "{\"format\":1,\"people\":[{\"name\":\"ada\",\"roles\":[]}]}",
          "{\"format\":\"interlock-people/1\",\"people\":[{\"name\":\"ada\",\"roles\":[]}]} x",
          "{\"format\":\"interlock-people/1\",\"people\":[{\"name\":\"a\",\"roles\":[]}],\"people\":[]}",
          "{\"format\":\"interlock-people/1\",\"people\":[{\"name\":\"ada\"}]}"
        })
    void isRefused(String json) throws Exception {
      write(json);
      assertRefused("the people file '" + file + "' is not valid:\n  - ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a?", "!a", "a,b", "a\\\"b", "#a", "a\\\\b", "a b", "", "\\u00e4"})
    void refusesNamesThatMeanSomethingElseToSshKeygen(String name) throws Exception {
      write(
          "{\"format\":\"interlock-people/1\",\"people\":[{\"name\":\""
              + name
              + "\",\"roles\":[]}]}");
      assertRefused("'people[0].name' has a name that is not");
    }

    @Test
    void refusesAnAiWithAKeyAndAKeyOfTwo() throws Exception {
      write(
          """
          {"format": "interlock-people/1",
           "people": [
            {"name": "ada", "roles": [], "keys": [{"key": "%1$s"}]},
            {"name": "ai:bot", "roles": [], "keys": [{"key": "%1$s"}]},
            {"name": "eve", "roles": [], "keys": [{"key": "ssh-rsa AAAA"}]}]}
          """
              .formatted(KEY));
      assertRefused(
          "'ai:bot' is no person and so opens no gate; take its keys out",
          "'ada' and 'ai:bot' have one key",
          "a key of 'eve' cannot be used");
    }
  }

  @Nested
  class WhereItLies {
    private void assertGuarded(String... says) {
      assertRefused(says);
    }

    @Test
    void itIsRefusedInAWorkspace() throws Exception {
      file = workspace.resolve("people.json");
      write(WHOLE);
      assertGuarded("lies in the workspace '" + workspace.toRealPath() + "'");
    }

    @Test
    void itIsRefusedDeepInAWorkspaceHoweverItIsNamed() throws Exception {
      Path deep = Files.createDirectories(workspace.resolve("a/b"));
      file = deep.resolve("people.json");
      write(WHOLE);
      file = folder.resolve("workspace/../workspace/a/./b/people.json");
      assertGuarded("lies in the workspace");
    }

    @Test
    void itIsRefusedBehindALinkIntoAWorkspace() throws Exception {
      file = workspace.resolve("people.json");
      write(WHOLE);
      Files.createSymbolicLink(folder.resolve("safe"), workspace);
      file = folder.resolve("safe/people.json");
      assertGuarded("or a link on its way does");
    }

    @Test
    void itIsRefusedBehindALinkThatLiesInAWorkspace() throws Exception {
      Path safe = Files.createDirectory(folder.resolve("safe"));
      file = safe.resolve("people.json");
      write(WHOLE);
      Files.createSymbolicLink(workspace.resolve("link"), safe);
      file = workspace.resolve("link/people.json");
      assertGuarded("lies in the workspace");
    }

    @Test
    void itIsRefusedBehindALinkToALinkInAWorkspace() throws Exception {
      Path safe = Files.createDirectory(folder.resolve("safe"));
      file = safe.resolve("people.json");
      write(WHOLE);
      Files.createSymbolicLink(workspace.resolve("inner"), safe);
      Files.createSymbolicLink(folder.resolve("outer"), workspace.resolve("inner"));
      file = folder.resolve("outer/people.json");
      assertGuarded("or a link on its way does");
    }

    @Test
    void itIsRefusedInAWorkspaceThatIsNamedByALink() throws Exception {
      Path other = Files.createSymbolicLink(folder.resolve("other"), workspace);
      file = workspace.resolve("people.json");
      write(WHOLE);
      assertThatThrownBy(() -> PeopleFile.read(file, other))
          .hasMessageContaining("lies in the workspace");
    }

    @Test
    void itIsTakenBehindALinkElsewhere() throws Exception {
      Path safe = Files.createDirectory(folder.resolve("safe"));
      file = safe.resolve("people.json");
      write(WHOLE);
      Files.createSymbolicLink(folder.resolve("link"), Path.of("safe"));
      assertThat(PeopleFile.read(folder.resolve("link/people.json"), workspace).persons())
          .hasSize(3);
    }

    @Test
    void itIsTakenBesideAWorkspaceWhoseNameItBeginsWith() throws Exception {
      Path beside = Files.createDirectory(folder.resolve("workspace-2"));
      file = beside.resolve("people.json");
      write(WHOLE);
      assertThat(PeopleFile.read(file, workspace).persons()).hasSize(3);
    }

    @Test
    void itIsRefusedAsALink() throws Exception {
      write(WHOLE);
      Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
      file = link;
      assertGuarded("is a symbolic link; name the file itself");
    }

    @Test
    void linksThatGoRoundAreRefused() throws Exception {
      Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
      Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
      file = folder.resolve("a/people.json");
      assertGuarded("has more than 40 links on its way");
    }

    @Test
    void aWorkspaceThatIsNotThereIsAMistake() throws Exception {
      write(WHOLE);
      assertThatThrownBy(() -> PeopleFile.read(file, folder.resolve("wrokspace")))
          .hasMessage(
              "the people cannot be read: '" + folder.resolve("wrokspace") + "' does not exist");
    }
  }

  @Nested
  class WhatItIs {
    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rw-rw-rw-"})
    void aFileThatOthersMayChangeIsRefused(String mode) throws Exception {
      write(WHOLE);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertRefused("may be changed by others; if nobody did: chmod go-w " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void aFileInAFolderThatOthersMayChangeIsRefused(String mode) throws Exception {
      Path open = Files.createDirectory(folder.resolve("open"));
      file = open.resolve("people.json");
      write(WHOLE);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));
      assertRefused("'" + open + "' may be changed by others");
    }

    @Test
    void aFolderIsRefused() throws Exception {
      Files.createDirectory(file);
      assertRefused("is no regular file");
    }

    @Test
    void oneThatIsNotThereIsRefused() {
      assertRefused("'" + file + "' does not exist");
    }

    @Test
    void moreThanAMebibyteIsRefused() throws Exception {
      write(" ".repeat((1 << 20) - WHOLE.length()) + WHOLE);
      assertThat(PeopleFile.read(file, workspace).persons()).hasSize(3);
      write(" ".repeat((1 << 20) + 1 - WHOLE.length()) + WHOLE);
      assertRefused("has more than 1048576 bytes");
    }

    @Test
    void aFileInPlaceOfAFolderIsRefused() throws Exception {
      write(WHOLE);
      file = file.resolve("people.json");
      assertRefused("is no folder");
    }
  }

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

  @Nested
  class AsAllowedSigners {
    @Test
    void eachKeyIsALineForTheTimeThatItAndItsPersonAreValid() throws Exception {
      assertThat(PeopleFile.allowedSigners(PeopleFile.read(write(WHOLE))))
          .isEqualTo(
              "ada namespaces=\"interlock-approval-v1\",valid-after=\"20260101000000Z\""
                  + ",valid-before=\"20261231235959Z\" "
                  + KEY
                  + "\n");
    }

    @Test
    void aKeyThatIsNeverValidHasNoLine() throws Exception {
      write(WHOLE.replace("2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z"));
      assertThat(PeopleFile.allowedSigners(PeopleFile.read(file))).isEmpty();
    }

    @Test
    void aTimeWithinASecondIsTheWholeSecondWithinIt() throws Exception {
      write(
          WHOLE
              .replace("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z")
              .replace("2027-01-01T00:00:00Z", "2027-01-01T00:00:00.5Z"));
      assertThat(PeopleFile.allowedSigners(PeopleFile.read(file)))
          .contains("\"20260101000001Z\"", "\"20270101000000Z\"");
    }

    @Test
    void sshKeygenBelievesThem() throws Exception {
      Keys keys = Keys.in(folder);
      Path key = keys.make("ada-key");
      String text = "a text\n";
      String signature = keys.sign(key, "interlock-approval-v1", text);
      changing(key);
      String signers = PeopleFile.allowedSigners(PeopleFile.read(file));
      assertThat(keys.verifies(signers, "ada", "20260501000000", text, signature)).isTrue();
      assertThat(keys.verifies(signers, "ada", "20260531235959", text, signature)).isTrue();
      assertThat(keys.verifies(signers, "ada", "20260601000000", text, signature)).isFalse();
      assertThat(keys.verifies(signers, "bob", "20260501000000", text, signature)).isFalse();
      String git = keys.sign(key, "git", text);
      assertThat(keys.verifies(signers, "ada", "20260501000000", text, git)).isFalse();
    }

    private void changing(Path key) throws IOException {
      PeopleFile people = PeopleFile.at(file, workspace);
      people.add(person("ada"));
      People.Validity until = new People.Validity(Optional.empty(), Optional.of(END));
      people.addKey(ADA, new People.Key(Keys.publicHalf(key), until));
    }
  }
}
