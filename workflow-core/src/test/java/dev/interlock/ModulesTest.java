package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A module knows only those of the floors below. */
class ModulesTest {
  private static final Pattern MODULE = Pattern.compile("(?m)^module (dev\\.interlock[.\\w]*)");
  private static final Pattern REQUIRES =
      Pattern.compile("requires (?:static |transitive )*(dev\\.interlock[.\\w]*);");

  private static final String CORE = "dev.interlock";
  private static final List<String> FIRST_FLOOR = List.of(CORE + ".gates", CORE + ".audit");
  private static final String EXAMPLES = CORE + ".examples";

  /** What each module of this project requires of it. */
  private static Map<String, List<String>> required() throws IOException {
    Map<String, List<String>> all = new TreeMap<>();
    try (Stream<Path> files = Files.find(Path.of(".."), 6, (file, is) -> isDescriptor(file))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        Matcher module = MODULE.matcher(text);
        assertThat(module.find()).as("a module in %s", file).isTrue();
        List<String> requires = new ArrayList<>();
        REQUIRES.matcher(text).results().forEach(found -> requires.add(found.group(1)));
        all.put(module.group(1), requires);
      }
    }
    return all;
  }

  private static boolean isDescriptor(Path file) {
    return file.endsWith(Path.of("src", "main", "java", "module-info.java"));
  }

  @Test
  void the_core_stands_on_nothing_of_this_project() throws IOException {
    assertThat(required().get(CORE)).isEmpty();
  }

  @Test
  void gates_and_record_stand_on_the_core_alone() throws IOException {
    for (String module : FIRST_FLOOR) {
      assertThat(required().get(module)).as(module).containsExactly(CORE);
    }
  }

  @Test
  void nothing_stands_on_the_examples() throws IOException {
    assertThat(required().values()).noneMatch(requires -> requires.contains(EXAMPLES));
    assertThat(required().get(EXAMPLES)).contains(CORE);
  }
}
