package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a file of people may lie, and what it may be. */
class PeopleFilePlaceTest extends PeopleFileCase {
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
}
