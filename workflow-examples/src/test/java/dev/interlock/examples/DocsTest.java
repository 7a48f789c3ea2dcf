package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and guide show is compiled and run, as it stands there. */
class DocsTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

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

  @Test
  void theApproversOfThePageOnGatesCompile() throws Exception {
    String lines =
        fences("docs/guide/gates.md")
            .get(0)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> "System.out.println(\n" + line + "\n);")
            .collect(Collectors.joining("\n"));
    String program =
        "import dev.interlock.*;\nimport java.time.Duration;\n"
            + "public class Gates { public static void main(String[] args) {\n%s\n} }"
                .formatted(lines);

    assertThat(compiledAndRun("Gates", program).lines()).hasSize(3);
  }

  private static List<String> fences(String page) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = JAVA.matcher(Files.readString(ROOT.resolve(page)));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private String compiledAndRun(String name, String program) throws Exception {
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
            libraries(),
            "-d",
            folder.toString(),
            source.toString());
    assertThat(code).as(said.toString()).isZero();
    return run(name);
  }

  private String run(String name) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
