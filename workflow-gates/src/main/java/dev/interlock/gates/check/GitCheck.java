package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.gates.command.Command;
import dev.interlock.gates.command.CommandOutcome;
import dev.interlock.gates.command.CommandResult;
import dev.interlock.gates.command.CommandRunner;
import dev.interlock.internal.log.Line;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a repository are those of a commit, by their hashes: every file of the commit is
 * there as it was committed, also in whether its owner may run it, and nothing else is there. What
 * it examines is the commit, 40 or 64 hex digits. What {@code git status} would say plays no part,
 * because a repository can make it say that all is well.
 *
 * <p>The runner's allowlist lets Git be given {@link #FORMS}, with the profile {@code git}, and the
 * repository is its workspace. Submodules are refused. Immutable; safe for many threads.
 */
public final class GitCheck implements Check<String> {
  /** The arguments that Git is given, as patterns of an allowlist. */
  public static final List<List<String>> FORMS =
      List.of(
          List.of("rev-parse", "--verify", "HEAD"),
          List.of("ls-tree", "-z", "--full-tree", "[0-9a-f]{40,64}"));

  private static final long MOST_BYTES = 64 * 1024 * 1024;
  private static final String LINK = "120000";
  private static final String PROGRAM = "100755";

  private final CommandRunner runner;
  private final String git;
  private final Path root;
  private final Set<String> ignored;

  private GitCheck(CommandRunner runner, String git, Path root, Set<String> ignored) {
    this.runner = runner;
    this.git = git;
    this.root = root;
    this.ignored = ignored;
  }

  /**
   * What it saw. Immutable.
   *
   * @param commit the commit
   * @param files how many files it has, all of which were hashed
   * @param bytes how many bytes they have
   */
  public record Seen(String commit, int files, long bytes) {}

  /**
   * A repository.
   *
   * @param git the real path of Git, as it stands in the allowlist
   * @param root the repository's folder, which is the runner's workspace
   */
  public static GitCheck of(CommandRunner runner, String git, Path root) {
    return new GitCheck(runner, git, root, Set.of(".git"));
  }

  /**
   * The same, where these may be there though they are not in the commit, such as {@code target}.
   */
  public GitCheck ignoring(String... names) {
    return new GitCheck(
        runner, git, root, Set.copyOf(Stream.concat(ignored.stream(), Stream.of(names)).toList()));
  }

  @Override
  public Verdict examine(String commit) {
    try {
      String head = asked("rev-parse", "--verify", "HEAD").strip();
      NotAsItShouldBe.unless(head.equals(commit), "the head is another commit: " + head);
      refuseGrafts();
      Map<String, String> tree = new TreeMap<>();
      read(commit, "", tree);
      refuseOthers(tree);
      long bytes = 0;
      for (Map.Entry<String, String> file : tree.entrySet()) {
        bytes += hashed(file.getKey(), file.getValue());
      }
      return Verdict.passed(new Seen(commit, tree.size(), bytes));
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private String asked(String... arguments) throws NotAsItShouldBe {
    CommandOutcome outcome = runner.attempt(Command.of(git, arguments));
    NotAsItShouldBe.unless(outcome.succeeded(), outcome.says());
    CommandResult.Output said = ((CommandResult) outcome).stdout();
    NotAsItShouldBe.unless(
        !said.truncated(), "a folder of the repository has too many files for this check");
    return said.head();
  }

  /** What makes Git see other commits than there are. */
  private void refuseGrafts() throws NotAsItShouldBe {
    for (String name : new String[] {"info/grafts", "shallow", "objects/info/alternates"}) {
      NotAsItShouldBe.unless(
          !Files.exists(root.resolve(".git").resolve(name)), "the repository has '" + name + "'");
    }
  }

  /** Mode and hash of each file below a tree, by path; a folder at a time, so that each fits. */
  private void read(String tree, String above, Map<String, String> files) throws NotAsItShouldBe {
    for (String line : asked("ls-tree", "-z", "--full-tree", tree).split("\0", -1)) {
      String[] parts = line.split("[ \t]", 4);
      if (parts.length == 4 && parts[1].equals("tree")) {
        read(parts[2], above + parts[3] + "/", files);
      } else if (!line.isEmpty()) {
        NotAsItShouldBe.unless(
            parts.length == 4 && parts[1].equals("blob"), "the repository holds another one");
        files.put(above + parts[3], parts[0] + " " + parts[2]);
      }
    }
  }

  private void refuseOthers(Map<String, String> tree) throws IOException, NotAsItShouldBe {
    List<String> others = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> root.relativize(path).toString())
          .filter(
              name -> ignored.stream().noneMatch(i -> name.equals(i) || name.startsWith(i + "/")))
          .filter(name -> !tree.containsKey(name))
          .limit(3)
          .forEach(others::add);
    }
    NotAsItShouldBe.unless(others.isEmpty(), "these are not in the commit: " + others);
  }

  private long hashed(String path, String expected) throws IOException, NotAsItShouldBe {
    boolean link = expected.startsWith(LINK);
    byte[] bytes =
        link
            ? GitHash.link(WorkspacePath.of(root, path).path())
            : WorkspacePath.of(root, path).read(MOST_BYTES).bytes();
    String hash = expected.substring(expected.indexOf(' ') + 1);
    NotAsItShouldBe.unless(
        Line.hex(GitHash.of(bytes, hash.length())).equals(hash),
        "'" + path + "' is not as it was committed");
    NotAsItShouldBe.unless(
        link || isProgram(path) == expected.startsWith(PROGRAM),
        "'" + path + "' may be run where it was committed that it may not, or the other way round");
    return bytes.length;
  }

  /** As Git sees it: by the right of the owner. */
  private boolean isProgram(String path) throws IOException {
    return Files.getPosixFilePermissions(
            WorkspacePath.of(root, path).path(), LinkOption.NOFOLLOW_LINKS)
        .contains(PosixFilePermission.OWNER_EXECUTE);
  }
}
