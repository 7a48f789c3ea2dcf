package dev.interlock.examples.release;

import dev.interlock.Attempt;
import dev.interlock.Evidence;
import dev.interlock.examples.release.Found.Candidate;
import dev.interlock.examples.release.Found.Tested;
import dev.interlock.examples.release.Found.Version;
import dev.interlock.gates.check.FreshFolder;
import dev.interlock.gates.command.Command;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
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
    ReleaseRequest.Maven maven = request.maven();
    String mark = attempt.key().substring(0, 8) + "n" + attempt.number();
    String reports = maven.in("target/reports-" + mark);
    Path folder = FreshFolder.make(project, reports).toRealPath();
    Path canary = project.resolve(maven.in("src/test/java/canary/Canary" + mark + "Test.java"));
    Files.createDirectories(canary.resolveSibling("."));
    Files.writeString(canary, canary(mark));
    try {
      List<String> arguments = new ArrayList<>(maven.test());
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
    List<String> arguments = new ArrayList<>(request.maven().offline() ? List.of("-o") : List.of());
    arguments.addAll(List.of("-f", request.maven().in("pom.xml")));
    arguments.addAll(goals);
    return Command.of(files.allowlist(request).named("java"), arguments).within(LONGEST);
  }

  /** Builds what is to be published. */
  Candidate build(ReleaseRequest request, Version version, Evidence evidence) throws Exception {
    Path target = files.project(request).resolve(request.maven().in("target"));
    List<String> names =
        List.of(version.artifact() + ".jar", version.artifact() + "-" + version.to() + ".jar");
    for (String name : names) {
      Files.deleteIfExists(target.resolve(name));
    }
    files.runner(request).run(maven(request, request.maven().build()), evidence);
    String jar =
        names.stream()
            .filter(name -> Files.exists(target.resolve(name)))
            .findFirst()
            .map(name -> request.maven().in("target/" + name))
            .orElseThrow(
                () -> new FailureException(Failure.Kind.BUSINESS_RULE, "no jar was built"));
    return new Candidate(
        version.to(),
        request.commit(),
        jar,
        files.read(request, jar).seen().sha256(),
        files.read(request, request.maven().in("pom.xml")).seen().sha256());
  }
}
