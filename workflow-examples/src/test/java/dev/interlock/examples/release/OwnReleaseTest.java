package dev.interlock.examples.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next release of this project itself, rehearsed: all that looks is run, and nothing acts. */
@Tag("long")
class OwnReleaseTest {
  private static final RunId RUN = RunId.of("own");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final String INTERNAL = "workflow-core/src/main/java/dev/interlock/internal";

  @TempDir Path folder;

  /** A copy of the project as its release would be: its version, and a changelog with a section. */
  private Path project() throws IOException {
    Path copy = folder.resolve("interlock");
    try (Stream<Path> all = Files.walk(ROOT)) {
      for (Path file : all.filter(Files::isRegularFile).filter(OwnReleaseTest::isSource).toList()) {
        Path to = copy.resolve(ROOT.relativize(file).toString());
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        if (file.endsWith("pom.xml")) {
          Files.writeString(
              to, Files.readString(to).replace("0.1.0-SNAPSHOT</version>", "0.1.0</version>"));
        }
      }
    }
    Path changelog = copy.resolve("CHANGELOG.md");
    Files.writeString(
        changelog,
        Files.readString(changelog)
            .replace("## [Unreleased]", "## [Unreleased]\n\n## [0.1.0] - 2026-11-28"));
    Path readme = copy.resolve("README.md");
    Files.writeString(readme, Files.readString(readme).replace("0.1.0-SNAPSHOT", "0.1.0"));
    return copy;
  }

  /** Source code that reads tokens and knows the forms of secrets, and holds none. */
  private static Map<String, String> reviewed(Path project) throws IOException {
    Map<String, String> reviewed = new TreeMap<>(Digests.of(project, INTERNAL + "/secret"));
    reviewed.putAll(Digests.of(project, INTERNAL + "/json"));
    reviewed.putAll(Digests.of(project, INTERNAL + "/sshsig"));
    return reviewed;
  }

  private static boolean isSource(Path file) {
    String path = "/" + ROOT.relativize(file);
    return Stream.of("/target/", "/.git/", "/.git", "/.interlock/").noneMatch(path::contains);
  }

  @Test
  void passesAllThatLooksUpToTheGate() throws Exception {
    assumeTrue(Files.isDirectory(Tools.mavenRepository()), "no local repository");
    Path log = folder.resolve("log");
    ReleaseRequest prepared =
        ReleaseRun.prepare(
            log,
            RUN,
            Map.of("version", "0.1.0", "offline", "yes", "project", project().toString()));
    ReleaseRequest request =
        new ReleaseRequest(
            prepared.version(),
            prepared.folder(),
            prepared.allowlist(),
            prepared.commit(),
            new ReleaseRequest.Maven(
                "workflow-core",
                10,
                List.of(
                    "test",
                    "-Dtest=TimesTest,LineTest,Canary*Test",
                    "-Dinterlock.launcher",
                    "-Dmaven.test.skip=false"),
                List.of("package", "-Dinterlock.launcher"),
                true,
                prepared.maven().settings()),
            reviewed(log.resolve(prepared.folder()).resolve("project")));
    Journal journal = Journal.inMemory();
    Outcome<?> outcome =
        Engine.on(journal).build().rehearse(Release.workflow(log), RUN, request).settled();

    List<String> done =
        journal.entries(RUN).stream()
            .map(Entry::event)
            .filter(Event.StepCompleted.class::isInstance)
            .map(event -> ((Event.StepCompleted) event).path())
            .toList();
    assertThat(done)
        .as("%s; %s", outcome, said(journal))
        .containsExactly(
            "1-version-validation",
            "2-changelog-verification",
            "3-test-suite",
            "4-documentation-review",
            "5-quality-gates");
    assertThat(journal.entries(RUN).stream().map(Entry::name)).doesNotContain("gate.requested");
  }

  /** What the commands said that were run. */
  private static List<String> said(Journal journal) {
    return journal.entries(RUN).stream()
        .flatMap(entry -> entry.event().blobs().stream())
        .flatMap(blob -> journal.kept(Journal.Side.BLOB, blob.sha256()).stream())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
