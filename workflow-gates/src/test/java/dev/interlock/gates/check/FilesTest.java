package dev.interlock.gates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is looked at where it is, through no link, once. */
class FilesTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectories(folder.resolve("root/audit"));
    Files.createDirectories(folder.resolve("root/audit-evil"));
    Files.writeString(folder.resolve("root/audit-evil/x"), "evil");
    Files.writeString(folder.resolve("outside"), "outside");
    Files.createDirectories(root.resolve("a"));
    Files.writeString(root.resolve("a/b..c.txt"), "content");
  }

  private static String reason(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    return ((Verdict.Failed) verdict).reason();
  }

  private static FileSeen seen(Verdict verdict) {
    assertThat(verdict).as(verdict.toString()).isInstanceOf(Verdict.Passed.class);
    return (FileSeen) ((Verdict.Passed) verdict).seen();
  }

  @Nested
  class APath {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "../../../etc/passwd",
          "/etc/passwd",
          "",
          ".",
          "a/./b",
          "a//b",
          "a/",
          "../audit-evil/x",
          "a/../../audit-evil/x",
          "a\u0000b",
          "a\\b",
          "..\\x"
        })
    void thatIsNoneInsideItsFolderIsRefused(String path) {
      assertThatThrownBy(() -> WorkspacePath.of(root, path)).isInstanceOf(WorkflowException.class);
      assertThat(reason(FileCheck.in(root).examine(path))).contains("no path inside a folder");
    }

    @Test
    void withDotsInItsNameIsOne() {
      FileSeen seen = seen(FileCheck.in(root).examine("a/b..c.txt"));

      assertThat(seen.size()).isEqualTo(7);
      assertThat(seen.sha256()).startsWith("ed7002b439e9ac845f22357d822bac14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "A/B..C.TXT", "file:/etc/passwd", "a", "a/b..c.txt/x"})
    void whereNoPlainFileIsFails(String path) {
      assertThat(reason(FileCheck.in(root).examine(path))).contains("'" + path + "'");
    }
  }

  @Nested
  class ALink {
    @Test
    void toAFileOutsideOrInsideIsNotFollowed() throws IOException {
      Files.createSymbolicLink(root.resolve("out"), folder.resolve("outside"));
      Files.createSymbolicLink(root.resolve("in"), root.resolve("a/b..c.txt"));

      assertThat(reason(FileCheck.in(root).examine("out"))).contains("reached by a link");
      assertThat(reason(FileCheck.in(root).examine("in"))).contains("reached by a link");
    }

    @Test
    void inPlaceOfAFolderIsNotFollowed() throws IOException {
      Files.createSymbolicLink(root.resolve("l"), root.resolve("a"));

      assertThat(reason(FileCheck.in(root).examine("l/b..c.txt"))).contains("reached by a link");
    }

    @Test
    void thatIsASecondNameOfAFileIsRefused() throws IOException {
      Files.createLink(root.resolve("hard"), folder.resolve("outside"));

      assertThat(reason(FileCheck.in(root).examine("hard"))).contains("more names than one");
    }
  }

  @Nested
  class AFile {
    @Test
    void thatIsNoPlainOneFails() throws Exception {
      new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor();

      assertThat(reason(FileCheck.in(root).examine("fifo"))).contains("no plain file");
      assertThat(reason(FileCheck.in(Path.of("/dev")).examine("zero"))).contains("no plain file");
    }

    @Test
    void ofTheKernelWhoseSizeIsNoneFails() {
      assertThat(reason(FileCheck.in(Path.of("/proc/self")).examine("environ")))
          .contains("changed while it was read");
    }

    @Test
    void thatIsTooLargeFailsThoughItIsAlmostAllHoles() throws IOException {
      try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
        sparse.setLength(1L << 40);
      }

      assertThat(reason(FileCheck.in(root).examine("sparse"))).contains("over");
      assertThat(reason(FileCheck.in(root).atMost(6).examine("a/b..c.txt"))).contains("over 6");
    }

    @Test
    void thatWasThereBeforeFails() throws IOException {
      Path file = root.resolve("a/b..c.txt");
      Instant changed = seen(FileCheck.in(root).examine("a/b..c.txt")).changed();
      seen(FileCheck.in(root).since(changed).examine("a/b..c.txt"));
      Files.setLastModifiedTime(file, FileTime.from(changed.minusSeconds(1)));

      assertThat(reason(FileCheck.in(root).since(changed).examine("a/b..c.txt")))
          .contains("before");
    }

    @Test
    void thatWasThereBeforeFailsThoughItsTimeIsSetToALaterOne() throws IOException {
      Path file = root.resolve("a/b..c.txt");
      Instant later = Instant.now().plusSeconds(20);
      Files.setLastModifiedTime(file, FileTime.from(later));
      FileSeen seen = seen(FileCheck.in(root).examine("a/b..c.txt"));

      assertThat(seen.written()).isAfter(seen.changed());
      assertThat(Freshness.objection(seen, later.minusSeconds(10), later))
          .hasValueSatisfying(says -> assertThat(says).contains("was there before"));
    }

    @Test
    void ofTheFutureFails() throws IOException {
      Path file = root.resolve("a/b..c.txt");
      Instant start = Instant.now().minusSeconds(60);
      seen(FileCheck.in(root).since(start).examine("a/b..c.txt"));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

      assertThat(reason(FileCheck.in(root).since(start).examine("a/b..c.txt")))
          .contains("has a time in the future");
      FileSeen seen = seen(FileCheck.in(root).examine("a/b..c.txt"));
      FileSeen ahead = new FileSeen("x", 1, seen.sha256(), start, seen.changed());
      assertThat(Freshness.objection(ahead, start, start)).isPresent();
    }

    @Test
    void withAnotherDigestFails() {
      String digest = seen(FileCheck.in(root).examine("a/b..c.txt")).sha256();

      seen(FileCheck.in(root).withDigest(digest).examine("a/b..c.txt"));
      assertThat(reason(FileCheck.in(root).withDigest("0".repeat(64)).examine("a/b..c.txt")))
          .contains("another digest");
    }

    @Test
    void thatIsSwappedAllTheTimeIsNeverReadFromOutside() throws Exception {
      Path good = root.resolve("good");
      Files.writeString(good, "good");
      AtomicBoolean over = new AtomicBoolean();
      Thread swapping =
          new Thread(
              () -> {
                try {
                  while (!over.get()) {
                    Path link = root.resolve("l");
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(link, folder.resolve("outside"));
                    Files.move(link, good, StandardCopyOption.ATOMIC_MOVE);
                    Path file = Files.writeString(root.resolve("f"), "good");
                    Files.move(file, good, StandardCopyOption.ATOMIC_MOVE);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      swapping.start();
      for (int i = 0; i < 2_000; i++) {
        if (FileCheck.in(root).examine("good") instanceof Verdict.Passed passed) {
          assertThat(((FileSeen) passed.seen()).size()).isEqualTo(4);
        }
      }
      over.set(true);
      swapping.join();
    }
  }

  @Nested
  class AFreshFolder {
    @Test
    void isNewAndEmpty() {
      assertThat(FreshFolder.make(root, "target/reports-1")).isEmptyDirectory();
      assertThatThrownBy(() -> FreshFolder.make(root, "target/reports-1"))
          .isInstanceOf(WorkflowException.class);
    }

    @Test
    void isNotMadeOutsideByWayOfALink() throws IOException {
      Files.createSymbolicLink(root.resolve("l"), folder);

      assertThatThrownBy(() -> FreshFolder.make(root, "l/reports"))
          .hasMessageContaining("by way of a link");
      assertThat(folder.resolve("reports")).doesNotExist();
    }
  }

  @Nested
  class PinnedFiles {
    @Test
    void areAsTheyWereAcceptedAndNothingElseSwitchesTestsOff() throws IOException {
      String digest = seen(FileCheck.in(root).examine("a/b..c.txt")).sha256();
      PinnedFilesCheck.Pins pins = PinnedFilesCheck.Pins.ofMaven(Map.of("a/b..c.txt", digest));

      assertThat(PinnedFilesCheck.in(root).examine(pins)).isInstanceOf(Verdict.Passed.class);
      Files.createDirectories(root.resolve(".mvn"));
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("'.mvn'");
      Files.delete(root.resolve(".mvn"));
      Path services = Files.createDirectories(root.resolve("src/main/resources/META-INF/services"));
      Files.writeString(services.resolve("com.example.Own"), "");
      assertThat(PinnedFilesCheck.in(root).examine(pins)).isInstanceOf(Verdict.Passed.class);
      for (String name :
          new String[] {
            "org.junit.platform.engine.TestEngine",
            "org.junit.platform.launcher.PostDiscoveryFilter",
            "org.junit.platform.launcher.LauncherSessionListener",
            "org.junit.jupiter.api.extension.Extension"
          }) {
        Path service = Files.writeString(services.resolve(name), "");
        assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("/" + name + "'");
        Files.delete(service);
      }
      Files.writeString(root.resolve("a/b..c.txt"), "other");
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("another digest");
    }

    @Test
    void mayBeWhereNothingElseMayBe() throws IOException {
      Path config = Files.createDirectories(root.resolve(".mvn")).resolve("maven.config");
      Files.writeString(config, "-ntp");
      String digest = seen(FileCheck.in(root).examine(".mvn/maven.config")).sha256();
      PinnedFilesCheck.Pins pins =
          PinnedFilesCheck.Pins.ofMaven(Map.of(".mvn/maven.config", digest));

      assertThat(PinnedFilesCheck.in(root).examine(pins)).isInstanceOf(Verdict.Passed.class);
      Path link = Files.createSymbolicLink(root.resolve(".mvn/wrapper"), folder);
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("'.mvn/wrapper'");
      Files.delete(link);
      Path more = Files.createDirectories(root.resolve(".mvn/empty"));
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("'.mvn/empty'");
      Files.delete(more);
      Files.writeString(root.resolve(".mvn/extensions.xml"), "<extensions/>");
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("'.mvn/extensions.xml'");
    }

    @Test
    void areNotPlantedWhereTestsAreCompiledTo() throws IOException {
      PinnedFilesCheck.Pins pins = PinnedFilesCheck.Pins.ofMaven(Map.of());
      Path compiled = Files.createDirectories(root.resolve("target/test-classes"));
      Files.writeString(compiled.resolve("PlantedTest.class"), "");

      assertThat(PinnedFilesCheck.in(root).examine(pins)).isInstanceOf(Verdict.Passed.class);
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins.unbuilt())))
          .contains("'target/test-classes/PlantedTest.class'");
      Files.writeString(compiled.resolve("junit-platform.properties"), "");
      assertThat(reason(PinnedFilesCheck.in(root).examine(pins))).contains("'target/test-classes/");
    }
  }
}
