package dev.interlock.audit.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields of(String json) {
    return Fields.of(json.getBytes(UTF_8), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 90, 109, 999_999_999})
  void a_number_is_read_by_its_digits(int number) {
    assertThat(of("{\"n\":" + number + "}").number("n")).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.0", "1e1", "\"1\"", "1234567890", "[]", "null"})
  void what_has_other_signs_or_too_many_is_no_number(String other) {
    assertThatThrownBy(() -> of("{\"n\":" + other + "}").number("n"))
        .isInstanceOf(Impossible.class)
        .hasMessage("has no number 'n'");
    assertThatThrownBy(() -> of("{}").number("n")).hasMessage("has no number 'n'");
  }

  @Test
  void fields_are_told_apart_by_their_whole_names() {
    Fields fields = of("{\"ab\":1,\"b\":2,\"abc\":3,\"a\":4,\"\":5}");
    assertThat(fields.number("a")).isEqualTo(4);
    assertThat(fields.number("ab")).isEqualTo(1);
    assertThat(fields.number("abc")).isEqualTo(3);
    assertThat(fields.number("")).isEqualTo(5);
    assertThat(fields.has("c")).isFalse();
  }

  @Test
  void there_may_be_many_of_them_and_space_between_all_parts() {
    StringBuilder json = new StringBuilder("{ ");
    for (int i = 0; i < 40; i++) {
      json.append("\"n")
          .append(i)
          .append("\" :  [ ")
          .append(i)
          .append(" , { \"]\" : \"\\\"}\" } ] , ");
    }
    Fields fields = of(json.append("\"last\" : true }").toString());
    for (int i = 0; i < 40; i++) {
      assertThat(fields.list("n" + i)).hasSize(2);
      assertThat(fields.list("n" + i).get(0).raw()).isEqualTo(String.valueOf(i));
      assertThat(Fields.object(fields.list("n" + i).get(1)).is("]", "\"}")).isTrue();
    }
    assertThat(fields.flag("last")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 32})
  void however_many_there_are_another_is_not_there(int size) {
    String all =
        IntStream.range(0, size).mapToObj(i -> "\"n" + i + "\":1").collect(joining(",", "{", "}"));
    assertThat(of(all).has("n" + size)).isFalse();
    assertThat(of(all).has("n" + (size - 1))).isTrue();
    assertThat(of(all).hidesNames()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ai:bot", "system:engine", "", " ", "a\\nb"})
  void what_names_no_person_is_refused(String name) {
    of("{\"by\":\"ada\"}").person("by");
    assertThatThrownBy(() -> of("{\"by\":\"" + name + "\"}").person("by"))
        .isInstanceOf(Impossible.class)
        .hasMessageContaining("no person's word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0061b", "a\\u0062", "a\\\\b"})
  void a_name_with_an_escape_is_hidden(String name) {
    assertThat(of("{\"x\":\"\\\\\",\"" + name + "\":1}").hidesNames()).isTrue();
    assertThat(of("{\"x\":\"\\\\\",\"ab\":\"" + name + "\"}").hidesNames()).isFalse();
    assertThat(of("{}").hidesNames()).isFalse();
  }
}
