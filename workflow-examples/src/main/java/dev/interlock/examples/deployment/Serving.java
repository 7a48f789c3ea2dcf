package dev.interlock.examples.deployment;

import dev.interlock.Approved;
import dev.interlock.Evidence;
import dev.interlock.Verdict;
import dev.interlock.gates.command.Command;
import dev.interlock.gates.command.Service;
import dev.interlock.gates.command.ServiceRunner;
import dev.interlock.record.Codec;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The bodies of the steps that serve a site, and what undoes them. */
final class Serving {
  private static final String CURRENT = "current.json";

  private final RunFolder files;

  Serving(RunFolder files) {
    this.files = files;
  }

  /** Serves what was built as a trial. */
  Site stage(DeploymentRequest request, Build build, Evidence evidence) throws Exception {
    Path place = files.staging(request);
    Files.write(place.resolve("site.jar"), files.jar(request, build));
    return serve(request, place, new What("staging", "site.jar", build), evidence);
  }

  /** What is served, and from which jar. */
  private record What(String place, String jar, Build build) {}

  private Site serve(DeploymentRequest request, Path folder, What what, Evidence evidence) {
    boolean staging = what.place().equals("staging");
    int port = staging ? request.ports().staging() : request.ports().production();
    Command command =
        Command.of(
            files.allowlist(request).named("java"),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-jar",
            what.jar(),
            String.valueOf(port),
            what.place());
    Port.requireFree(port);
    Service service =
        services(request, folder).start(command, folder.resolve("output.txt"), evidence);
    String url = "http://127.0.0.1:" + port;
    return new Site(what.place(), what.build().version(), what.build().sha256(), url, service);
  }

  private ServiceRunner services(DeploymentRequest request, Path folder) {
    return ServiceRunner.of(files.serving(request, folder));
  }

  /** Takes the trial down. */
  void unstage(Site site) {
    stop(site.service());
  }

  /**
   * Serves what was approved in place of what was served before, and takes the trial down. Only
   * what has the digest that people were shown is served.
   */
  Live release(DeploymentRequest request, Site staged, Approved<Build> approval, Evidence evidence)
      throws Exception {
    Build build = approval.value();
    Path place = RunFolder.made(files.production());
    String jar = "site-" + build.sha256().substring(0, 16) + ".jar";
    Files.write(place.resolve(jar), files.jar(request, build));
    Optional<Site> before = current(place);
    before.map(Site::service).ifPresent(Serving::stop);
    Site site = serve(request, place, new What("production", jar, build), evidence);
    write(place, Optional.of(site));
    stop(staged.service());
    return new Live(request, site, before);
  }

  private static void stop(Service service) {
    ServiceRunner.stop(service);
  }

  /** Brings back what was served before. It may be done twice. */
  void rollBack(Live live) throws Exception {
    Path place = files.production();
    current(place).map(Site::service).ifPresent(Serving::stop);
    stop(live.site().service());
    if (live.before().isEmpty()) {
      write(place, Optional.empty());
      return;
    }
    Site before = live.before().get();
    String jar = "site-" + before.jar().substring(0, 16) + ".jar";
    Build build = new Build(before.version(), jar, before.jar());
    Site back = serve(live.request(), place, new What("production", jar, build), seen -> {});
    write(place, Optional.of(back));
    if (Patiently.says(back, back.version()) instanceof Verdict.Failed failed) {
      throw new FailureException(Failure.Kind.UNKNOWN, "what was before: " + failed.reason());
    }
  }

  /** What is served in production, as far as is written there. */
  static Optional<Site> current(Path production) {
    try {
      Path file = production.resolve(CURRENT);
      return Files.exists(file)
          ? Optional.of(Codec.json().read(Json.of(Files.readAllBytes(file)), Site.class))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(
          Failure.Kind.CONFIGURATION, "'" + CURRENT + "' of production cannot be read", e);
    }
  }

  private static void write(Path production, Optional<Site> site) throws IOException {
    Path file = production.resolve(CURRENT);
    if (site.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path beside = production.resolve(CURRENT + ".new");
    Files.write(beside, Codec.json().write(site.get(), Site.class).bytes());
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
