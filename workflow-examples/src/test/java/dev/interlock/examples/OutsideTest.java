package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects of somebody else, which know Interlock by its installed artifacts alone. */
@Tag("outside")
@Timeout(900)
class OutsideTest {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String REVIEW = "dev/interlock/examples/sprintreview";
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** What the three modules weigh at most, without our own. */
  private static final long MOST_BYTES = 3_500_000;

  private static final int MOST_JARS = 6;

  @TempDir Path folder;

  @BeforeEach
  void needsArtifacts() {
    OutsideMaven.repository();
  }

  private static void onlyOnce() {
    Assumptions.assumeFalse(OutsideMaven.isQuick(), "done on the first JDK");
  }

  @Test
  void aHostProjectBuildsTestsAndRunsOnModulePathAndClassPath() throws Exception {
    OutsideMaven host = new OutsideMaven(folder.resolve("host"));
    OutsideMaven.copy(OutsideMaven.ROOT.resolve("workflow-examples/host-project"), host.project());
    if (OutsideMaven.isQuick()) {
      host.run("verify", "-pl", "release").well();
    } else {
      host.run("install").well();
    }
    host.run("surefire:test", "-pl", "release", "-Dsurefire.useModulePath=false").well();
    String libraries = libraries(host, "release");
    runsOnBothPaths(host, libraries);
    weighsLittle(libraries);
  }

  private static String libraries(OutsideMaven host, String module) throws Exception {
    Path file = host.project().resolve("libraries");
    host.run(
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath",
            "-pl",
            module,
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=" + file)
        .well();
    return Files.readString(file).strip();
  }

  private static void runsOnBothPaths(OutsideMaven host, String libraries) throws Exception {
    Path files = Files.createDirectories(host.project().resolve("files"));
    Files.writeString(files.resolve("changes.txt"), "faster\n");
    String all = host.project().resolve("release/target/classes") + File.pathSeparator + libraries;
    String main = "com.example.release.Main";
    String module = "com.example.release/" + main;
    assertThat(host.java("-p", all, "-m", module, files.toString(), "1").well().out())
        .isEqualTo("Waiting\n");
    assertThat(host.java("-cp", all, main, files.toString(), "2").well().out())
        .isEqualTo("Waiting\n");
    assertThat(Files.readString(files.resolve("record/journal.jsonl")))
        .contains("\"modulePath\":true", "\"modulePath\":false");
  }

  /** Core, gates and audit are all that the host asks for. */
  private static void weighsLittle(String libraries) throws IOException {
    List<Path> foreign =
        Stream.of(libraries.split(File.pathSeparator, -1))
            .filter(jar -> !jar.contains("/dev/interlock/"))
            .map(Path::of)
            .toList();
    assertThat(foreign).hasSizeLessThanOrEqualTo(MOST_JARS);
    long bytes = 0;
    for (Path jar : foreign) {
      bytes += Files.size(jar);
    }
    assertThat(bytes).as("bytes of %s", foreign).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void theSprintReviewCompilesElsewhereAfterTwoChangesPackageAndCoordinates() throws Exception {
    onlyOnce();
    OutsideMaven copy =
        OutsideMaven.of(folder.resolve("review"), pom("review", dependency("workflow-core")));
    for (String kind : List.of("java", "resources")) {
      Path to = copy.project().resolve("src/main/" + kind + "/com/example/review");
      Files.createDirectories(to);
      OutsideMaven.copy(Path.of("src/main", kind, REVIEW), to);
    }
    changePackage(copy.project().resolve("src/main/java"));
    copy.run("compile").well();
    assertThat(copy.project().resolve("target/classes/com/example/review/SprintReview.class"))
        .exists();
  }

  private static void changePackage(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        Files.writeString(
            file, text.replace("dev.interlock.examples.sprintreview", "com.example.review"));
      }
    }
  }

  @Test
  void anEmptyProjectNeedsOneDependencyAFewLinesAndOneCommand() throws Exception {
    onlyOnce();
    String program = program();
    assertThat(program.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(25);
    OutsideMaven fresh = fresh(program);
    String[] command = {
      "compile", "org.codehaus.mojo:exec-maven-plugin:3.6.2:java", "-Dexec.mainClass=Publish"
    };
    assertThat(fresh.run(command).well().out()).contains("Waiting[");
  }

  /** The program that the README shows first. */
  private static String program() throws IOException {
    Matcher program = JAVA.matcher(Files.readString(OutsideMaven.ROOT.resolve("README.md")));
    assertThat(program.find()).isTrue();
    return program.group(1);
  }

  private OutsideMaven fresh(String program) throws IOException {
    OutsideMaven fresh =
        OutsideMaven.of(folder.resolve("fresh"), pom("fresh", dependency("workflow-cli")));
    Path sources = Files.createDirectories(fresh.project().resolve("src/main/java"));
    Files.writeString(sources.resolve("Publish.java"), program);
    return fresh;
  }

  @Test
  @Tag("long")
  void itsOneFileRunsInLessThanTwoSecondsOnceTheJarsAreThere() throws Exception {
    OutsideMaven fresh = fresh(program());
    Path jars = fresh.project().resolve("lib");
    fresh
        .run(
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
            "-DoutputDirectory=" + jars)
        .well();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      OutsideMaven.Ran ran = fresh.java("-cp", jars + "/*", "src/main/java/Publish.java").well();
      assertThat(ran.out()).contains("Waiting[");
      best = Math.min(best, ran.millis());
    }
    System.out.println("from one file to its gate: " + best + " ms");
    assertThat(best).as("milliseconds").isLessThan(MOST_MILLIS);
  }

  @ParameterizedTest
  @CsvSource({"3.5.16, com.fasterxml.jackson.databind", "4.1.2, tools.jackson.databind"})
  void itLivesInAnApplicationOfSpringBoot(String version, String jackson) throws Exception {
    onlyOnce();
    OutsideMaven boot =
        OutsideMaven.of(
            folder.resolve("boot"),
            pom(
                "boot",
                BOM
                    + platform(version)
                    + "</dependencies></dependencyManagement>"
                    + "<dependencies>"
                    + plain("dev.interlock", "workflow-cli", "")
                    + plain("org.springframework.boot", "spring-boot-starter-json", "")
                    + "</dependencies>"));
    Path sources = Files.createDirectories(boot.project().resolve("src/main/java"));
    Files.writeString(sources.resolve("Both.java"), BOTH.replace("JACKSON", jackson));
    String out =
        boot.run(
                "compile",
                "org.codehaus.mojo:exec-maven-plugin:3.6.2:java",
                "-Dexec.mainClass=Both")
            .well()
            .out();
    assertThat(out).contains("Completed[value=Out[text=both]]", "{\"a\":1}");
  }

  /** A program with the host's own JSON beside ours. */
  private static final String BOTH =
      """
      import dev.interlock.*;
      import dev.interlock.record.*;
      import java.util.Map;

      public class Both {
        public record In(String text) {}
        public record Out(String text) {}

        public static void main(String[] args) throws Exception {
          Workflow<In, Out> both = Workflow.define("both", In.class, (flow, in) ->
              flow.step("out", Out.class).reading(in).combine(i -> new Out(i.text())));
          Engine engine = Engine.on(Journal.inMemory()).build();
          System.out.println(engine.start(both, RunId.of("run-1"), new In("both")).settled());
          System.out.println(new JACKSON.ObjectMapper().writeValueAsString(Map.of("a", 1)));
        }
      }
      """;

  private static final long MOST_MILLIS = 2_000;

  private static final String BOM =
      "<dependencyManagement><dependencies>"
          + "<dependency><groupId>dev.interlock</groupId><artifactId>workflow-bom</artifactId>"
          + "<version>"
          + VERSION
          + "</version><type>pom</type><scope>import</scope></dependency>";

  private static String platform(String version) {
    return "<dependency><groupId>org.springframework.boot</groupId>"
        + "<artifactId>spring-boot-dependencies</artifactId><version>"
        + version
        + "</version><type>pom</type><scope>import</scope></dependency>";
  }

  private static String dependency(String artifact) {
    String version = "<version>" + VERSION + "</version>";
    return "<dependencies>" + plain("dev.interlock", artifact, version) + "</dependencies>";
  }

  private static String plain(String group, String artifact, String version) {
    return "<dependency><groupId>"
        + group
        + "</groupId><artifactId>"
        + artifact
        + "</artifactId>"
        + version
        + "</dependency>";
  }

  private static String pom(String name, String rest) {
    return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
        + "<groupId>com.example</groupId><artifactId>"
        + name
        + "</artifactId><version>1</version>"
        + "<properties><maven.compiler.release>17</maven.compiler.release>"
        + "<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>"
        + rest
        + "</project>";
  }
}
