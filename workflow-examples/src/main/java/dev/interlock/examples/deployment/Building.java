package dev.interlock.examples.deployment;

import dev.interlock.Attempt;
import dev.interlock.Evidence;
import dev.interlock.examples.deployment.Findings.Linted;
import dev.interlock.examples.deployment.Findings.Scanned;
import dev.interlock.examples.deployment.Findings.Tested;
import dev.interlock.gates.check.FreshFolder;
import dev.interlock.gates.check.WorkspacePath;
import dev.interlock.gates.command.Command;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The bodies of the steps that test, lint and build. They change nothing but their own copy. */
final class Building {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String JAR = "target/site.jar";
  private static final long MOST_JAR = 64 * 1024 * 1024;

  private final RunFolder files;

  Building(RunFolder files) {
    this.files = files;
  }

  /**
   * Runs the tests, and with them a canary that must fail, into a folder of their own. Maven then
   * ends with 1; what the reports say is for the check to find out.
   */
  Tested test(DeploymentRequest request, Attempt attempt, Evidence evidence) throws Exception {
    Path site = files.site(request);
    String mark = attempt.key().substring(0, 8) + "n" + attempt.number();
    String reports = "target/reports-" + mark;
    FreshFolder.make(site, reports);
    Path canary = site.resolve("src/test/java/site/Canary" + mark + "Test.java");
    Files.writeString(canary, canary(mark));
    try {
      files
          .building(request)
          .run(
              maven(request, "test", "-Dreports=" + site.resolve(reports).toRealPath())
                  .succeedingWith(Set.of(0, 1)),
              evidence);
    } finally {
      Files.delete(canary);
    }
    return new Tested(reports, "site.Canary" + mark + "Test#sings");
  }

  private static String canary(String mark) {
    return "package site; class Canary"
        + mark
        + "Test { @org.junit.jupiter.api.Test void sings() { throw new AssertionError(); } }\n";
  }

  private Command maven(DeploymentRequest request, String... goals) {
    List<String> arguments = new ArrayList<>(request.offline() ? List.of("-o") : List.of());
    arguments.addAll(List.of(goals));
    return Command.of(files.allowlist(request).named("java"), arguments).within(LONGEST);
  }

  /** Compiles the sources with every warning as an error. */
  Linted lint(DeploymentRequest request, Evidence evidence) throws Exception {
    List<String> sources = sources(files.site(request));
    Path classes = FreshFolder.make(files.site(request), "target/lint-" + System.nanoTime());
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-Xlint:all", "-Werror", "-d", classes.toString()));
    arguments.addAll(sources);
    String javac = files.allowlist(request).named("javac");
    files.building(request).run(Command.of(javac, arguments), evidence);
    return new Linted(sources.size());
  }

  static List<String> sources(Path site) throws IOException {
    try (Stream<Path> all = Files.walk(site.resolve("src/main/java"))) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .map(file -> site.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Names what the scan is to look through; the scan itself is the check. */
  Scanned scan(DeploymentRequest request) {
    return new Scanned("src");
  }

  /** Builds the jar. */
  Build build(DeploymentRequest request, Checks checks, Evidence evidence) throws Exception {
    Files.deleteIfExists(files.site(request).resolve(JAR));
    files.building(request).run(maven(request, "package", "-Dmaven.test.skip=true"), evidence);
    WorkspacePath.Content jar = WorkspacePath.of(files.site(request), JAR).read(MOST_JAR);
    return new Build(version(files.site(request)), JAR, jar.seen().sha256());
  }

  private static String version(Path site) throws IOException {
    return Files.readString(site.resolve("pom.xml"))
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("<version>[0-9A-Za-z.-]+</version>"))
        .findFirst()
        .map(line -> line.replaceAll("</?version>", ""))
        .orElseThrow(
            () -> new FailureException(Failure.Kind.BUSINESS_RULE, "'pom.xml' has no version"));
  }
}
