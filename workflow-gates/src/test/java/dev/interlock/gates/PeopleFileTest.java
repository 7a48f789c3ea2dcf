package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.People;
import dev.interlock.record.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is who, as a file says it. */
class PeopleFileTest extends PeopleFileCase {
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

    @Test
    void isRefusedAsNoJson() throws Exception {
      write("people: ada");
      assertRefused("\n  - it is no JSON object: ");
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
