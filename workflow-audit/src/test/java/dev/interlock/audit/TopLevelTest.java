package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopLevelTest {
  private static Optional<String> text(String json, String name) {
    byte[] bytes = json.getBytes(UTF_8);
    return TopLevel.text(bytes, json.indexOf('{'), name);
  }

  @Test
  void a_field_is_found_wherever_it_stands() {
    assertThat(text("{\"a\":\"1\",\"b\":\"2\"}", "a")).hasValue("1");
    assertThat(text("{\"a\":\"1\",\"b\":\"\u00e9\"}", "b")).hasValue("\u00e9");
    assertThat(text("x{ \"a\" :  \"1\" }", "a")).hasValue("1");
    assertThat(text("{\"a\":[{\"b\":\"no\"}],\"b\":\"\"}", "b")).hasValue("");
  }

  @Test
  void what_is_no_field_of_the_object_itself_is_not_found() {
    assertThat(text("{}", "a")).isEmpty();
    assertThat(text("{\"b\":\"a\",\"c\":{\"a\":\"1\"},\"d\":[\"a\"]}", "a")).isEmpty();
    assertThat(text("{\"b\":\"\\\"a\\\":\"}", "a")).isEmpty();
  }

  @Test
  void what_is_no_plain_text_is_not_read() {
    assertThat(text("{\"a\":1}", "a")).isEmpty();
    assertThat(text("{\"a\":\"\\u0031\"}", "a")).isEmpty();
    assertThat(text("{\"a\":\"1\\n\"}", "a")).isEmpty();
  }
}
