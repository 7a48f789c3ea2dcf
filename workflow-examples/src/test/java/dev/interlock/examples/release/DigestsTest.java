package dev.interlock.examples.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files somebody has looked at is read as it is written by other programs. */
class DigestsTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path folder;

  private Optional<String> list(String text) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("reviewed"), text).toString());
  }

  @Test
  void ofListedFilesAreThoseOfTheList() throws IOException {
    assertThat(Digests.listed(list(EMPTY + "  a b.txt\n" + EMPTY + " *./c\n")))
        .isEqualTo(Map.of("a b.txt", EMPTY, "c", EMPTY));
    assertThat(Digests.listed(Optional.empty())).isEmpty();
  }

  @Test
  void ofALineOfAnotherKindAreRefusedWithWhatToType() throws IOException {
    Optional<String> names = list("src/Parser.java\n");
    assertThatThrownBy(() -> Digests.listed(names))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("the line 'src/Parser.java'")
        .hasMessageContaining("sha256sum");
    Optional<String> missing = Optional.of(folder.resolve("missing").toString());
    assertThatThrownBy(() -> Digests.listed(missing)).hasMessageContaining("cannot be read");
  }

  @Test
  void ofAFolderAreThoseOfItsFilesInFoldersToo() throws IOException {
    Files.createFile(Files.createDirectories(folder.resolve(".mvn/wrapper")).resolve("x"));

    assertThat(Digests.of(folder, ".mvn")).isEqualTo(Map.of(".mvn/wrapper/x", EMPTY));
    assertThat(Digests.of(folder, "none")).isEmpty();
  }
}
