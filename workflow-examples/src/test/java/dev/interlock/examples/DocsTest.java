package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Choice;
import dev.interlock.Effect;
import dev.interlock.Flow;
import dev.interlock.Gate;
import dev.interlock.Loop;
import dev.interlock.Parallel;
import dev.interlock.Step;
import dev.interlock.Submission;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and guide show is compiled and run, as it stands there, and no word is left out. */
class DocsTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TEXT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final Pattern ROW =
      Pattern.compile("^\\| \\[[^]]+]\\(([^)]+)\\) \\|[^|]+\\|([^|]*)\\|$", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path INDEX = ROOT.resolve("docs/guide/README.md");

  @TempDir Path folder;

  @Test
  void theProgramOfTheReadmeHasAtMost25LinesAndWaitsWithoutATerminal() throws Exception {
    String program = fences("README.md").get(0);

    assertThat(program.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(25);
    assertThat(compiledAndRun("Publish", program)).startsWith("Waiting[");
    assertThat(folder.resolve("page.txt")).doesNotExist();
    assertThat(folder.resolve(".interlock/journal.jsonl")).content().contains("not-a-terminal");
  }

  @Test
  void theFirstTestOfAHostHasAtMost15LinesAndPasses() throws Exception {
    String test = fences("README.md").get(1);
    String runs =
        """
        public class RunsIt {
          public static void main(String[] args) {
            new PublishTest().publishesWhatAnEditorApproved();
            System.out.println("passed");
          }
        }
        """;

    assertThat(test.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(15);
    compile("Publish", fences("README.md").get(0));
    compile("PublishTest", test);
    assertThat(compiledAndRun("RunsIt", runs)).isEqualTo("passed");
    assertThat(folder.resolve("page.txt")).hasContent("Hello, world");
  }

  @Test
  void thePageOnTheFirstWorkflowRunsFromItsStartToItsLaterEnd() throws Exception {
    List<String> parts = fences("docs/guide/first-workflow.md");
    String program =
        """
        import dev.interlock.*;
        import dev.interlock.audit.FileJournal;
        import dev.interlock.record.*;
        import java.nio.file.Path;
        import java.util.regex.Pattern;

        public class Guide {
          interface Site { Published publish(Note note); Verdict look(Published published); }

        %s
        %s
          record Inbox(String name, Presence presence) implements Channel {
            public boolean isInbox() { return true; }
            public boolean reachable() { return false; }
            public void present(GateRequest request, Answers answers) {}
          }

          static class Files implements Site {
            public Published publish(Note note) { return new Published("/" + note.title()); }
            public Verdict look(Published p) { return Verdict.passed(new PageSeen(p.place(), true)); }
          }

          static void start(Path folder, Channel channel, Site site) {
        %s
          }

          public static void main(String[] args) {
            Channel channel = new Inbox("inbox", Presence.TERMINAL);
            Site site = new Files();
            Path folder = Path.of("log");
            start(folder, channel, site);
            try (Journal journal = FileJournal.open(folder)) {
        %s
              System.out.println(outcome);
            }
          }
        }
        """
            .formatted(parts.get(0), parts.get(1), parts.get(2), parts.get(3));

    assertThat(parts).hasSize(4);
    assertThat(compiledAndRun("Guide", program))
        .isEqualTo("Completed[value=Published[place=/Seven]]");
  }

  static Stream<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/guide"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      return names.stream().filter(name -> !name.equals("README.md"));
    }
  }

  static Stream<String> pagesOfOneProgram() throws IOException {
    return pages().filter(name -> !name.equals("first-workflow.md"));
  }

  @ParameterizedTest
  @MethodSource("pagesOfOneProgram")
  void aPageOfTheGuideIsOneProgramThatPrintsWhatItSays(String page) throws Exception {
    String program = String.join("\n", fences("docs/guide/" + page));
    List<String> prints = found(TEXT, Files.readString(ROOT.resolve("docs/guide/" + page)));

    assertThat(program).as("the java code of %s", page).isNotEmpty();
    assertThat(prints).as("what %s says that it prints", page).hasSize(1);
    assertThat(compiledAndRun(found(CLASS, program).get(0), program))
        .isEqualTo(prints.get(0).strip());
  }

  @Test
  void theIndexOfTheGuideNamesEveryPageOnce() throws Exception {
    assertThat(index().keySet()).containsExactlyInAnyOrderElementsOf(pages().toList());
    assertThat(found(ROW, Files.readString(INDEX))).doesNotHaveDuplicates();
  }

  @Test
  void everyWordOfTheDslHasAPage() throws Exception {
    Set<String> shown = new HashSet<>();
    index().values().forEach(shown::addAll);

    assertThat(shown).containsAll(words());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageShowsTheWordsThatItIsFor(String page) throws Exception {
    String program = String.join("\n", fences("docs/guide/" + page));

    assertThat(index().get(page))
        .allSatisfy(word -> assertThat(program).contains("." + word + "("));
  }

  /** What may be written in a definition. */
  private static Set<String> words() {
    return Stream.of(
            Choice.class,
            Effect.class,
            Flow.class,
            Gate.class,
            Loop.class,
            Parallel.class,
            Step.class,
            Submission.Receipt.class)
        .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getClasses())))
        .filter(type -> !type.isRecord())
        .flatMap(type -> Stream.of(type.getMethods()))
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .filter(name -> !name.equals("toString"))
        .collect(Collectors.toSet());
  }

  /** The pages that the index names, and the words that each is for. */
  private static Map<String, List<String>> index() throws IOException {
    Map<String, List<String>> index = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(INDEX));
    while (row.find()) {
      index.put(row.group(1), found(WORD, row.group(2)));
    }
    return index;
  }

  private static List<String> fences(String page) throws IOException {
    return found(JAVA, Files.readString(ROOT.resolve(page)));
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private String compiledAndRun(String name, String program) throws Exception {
    compile(name, program);
    return run(name);
  }

  private void compile(String name, String program) throws Exception {
    Path source = Files.writeString(folder.resolve(name + ".java"), program);
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int code =
        javac.run(
            out,
            out,
            "-proc:none",
            "-encoding",
            "UTF-8",
            "-cp",
            folder + File.pathSeparator + libraries(),
            "-d",
            folder.toString(),
            source.toString());
    assertThat(code).as(said.toString()).isZero();
  }

  private String run(String name) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // each runs for a moment
                "-cp",
                folder + File.pathSeparator + libraries(),
                name)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    return Files.readString(out).strip();
  }

  private static String libraries() {
    return Stream.of("jdk.module.path", "java.class.path")
        .map(key -> System.getProperty(key, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
