package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Repositories within a repository. Where one is a submodule, Git starts another Git in it, which
 * does what the settings of that one say: filters, monitors, transports. Whether it is a submodule
 * may change in the midst of a command, by what is checked out; that it is there does not.
 */
final class InnerRepositories {
  private static final String NAME = ".git";

  private InnerRepositories() {}

  /**
   * Why Git may not be run in this directory; empty if the repository around it holds no other.
   * Where {@code git init} makes one, it looks at none that may be around it.
   *
   * @param told the arguments of Git
   * @param directory a real path in the workspace
   */
  static Optional<String> objection(List<String> told, Path directory) {
    boolean makes = !told.isEmpty() && told.get(0).equals("init");
    if (makes && !Files.exists(directory.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
        return within(at);
      }
    }
    return Optional.empty();
  }

  /** The folder is that of the repository which Git finds. */
  private static Optional<String> within(Path top) {
    AtomicReference<Path> found = new AtomicReference<>();
    try {
      Files.walkFileTree(top, new Looking(top, found));
    } catch (IOException e) {
      return Optional.of("the repository cannot be looked through: " + e);
    }
    Path modules = top.resolve(NAME).resolve("modules");
    if (found.get() == null && Files.exists(modules)) {
      found.set(modules);
    }
    return Optional.ofNullable(found.get())
        .map(path -> "there is a repository within the repository: '" + path + "'");
  }

  private static final class Looking extends SimpleFileVisitor<Path> {
    private final Path top;
    private final AtomicReference<Path> found;

    Looking(Path top, AtomicReference<Path> found) {
      this.top = top;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes seen) {
      return path.equals(top.resolve(NAME)) ? FileVisitResult.SKIP_SUBTREE : look(path);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes seen) {
      return look(path);
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) { // gone meanwhile
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    private FileVisitResult look(Path path) {
      Path name = path.getFileName();
      boolean inner =
          name != null && name.toString().equalsIgnoreCase(NAME) && !path.equals(top.resolve(NAME));
      if (inner) {
        found.set(path);
      }
      return inner ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
  }
}
