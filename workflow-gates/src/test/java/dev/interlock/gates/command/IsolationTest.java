package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of a sandbox are laid over each other from the outside to the inside. */
class IsolationTest {
  @TempDir Path folder;
  private Path workspace = Path.of("");
  private AllowedProgram shell;

  @BeforeEach
  void open() throws Exception {
    Workbench bench = new Workbench(folder.toRealPath()).shell();
    workspace = bench.workspace();
    Files.createDirectories(workspace.resolve("a/log"));
    shell = bench.list().programs(Workbench.sh()).get(0);
  }

  private List<String> mounts(Isolation isolation) throws Refused {
    return isolation.mounts(shell).stream()
        .map(mount -> mount.words().get(0) + " " + mount.path())
        .toList();
  }

  private Isolation isolation() {
    return new Isolation(List.of(workspace), List.of());
  }

  @Test
  void hidesWhatLiesInAFolderThatIsWrittenTo() throws Exception {
    Path log = workspace.resolve("a/log");

    assertThat(mounts(isolation().hiding(log)))
        .containsExactly("--bind " + workspace, "--tmpfs " + log);
    assertThat(mounts(isolation().hiding(log).writing(workspace.resolve("a"))))
        .containsExactly(
            "--bind " + workspace, "--bind " + workspace.resolve("a"), "--tmpfs " + log);
  }

  @Test
  void writesToWhatLiesInAFolderThatIsHidden() throws Exception {
    Path around = folder.toRealPath();

    assertThat(mounts(isolation().hiding(around)))
        .containsExactly("--tmpfs " + around, "--bind " + workspace);
  }

  @Test
  void refusesAHiddenFolderThatIsElsewhereNow() throws Exception {
    Isolation hiding = isolation().hiding(workspace.resolve("a/log"));
    Files.move(workspace.resolve("a"), workspace.resolve("b"));

    assertThatThrownBy(() -> mounts(hiding)).hasMessageContaining("no longer where it was");
    Files.createDirectories(workspace.resolve("a/log"));
    assertThatThrownBy(() -> mounts(hiding)).hasMessageContaining("no longer where it was");
  }
}
