package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Whether {@code bwrap} is here and works, which is found out once. Safe for many threads. */
final class Bubblewrap {
  private static final AtomicReference<Optional<String>> FOUND = new AtomicReference<>();
  private static final int SECONDS = 10;

  /** The least of what a command gets. */
  private static final List<String> TRIAL =
      List.of("--unshare-user-try", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/");

  private Bubblewrap() {}

  /** Why there is no sandbox; empty if there is one. */
  static Optional<String> obstacle() {
    Optional<String> found = FOUND.get();
    return found != null ? found : look();
  }

  private static Optional<String> look() {
    try {
      Optional<String> found = tried();
      FOUND.set(found);
      return found;
    } catch (Refused e) {
      return Optional.of(e.reason());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while it was tried");
    }
  }

  private static Optional<String> tried() throws Refused, IOException, InterruptedException {
    KeptOutput said = new KeptOutput(line -> {});
    List<String> end =
        List.of(
            "--dev", "/dev", "--proc", "/proc", "--", Path.of("/bin/true").toRealPath().toString());
    List<String> argv =
        Stream.of(List.of(Isolation.tool("setsid"), Isolation.tool("bwrap")), TRIAL, end)
            .flatMap(List::stream)
            .toList();
    Launcher.Started started =
        Launcher.start(argv, Map.of(), Path.of("/"), new Launcher.Streams(said, said));
    boolean ended = started.process().waitFor(SECONDS, TimeUnit.SECONDS);
    started.process().destroyForcibly();
    return ended && started.process().exitValue() == 0
        ? Optional.empty()
        : Optional.of("bwrap says: " + said.taken().head().strip());
  }
}
