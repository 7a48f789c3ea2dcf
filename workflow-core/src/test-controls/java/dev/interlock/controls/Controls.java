package dev.interlock.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Takes one guard of a module away at a time, and expects the tests of the attack that it is against
 * to fail. Use once.
 */
public final class Controls {
  private static final int MOST_SECONDS = 240;

  private final Path list;
  private final Path sources;
  private final Path classes;
  private final Path folder;

  /**
   * The controls that stand in a file.
   *
   * @param sources where the names of source files in it begin
   * @param classes where the compiled classes of the module are, beside those of its tests
   * @param folder an empty one to work in
   */
  public Controls(Path list, Path sources, Path classes, Path folder) {
    this.list = list;
    this.sources = sources;
    this.classes = classes;
    this.folder = folder;
  }

  /**
   * One guard.
   *
   * @param says the attack that it is against
   * @param file the source file that holds it
   * @param guard its text, which is there once
   * @param without the text in its place
   * @param tests the tests that must then fail, each by itself
   */
  private record Control(
      String says, String file, String guard, String without, List<String> tests) {

    /** A control is five or more lines with a word in front of each, and an empty line after it. */
    static Control of(String block) {
      return new Control(
          word(block, "attack").get(0),
          word(block, "file").get(0),
          String.join("\n", word(block, "guard")),
          String.join("\n", word(block, "without")),
          word(block, "test"));
    }

    private static List<String> word(String block, String word) {
      return block
          .lines()
          .filter(line -> line.startsWith(word + ":"))
          .map(line -> line.substring(word.length() + 1))
          .map(line -> line.startsWith(" ") ? line.substring(1) : line)
          .toList();
    }

    String patched(String source) {
      int at = source.indexOf(guard);
      assertThat(at >= 0 && source.indexOf(guard, at + 1) < 0)
          .as("the guard is not there exactly once any more in %s: %s", file, guard)
          .isTrue();
      return source.substring(0, at) + without + source.substring(at + guard.length());
    }
  }

  private List<Control> controls() throws IOException {
    return Stream.of(Files.readString(list).split("\n\n", -1))
        .filter(block -> block.startsWith("attack:"))
        .map(Control::of)
        .toList();
  }

  /** One test for each guard and each of its tests, and one that all of them pass with all guards. */
  public List<DynamicTest> tests() throws Exception {
    List<Control> controls = controls();
    List<String> all = controls.stream().flatMap(one -> one.tests().stream()).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add("\t" + String.join("\t", all));
    List<Path> patches =
        IntStream.range(0, controls.size())
            .parallel()
            .mapToObj(i -> patched(controls.get(i), i))
            .toList();
    for (int i = 0; i < patches.size(); i++) {
      Path patch = patches.get(i);
      controls.get(i).tests().forEach(test -> lines.add(patch + "\t" + test));
    }
    List<String> told = run(lines);
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        dynamicTest(
            "with all guards every one of them fails",
            () -> assertThat(told.get(0)).matches("([1-9]\\d*) passed of \\1")));
    IntStream.range(1, lines.size())
        .mapToObj(
            i -> dynamicTest(lines.get(i).split("\t", -1)[1] + " " + i, () -> failed(told, i)))
        .forEach(tests::add);
    return tests;
  }

  private static void failed(List<String> told, int line) {
    assertThat(told).as("the process ended before").hasSizeGreaterThan(line);
    assertThat(told.get(line)).startsWith("failed: ");
  }

  private Path patched(Control control, int number) {
    try {
      return compiled(control, number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path compiled(Control control, int number) throws IOException {
    Path changed = Files.createDirectories(folder.resolve("source" + number));
    Path patched = Files.createDirectories(folder.resolve("classes" + number));
    Path original = sources.resolve(control.file());
    Path source = changed.resolve(original.getFileName());
    Files.writeString(source, control.patched(Files.readString(original)));
    StringWriter told = new StringWriter();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int exit =
        javac.run(
            new PrintWriter(told, true),
            new PrintWriter(told, true),
            "-proc:none",
            "-nowarn",
            "-d",
            patched.toString(),
            "-cp",
            classPath(),
            source.toString());
    assertThat(exit).as("%s: %s", control.says(), told).isZero();
    return patched;
  }

  private Path test() {
    return classes.resolveSibling("test-classes");
  }

  private String classPath() {
    return String.join(
        File.pathSeparator,
        classes.toString(),
        test().toString(),
        System.getProperty("jdk.module.path"),
        System.getProperty("java.class.path"),
        engineOfTests());
  }

  /** Where the runner of these tests keeps what it brings along. */
  private static String engineOfTests() {
    try {
      Class<?> engine = Class.forName("org.junit.jupiter.engine.JupiterTestEngine");
      return Path.of(engine.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> run(List<String> lines) throws IOException, InterruptedException {
    Path work = Files.write(folder.resolve("list"), lines);
    Path said = folder.resolve("said");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath(),
                ControlRunner.class.getName(),
                work.toString(),
                classes.toString(),
                test().toString())
            .redirectError(err.toFile())
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the controls take too long").isTrue();
    List<String> told = Files.readAllLines(said);
    assertThat(told).as(Files.readString(err)).isNotEmpty();
    return told;
  }
}
