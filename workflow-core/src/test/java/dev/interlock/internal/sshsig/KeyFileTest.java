package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hold private keys. */
class KeyFileTest {
  @TempDir Path folder;

  private Path path;
  private final SshPrivateKey key = Keys.fresh();

  @BeforeEach
  void name() {
    path = folder.resolve("key");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Nested
  class Written {
    @Test
    void canBeReadBack() throws Exception {
      KeyFile.at(path).write(key, "engine");
      assertThat(KeyFile.at(path).read().publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void isTheOwnersOnly() throws IOException {
      KeyFile.at(path).write(key, "engine");
      assertThat(mode(path)).isEqualTo("rw-------");
    }

    @Test
    void neverTakesThePlaceOfAFile() throws IOException {
      Files.writeString(path, "before");
      assertThatThrownBy(() -> KeyFile.at(path).write(key, ""))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(path).hasContent("before");
    }

    @Test
    void neverGoesThroughALink() throws IOException {
      Path elsewhere = folder.resolve("elsewhere");
      Files.createSymbolicLink(path, elsewhere);
      assertThatThrownBy(() -> KeyFile.at(path).write(key, ""))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(elsewhere).doesNotExist();
    }

    @Test
    void isTakenBySshKeygen() throws IOException {
      SshKeygen tool = SshKeygen.in(folder);
      KeyFile.at(path).write(key, "engine of ours");
      SshKeygen.Said said = tool.run("-y", "-f", "key");
      assertThat(said.text()).isEqualTo(key.publicKey().text() + " engine of ours\n");
      assertThat(tool.sign("key", "file", new byte[3]))
          .isEqualTo(key.sign("file", new byte[3]).armoured());
    }
  }

  @Nested
  class Read {
    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void fromAFileOfTheOwnersOnly(String mode) throws Exception {
      KeyFile.at(path).write(key, "");
      mode(path, mode);
      assertThat(KeyFile.at(path).read().publicKey()).isEqualTo(key.publicKey());
    }

    @ParameterizedTest
    @CsvSource({
      "rw-r--r--,0644",
      "rw----r--,0604",
      "rw-r-----,0640",
      "rw--w----,0620",
      "rw-----w-,0602",
      "rwx------,0700",
      "rw---x---,0610",
      "rw------x,0601",
      "rwxrwxrwx,0777"
    })
    void notFromAFileThatOthersMayUse(String mode, String octal) throws IOException {
      KeyFile.at(path).write(key, "");
      mode(path, mode);
      assertThatThrownBy(() -> KeyFile.at(path).read())
          .isInstanceOf(KeyFile.Refused.class)
          .hasMessageStartingWith("key.exposed: the key file '" + path + "'")
          .hasMessageContaining("has the mode " + octal + ";")
          .hasMessageEndingWith("chmod 600 " + path);
    }

    @Test
    void notThroughALink() throws IOException {
      KeyFile.at(path).write(key, "");
      Path link = Files.createSymbolicLink(folder.resolve("link"), path);
      assertThatThrownBy(() -> KeyFile.at(link).read())
          .isInstanceOf(KeyFile.Refused.class)
          .hasMessage("'" + link + "' is a symbolic link: name the key file itself");
    }

    @Test
    void notFromAFolder() throws IOException {
      Files.createDirectory(path);
      mode(path, "rw-------");
      assertThatThrownBy(() -> KeyFile.at(path).read())
          .isInstanceOf(KeyFile.Refused.class)
          .hasMessage("'" + path + "' is no regular file and so no key file");
    }

    @Test
    void notFromSomebodyElsesFile() throws IOException {
      Path others = folder.resolve("others");
      Files.writeString(others, "");
      KeyFile.at(path).write(key, "");
      try {
        var nobody =
            folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(others, nobody);
      } catch (IOException e) {
        Assumptions.abort("giving a file to 'nobody' needs a user who is root: " + e);
      }
      assertThatThrownBy(() -> KeyFile.at(path, others).read())
          .isInstanceOf(KeyFile.Refused.class)
          .hasMessageStartingWith("key.exposed: the key file '" + path + "' belongs to '")
          .hasMessageEndingWith("make a key of your own");
      Files.setOwner(path, Files.getOwner(others));
      assertThatThrownBy(() -> KeyFile.at(path).read()).isInstanceOf(KeyFile.Refused.class);
    }

    @Test
    void alsoWhereTheSystemDoesNotSayWhoRunsThis() throws Exception {
      KeyFile.at(path).write(key, "");
      Assumptions.assumeTrue(
          Files.getOwner(path).getName().equals(System.getProperty("user.name")),
          "the user's name is not the one that files have");
      assertThat(KeyFile.at(path, folder.resolve("missing")).read().publicKey())
          .isEqualTo(key.publicKey());
    }

    @Test
    void notWhereThereIsNone() {
      assertThatThrownBy(() -> KeyFile.at(path).read()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void saysInWhichFileSomethingElseStands() throws IOException {
      Files.writeString(path, "hello");
      mode(path, "rw-------");
      assertThat(Refusal.of(() -> KeyFile.at(path).read()))
          .startsWith("the key file '" + path + "': the private key does not stand between")
          .endsWith("ssh-keygen -t ed25519 -N '' -f FILE");
    }

    @Test
    void notFromAFileThatIsTooLong() throws IOException {
      Files.write(path, new byte[100_000]);
      mode(path, "rw-------");
      assertThat(Refusal.of(() -> KeyFile.at(path).read()))
          .endsWith("the private key has 65537 bytes; the most is 65536");
    }
  }
}
