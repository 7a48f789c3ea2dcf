package dev.interlock.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on the record says of every event that there is, and of each of its fields. */
class RecordPageTest {
  private static final Path PAGE = Path.of("../docs/record.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| (`.+?`) \\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-z]+\\.?[a-z]+)`");

  /** The events that the page documents, and what it says of their data. */
  private static Map<String, String> documented() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("\n## Events\n");
    String events = page.substring(from, page.indexOf("\n## ", from + 1));
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(events.substring(events.indexOf("| event | `data` holds |")));
    while (row.find()) {
      Matcher name = NAME.matcher(row.group(1));
      while (name.find()) {
        rows.put(name.group(1), row.group(2));
      }
    }
    return rows;
  }

  @SuppressWarnings("unchecked") // the field is of this type
  private static Map<String, Class<? extends Event>> known() throws ReflectiveOperationException {
    Field types = EventJson.class.getDeclaredField("TYPES");
    types.setAccessible(true);
    return (Map<String, Class<? extends Event>>) types.get(null);
  }

  static Stream<Arguments> events() throws ReflectiveOperationException {
    return new TreeMap<>(known())
        .entrySet().stream().map(event -> Arguments.of(event.getKey(), event.getValue()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void names_an_event_and_each_of_its_fields(String name, Class<?> type) throws Exception {
    String says = documented().get(name);

    assertThat(says).as("the row of '%s'", name).isNotNull();
    assertThat(type.getRecordComponents())
        .extracting(RecordComponent::getName)
        .allSatisfy(field -> assertThat(says).containsPattern("\\b" + field + "\\b"));
  }

  @Test
  void names_no_event_that_there_is_not() throws Exception {
    assertThat(documented().keySet())
        .filteredOn(name -> !name.startsWith("record.")) // an event of the log on disk
        .isSubsetOf(known().keySet());
  }
}
