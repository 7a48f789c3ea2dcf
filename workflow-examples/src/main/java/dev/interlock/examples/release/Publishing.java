package dev.interlock.examples.release;

import dev.interlock.Approved;
import dev.interlock.examples.release.Found.Candidate;
import dev.interlock.examples.release.Found.Version;
import dev.interlock.examples.release.Publication.PublishedFile;
import dev.interlock.gates.check.WorkspacePath;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The body of the step that publishes: into a Maven repository of files. It may be run again: a
 * file that is there and the same is left as it is, and one that is another is never replaced.
 */
final class Publishing {
  private static final long MOST_BYTES = 64 * 1024 * 1024;

  private final RunFolder files;

  Publishing(RunFolder files) {
    this.files = files;
  }

  /** Publishes what was approved, once it is tagged. */
  Publication publish(
      ReleaseRequest request, Version version, Tag tag, Approved<Candidate> approval)
      throws IOException {
    Candidate candidate = approval.value();
    String folder =
        "published/"
            + version.group().replace('.', '/')
            + "/"
            + version.artifact()
            + "/"
            + candidate.version();
    String name = version.artifact() + "-" + candidate.version();
    Path place = Files.createDirectories(files.log().resolve(folder));
    return new Publication(
        candidate.version(),
        folder,
        List.of(
            put(place, name + ".jar", approved(request, candidate.jar(), candidate.sha256())),
            put(
                place,
                name + ".pom",
                approved(request, request.maven().in("pom.xml"), candidate.pom()))));
  }

  private WorkspacePath.Content approved(ReleaseRequest request, String path, String sha256) {
    WorkspacePath.Content content = files.read(request, path);
    if (!content.seen().sha256().equals(sha256)) {
      throw new FailureException(
              Failure.Kind.VERIFICATION, "'" + path + "' is not the one that was approved")
          .toCheck("who changed it after the approval");
    }
    return content;
  }

  private static PublishedFile put(Path place, String name, WorkspacePath.Content content)
      throws IOException {
    Path file = place.resolve(name);
    String sha256 = content.seen().sha256();
    if (Files.exists(file)) {
      String there = WorkspacePath.of(place, name).read(MOST_BYTES).seen().sha256();
      if (!there.equals(sha256)) {
        throw new FailureException(
            Failure.Kind.BUSINESS_RULE, "'" + name + "' is published already, as another file");
      }
    } else {
      Path beside = Files.write(place.resolve("." + name + ".new"), content.bytes());
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.write(place.resolve(name + ".sha256"), sha256.getBytes(StandardCharsets.US_ASCII));
    return new PublishedFile(name, sha256);
  }
}
