package dev.interlock.examples.deployment;

import dev.interlock.gates.check.WorkspacePath;
import dev.interlock.gates.command.Allowlist;
import dev.interlock.gates.command.CommandRunner;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where a run keeps its files, below the folder of the log: {@code runs/RUN/site} is the project,
 * {@code runs/RUN/staging} the trial, {@code production} the real thing. Immutable.
 */
final class RunFolder {
  private static final long MOST_JAR = 64 * 1024 * 1024;

  private final Path log;
  private final Consumer<String> progress;

  RunFolder(Path log, Consumer<String> progress) {
    this.log = log;
    this.progress = progress;
  }

  Path site(DeploymentRequest request) {
    return folder(request).resolve("site");
  }

  Path staging(DeploymentRequest request) {
    return folder(request).resolve("staging");
  }

  Path production() {
    return log.resolve("production");
  }

  private Path folder(DeploymentRequest request) {
    return log.resolve(request.folder());
  }

  Allowlist allowlist(DeploymentRequest request) {
    return Allowlist.read(folder(request).resolve("commands.json"), request.allowlist());
  }

  /** Runs commands in the project. */
  CommandRunner building(DeploymentRequest request) {
    return CommandRunner.of(allowlist(request), site(request))
        .hiding(log)
        .writing(Tools.mavenRepository())
        .watchedBy(progress);
  }

  /** Runs commands in a folder from which a site is served. */
  CommandRunner serving(DeploymentRequest request, Path place) {
    return CommandRunner.of(allowlist(request), place);
  }

  /** The jar that was built, if it is that one still. */
  byte[] jar(DeploymentRequest request, Build build) {
    try {
      WorkspacePath.Content jar = WorkspacePath.of(site(request), build.jar()).read(MOST_JAR);
      if (jar.seen().sha256().equals(build.sha256())) {
        return jar.bytes();
      }
    } catch (IOException e) {
      throw unusable(build, String.valueOf(e.getMessage()));
    }
    throw unusable(build, "it has another digest");
  }

  private static FailureException unusable(Build build, String why) {
    return new FailureException(
            Failure.Kind.VERIFICATION, "'" + build.jar() + "' is not what was built: " + why)
        .toCheck("who changed it after step 2");
  }

  /** Makes a folder with those above it. */
  static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FailureException(
          Failure.Kind.CONFIGURATION, "'" + folder + "' cannot be made: " + e.getMessage(), e);
    }
  }
}
