package dev.interlock.examples.release;

import dev.interlock.gates.check.WorkspacePath;
import dev.interlock.gates.command.Allowlist;
import dev.interlock.gates.command.Command;
import dev.interlock.gates.command.CommandRunner;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where a run keeps its files, below the folder of the log: {@code runs/RUN/project} is the
 * repository, {@code published} the Maven repository of all runs. Immutable.
 */
final class RunFolder {
  private static final long MOST_BYTES = 64 * 1024 * 1024;

  private final Path log;
  private final Consumer<String> progress;

  RunFolder(Path log, Consumer<String> progress) {
    this.log = log;
    this.progress = progress;
  }

  Path project(ReleaseRequest request) {
    return log.resolve(request.folder()).resolve("project");
  }

  Path log() {
    return log;
  }

  Allowlist allowlist(ReleaseRequest request) {
    Path list = log.resolve(request.folder()).resolve("commands.json");
    return Allowlist.read(list, request.allowlist());
  }

  CommandRunner runner(ReleaseRequest request) {
    return CommandRunner.of(allowlist(request), project(request))
        .hiding(log)
        .writing(Tools.mavenRepository())
        .watchedBy(progress);
  }

  Command git(ReleaseRequest request, String... arguments) {
    return Command.of(allowlist(request).named("git"), arguments).within(Duration.ofMinutes(1));
  }

  /** What a file of the project holds. */
  WorkspacePath.Content read(ReleaseRequest request, String path) {
    try {
      return WorkspacePath.of(project(request), path).read(MOST_BYTES);
    } catch (IOException e) {
      throw new FailureException(Failure.Kind.BUSINESS_RULE, String.valueOf(e.getMessage()), e)
          .toCheck("the files of the project");
    }
  }
}
