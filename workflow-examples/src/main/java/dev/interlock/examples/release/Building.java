package dev.interlock.examples.release;

import dev.interlock.Attempt;
import dev.interlock.Evidence;
import dev.interlock.examples.release.Found.Candidate;
import dev.interlock.examples.release.Found.Tested;
import dev.interlock.examples.release.Found.Version;
import dev.interlock.gates.check.FreshFolder;
import dev.interlock.gates.command.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The bodies of the steps that test and build. They change nothing but their own copy. */
final class Building {
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private final RunFolder files;

  Building(RunFolder files) {
    this.files = files;
  }

  /**
   * Runs the tests, and with them a canary that must fail, into a folder of their own. Maven then
   * ends with 1; what the reports say is for the check to find out.
   */
  Tested test(ReleaseRequest request, Attempt attempt, Evidence evidence) throws Exception {
    Path project = files.project(request);
    String mark = attempt.key().substring(0, 8) + "n" + attempt.number();
    String reports = "target/reports-" + mark;
    Path folder = FreshFolder.make(project, reports).toRealPath();
    Path canary = project.resolve("src/test/java/canary/Canary" + mark + "Test.java");
    Files.createDirectories(canary.resolveSibling("."));
    Files.writeString(canary, canary(mark));
    try {
      List<String> arguments = new ArrayList<>(request.tests().goals());
      arguments.add("-Dreports=" + folder);
      Command command = maven(request, arguments).succeedingWith(Set.of(0, 1));
      files.runner(request).run(command, evidence);
    } finally {
      Files.delete(canary);
      Files.delete(canary.resolveSibling(".").normalize());
    }
    return new Tested(reports, "canary.Canary" + mark + "Test#sings");
  }

  private static String canary(String mark) {
    return "package canary; class Canary"
        + mark
        + "Test { @org.junit.jupiter.api.Test void sings() { throw new AssertionError(); } }\n";
  }

  private Command maven(ReleaseRequest request, List<String> goals) {
    List<String> arguments = new ArrayList<>(request.tests().offline() ? List.of("-o") : List.of());
    arguments.addAll(goals);
    return Command.of(files.allowlist(request).named("java"), arguments).within(LONGEST);
  }

  /** Builds what is to be published. */
  Candidate build(ReleaseRequest request, Version version, Evidence evidence) throws Exception {
    String jar = "target/" + version.artifact() + ".jar";
    Files.deleteIfExists(files.project(request).resolve(jar));
    files
        .runner(request)
        .run(maven(request, List.of("package", "-Dmaven.test.skip=true")), evidence);
    return new Candidate(
        version.to(),
        request.commit(),
        jar,
        files.read(request, jar).seen().sha256(),
        files.read(request, "pom.xml").seen().sha256());
  }
}
