package dev.interlock.gates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The way to a file, folder by folder and link by link: none of it lies in a workspace, and nobody
 * else may change any of it. Use from one thread.
 */
final class Route {
  private static final int MOST_LINKS = 40;

  private final Path path;
  private final List<Path> workspaces = new ArrayList<>();
  private final Deque<Path> ahead = new ArrayDeque<>();
  private Path at;
  private int links;

  private Route(Path path) {
    this.path = path;
    this.at = root(path.toAbsolutePath());
  }

  /**
   * Where a path leads; its last part is taken as it is, and need not exist.
   *
   * @throws IOException if any of the way lies in a workspace, may be changed by others or is not
   *     there
   */
  static Path to(Path path, List<Path> workspaces) throws IOException {
    Route route = new Route(path);
    for (Path workspace : workspaces) {
      route.workspaces.add(workspace.toRealPath());
    }
    route.prepend(path.toAbsolutePath());
    while (!route.ahead.isEmpty()) {
      route.step(route.ahead.pop());
    }
    return route.at;
  }

  private static Path root(Path absolute) {
    return absolute.getFileSystem().getRootDirectories().iterator().next();
  }

  private void prepend(Path names) {
    for (int i = names.getNameCount() - 1; i >= 0; i--) {
      ahead.push(names.getName(i));
    }
  }

  private void step(Path name) throws IOException {
    requireGuarded();
    if (name.toString().equals("..")) {
      at = at.getParent() == null ? at : at.getParent();
      return;
    }
    Path next = at.resolve(name).normalize();
    requireOutside(next);
    if (!ahead.isEmpty() && Files.isSymbolicLink(next)) {
      follow(Files.readSymbolicLink(next));
    } else {
      at = next;
    }
  }

  private void follow(Path target) throws IOException {
    if (++links > MOST_LINKS) {
      throw new IOException("'" + path + "' has more than " + MOST_LINKS + " links on its way");
    }
    at = target.isAbsolute() ? root(target) : at;
    prepend(target);
  }

  private void requireOutside(Path next) throws IOException {
    for (Path workspace : workspaces) {
      if (next.startsWith(workspace)) {
        throw new IOException(
            "'"
                + path
                + "' lies in the workspace '"
                + workspace
                + "', or a link on its way does; keep it where no agent may write");
      }
    }
  }

  private void requireGuarded() throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(at, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new IOException("nobody can tell who may change '" + path + "'; use another disk");
    }
    PosixFileAttributes found = view.readAttributes();
    if (!found.isDirectory()) {
      throw new IOException("'" + at + "' is no folder");
    }
    Guarded.require(at, found);
  }
}
