package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files that tell a build what to do are as they were accepted, or are not there. What it examines
 * is the digest of each by its path, as {@code Pins}. Immutable; safe for many threads.
 */
public final class PinnedFilesCheck implements Check<PinnedFilesCheck.Pins> {
  private static final long MOST_BYTES = 16 * 1024 * 1024;

  private final Path root;

  private PinnedFilesCheck(Path root) {
    this.root = root;
  }

  /**
   * What must be so. Immutable.
   *
   * @param sha256 digests, 64 hex digits, by paths relative to the workspace
   * @param absent paths at which, and below which, nothing may be that is not pinned; a {@code *}
   *     at the end stands for any end of a name
   */
  public record Pins(Map<String, String> sha256, List<String> absent) {
    /** What tells Maven and JUnit what to do besides the project itself. */
    private static final List<String> SWITCHES =
        List.of(
            ".mvn",
            "src/test/resources/junit-platform.properties",
            "src/test/resources/META-INF/services",
            "src/main/resources/junit-platform.properties",
            "src/main/resources/META-INF/services/org.junit.*",
            "src/main/resources/META-INF/services/org.testng.*",
            "src/main/resources/META-INF/services/org.apache.maven.*",
            "target/test-classes/junit-platform.properties",
            "target/test-classes/META-INF/services",
            "target/classes/junit-platform.properties",
            "target/classes/META-INF/services/org.junit.*",
            "target/classes/META-INF/services/org.testng.*",
            "target/classes/META-INF/services/org.apache.maven.*");

    /** Copies both. */
    public Pins {
      sha256 = Map.copyOf(sha256);
      absent = List.copyOf(absent);
    }

    /**
     * These digests, and nothing that would switch the tests of a Maven project off, neither in its
     * sources nor where they are compiled to.
     */
    public static Pins ofMaven(Map<String, String> sha256) {
      return new Pins(sha256, SWITCHES);
    }

    /**
     * The same before a build: nothing was compiled yet. A class that somebody put there is not
     * compiled again if it is newer than its source.
     */
    public Pins unbuilt() {
      return new Pins(sha256, Stream.concat(absent.stream(), Stream.of("target")).toList());
    }
  }

  /**
   * What it saw. Immutable.
   *
   * @param files the files that are pinned
   * @param absent the paths at which nothing was that is not pinned
   */
  public record Seen(List<FileSeen> files, List<String> absent) {
    /** Copies the lists. */
    public Seen {
      files = List.copyOf(files);
      absent = List.copyOf(absent);
    }
  }

  /** Files in this workspace. */
  public static PinnedFilesCheck in(Path root) {
    return new PinnedFilesCheck(root);
  }

  @Override
  public Verdict examine(Pins pins) {
    try {
      List<FileSeen> files = new ArrayList<>();
      for (Map.Entry<String, String> pin : pins.sha256().entrySet()) {
        FileSeen seen = WorkspacePath.of(root, pin.getKey()).read(MOST_BYTES).seen();
        NotAsItShouldBe.unless(
            seen.sha256().equals(pin.getValue()), "'" + pin.getKey() + "' has another digest");
        files.add(seen);
      }
      for (String path : pins.absent()) {
        for (String there : there(path)) {
          NotAsItShouldBe.unless(
              pins.sha256().containsKey(there), "there is something at '" + there + "'");
        }
      }
      return Verdict.passed(new Seen(files, pins.absent()));
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  /** What is at a path and below it, without folders that hold something; no link is followed. */
  private List<String> there(String path) throws IOException {
    List<Path> leaves = new ArrayList<>();
    for (Path place : places(path)) {
      try (Stream<Path> all = Files.walk(place)) {
        all.filter(PinnedFilesCheck::isLeaf).sorted().forEach(leaves::add);
      }
    }
    Path real = root.toRealPath();
    return leaves.stream()
        .map(leaf -> real.relativize(leaf).toString().replace(File.separatorChar, '/'))
        .toList();
  }

  private List<Path> places(String path) throws IOException {
    Path place = WorkspacePath.of(root, path).path();
    if (!path.endsWith("*")) {
      return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? List.of(place) : List.of();
    }
    Path folder = place.resolveSibling(".").normalize();
    String begin = path.substring(path.lastIndexOf('/') + 1, path.length() - 1);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(one -> String.valueOf(one.getFileName()).startsWith(begin)).toList();
    }
  }

  private static boolean isLeaf(Path place) {
    String[] within = place.toFile().list();
    return Files.isSymbolicLink(place) || within == null || within.length == 0;
  }
}
