package dev.interlock.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private static List<String> lines(String json) {
    return JsonLines.of(json.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void a_value_alone_is_one_line() {
    assertThat(lines("5")).containsExactly("5");
    assertThat(lines("'a\\nb'")).containsExactly("a\\nb");
    assertThat(lines("{}")).containsExactly("{}");
    assertThat(lines("[]")).containsExactly("[]");
  }

  @Test
  void what_is_within_is_indented_under_its_name() {
    assertThat(lines("{'a':1,'b':{'c':true,'d':{'e':null}},'f':'x'}"))
        .containsExactly("a: 1", "b:", "  c: true", "  d:", "    e: null", "f: x");
  }

  @Test
  void an_element_of_a_list_has_a_dash() {
    assertThat(lines("[1,[2,3],{'a':4}]"))
        .containsExactly("- 1", "-", "  - 2", "  - 3", "-", "  a: 4");
  }

  @Test
  void what_is_empty_stays_on_the_line_of_its_name() {
    assertThat(lines("{'a':[],'b':{},'c':[[],{}]}"))
        .containsExactly("a: []", "b: {}", "c:", "  - []", "  - {}");
  }
}
