package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.People;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What these tests share. */
abstract class PeopleFileCase {
  static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIhxXfZYA4kLDD5bMgqk3DGvS4vXLrcmKHjvCPEfsBJd";
  static final String FINGERPRINT = "SHA256:";
  static final Instant END = Instant.parse("2026-06-01T00:00:00Z");
  static final Principal ADA = Principal.of("ada");

  static final String WHOLE =
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

  @TempDir Path folder;
  Path file;
  Path workspace;

  @BeforeEach
  void folders() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    file = folder.resolve("people.json");
    workspace = Files.createDirectory(folder.resolve("workspace"));
  }

  Path write(String json) throws IOException {
    Files.writeString(file, json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  void assertRefused(String... says) {
    assertThatThrownBy(() -> PeopleFile.read(file, workspace))
        .isInstanceOf(WorkflowException.class)
        .message()
        .contains(says);
  }

  static People.Person person(String name, String... roles) {
    return new People.Person(
        Principal.of(name), List.of(), List.of(roles), List.of(), People.Validity.always());
  }
}
