package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A zip or jar can be unpacked without harm: no name leads out of its folder, none is there twice,
 * none is a link, and all together are not larger than allowed. Whoever unpacks it finds what was
 * looked at: the list at its end and the entries in front of it say the same in name, place,
 * method, sizes and checksum, and nothing lies between them; what programs read in different ways
 * is refused (zip64, names in two encodings, something in front of it). What it examines is its
 * path, relative to the workspace. Nothing is unpacked to the disk; anything that is no zip is
 * refused.
 *
 * <p>Immutable; every call returns a new object. Safe for many threads.
 */
public final class ArchiveCheck implements Check<String> {
  private static final long MIB = 1024 * 1024;

  private final Path root;
  private final int mostEntries;
  private final long mostBytes;

  private ArchiveCheck(Path root, int mostEntries, long mostBytes) {
    this.root = root;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  /**
   * What it saw. Immutable.
   *
   * @param entries how many entries it has
   * @param bytes how many bytes they have when they are unpacked
   * @param archive the archive
   */
  public record Seen(int entries, long bytes, FileSeen archive) {}

  /** Archives in this workspace, of at most 10,000 entries and 256 MiB, packed and unpacked. */
  public static ArchiveCheck in(Path root) {
    return new ArchiveCheck(root, 10_000, 256 * MIB);
  }

  /** The same, with at most so many entries and so many bytes. */
  public ArchiveCheck atMost(int entries, long bytes) {
    return new ArchiveCheck(root, entries, bytes);
  }

  @Override
  public Verdict examine(String path) {
    try {
      WorkspacePath.Content content = WorkspacePath.of(root, path).read(mostBytes);
      byte[] zip = content.bytes();
      ZipDirectory list = ZipDirectory.read(zip, mostEntries);
      refuseNames(list);
      long bytes = new ZipContents(zip, list, mostBytes).size();
      return Verdict.passed(new Seen(list.entries().size(), bytes, content.seen()));
    } catch (NotAsItShouldBe e) {
      return Verdict.failed("'" + path + "': " + e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed("'" + path + "' cannot be unpacked: " + e.getMessage());
    }
  }

  /** Two names are one where the file system does not tell letters apart, or folders from files. */
  private static void refuseNames(ZipDirectory list) throws NotAsItShouldBe {
    Set<String> names = new HashSet<>();
    for (ZipDirectory.Entry entry : list.entries()) {
      NotAsItShouldBe.unless(isInside(entry.name()), "a name leads out of its folder");
      String same = Normalizer.normalize(bare(entry.name()), Normalizer.Form.NFC);
      NotAsItShouldBe.unless(names.add(same.toLowerCase(Locale.ROOT)), "a name is there twice");
    }
  }

  private static String bare(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isInside(String name) {
    String bare = bare(name);
    boolean plain = bare.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 127);
    return plain && Arrays.stream(bare.split("/", -1)).noneMatch(List.of("", ".", "..")::contains);
  }
}
