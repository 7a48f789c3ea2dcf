package dev.interlock.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.record.CodecTest.Checked;
import dev.interlock.record.CodecTest.Grade;
import dev.interlock.record.CodecTest.Graded;
import dev.interlock.record.CodecTest.Holder;
import dev.interlock.record.CodecTest.Item;
import dev.interlock.record.CodecTest.Maybe;
import dev.interlock.record.CodecTest.Nest;
import dev.interlock.record.CodecTest.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is neither written nor read. */
class CodecRefusalsTest {
  private static final Codec CODEC = Codec.json();

  private static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  private static void assertRefused(String text, Class<?> type) {
    assertThatThrownBy(() -> CODEC.read(json(text), type))
        .as(text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type.getName())
        .message()
        .doesNotContain("s3cret");
  }

  @Nested
  class RefusedWhenWritten {
    @Test
    @SuppressWarnings({"NullAway", "NullOptional"})
    void a_null_component_is_refused() {
      assertWriteRefused(new Item(null, 1), Item.class);
      assertWriteRefused(new Maybe("a", null, Optional.empty()), Maybe.class);
      assertWriteRefused(new Holder(null, Optional.empty(), Map.of()), Holder.class);
      assertWriteRefused(new Graded(null, Map.of()), Graded.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void a_null_in_a_collection_is_refused() {
      List<String> none = Collections.singletonList(null);
      assertWriteRefused(nest(Arrays.asList(List.of(), null), Map.of(), Set.of()), Nest.class);
      assertWriteRefused(
          nest(List.of(Collections.singletonList(null)), Map.of(), Set.of()), Nest.class);
      assertWriteRefused(
          nest(List.of(), Collections.singletonMap("k", null), Set.of()), Nest.class);
      assertWriteRefused(
          nest(List.of(), Collections.singletonMap(null, List.of()), Set.of()), Nest.class);
      assertWriteRefused(nest(List.of(), Map.of(), new LinkedHashSet<>(none)), Nest.class);
      assertWriteRefused(
          new Nest(List.of(), Map.of(), Set.of(), Collections.singletonList(null)), Nest.class);
    }

    @Test
    void an_absent_optional_in_a_list_is_refused() {
      assertWriteRefused(
          new Nest(List.of(), Map.of(), Set.of(), List.of(Optional.empty())), Nest.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void null_itself_is_refused() {
      assertWriteRefused(null, Item.class);
    }

    private static Nest nest(
        List<List<Item>> lists, Map<String, List<Integer>> map, Set<String> set) {
      return new Nest(lists, map, set, List.of());
    }

    private static <T> void assertWriteRefused(T value, Class<T> type) {
      assertThatThrownBy(() -> CODEC.write(value, type))
          .as(String.valueOf(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(type.getName());
    }
  }

  @Nested
  class RefusedWhenRead {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "an unknown component  | {\"name\":\"a\",\"count\":1,\"more\":\"s3cret\"}",
          "a missing component   | {\"name\":\"s3cret\"}",
          "nothing at all        | {}",
          "a null component      | {\"name\":null,\"count\":1}",
          "a null number         | {\"name\":\"s3cret\",\"count\":null}",
          "null                  | null",
          "a number for a text   | {\"name\":1,\"count\":1}",
          "a boolean for a text  | {\"name\":true,\"count\":1}",
          "an object for a text  | {\"name\":{},\"count\":1}",
          "a list for a text     | {\"name\":[\"s3cret\"],\"count\":1}",
          "a text for a number   | {\"name\":\"a\",\"count\":\"1\"}",
          "a secret for a number | {\"name\":\"a\",\"count\":\"s3cret\"}",
          "an empty text for one | {\"name\":\"a\",\"count\":\"\"}",
          "a float for a number  | {\"name\":\"a\",\"count\":1.0}",
          "a boolean for a number| {\"name\":\"a\",\"count\":true}",
          "a number out of range | {\"name\":\"a\",\"count\":2147483648}",
          "a list for a record   | [\"s3cret\",1]",
          "a text for a record   | \"s3cret\"",
          "an empty text         | \"\"",
          "another letter case   | {\"Name\":\"a\",\"count\":1}",
        })
    void a_record_of_another_form_is_refused(String what, String text) {
      assertThat(what).isNotEmpty();
      assertRefused(text, Item.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "1 s3cret", "{} {}"})
    void anything_after_the_value_is_refused(String text) {
      assertThatThrownBy(() -> json(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_repeated_component_is_refused() {
      assertThatThrownBy(() -> json("{\"name\":\"a\",\"count\":1,\"count\":2}"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"type\":\"Square\"}",
          "{\"type\":\"s3cret\"}",
          "{\"radius\":1}",
          "{\"type\":null,\"radius\":1}",
          "{\"type\":1,\"radius\":1}",
          "{\"type\":\"Circle\"}",
          "{\"type\":\"circle\",\"radius\":1}",
          "{\"type\":\"Point\",\"radius\":1}",
          "{\"type\":\"Shape\"}",
          "{\"type\":\"dev.interlock.record.CodecTest$Circle\",\"radius\":1}",
          "{\"type\":\"java.lang.Object\"}",
          "{\"@class\":\"java.lang.Object\"}",
          "[\"Circle\",{\"radius\":1}]",
          "\"Point\"",
          "null",
        })
    void an_alternative_that_is_none_is_refused(String text) {
      assertRefused(text, Shape.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1",
          "0",
          "\"low\"",
          "\"grade 1\"",
          "\"s3cret\"",
          "\"\"",
          "null",
          "\" LOW\"",
          "true"
        })
    void an_enum_that_is_no_name_is_refused(String text) {
      assertRefused(text, Grade.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"name\":\"a\",\"note\":null}",
          "{\"name\":\"a\",\"note\":1}",
          "{\"name\":\"a\",\"item\":null}",
          "{\"note\":\"s3cret\"}",
        })
    void an_optional_is_left_out_or_of_its_form(String text) {
      assertRefused(text, Maybe.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"lists\":[null],\"map\":{},\"set\":[],\"maybes\":[]}",
          "{\"lists\":[[null]],\"map\":{},\"set\":[],\"maybes\":[]}",
          "{\"lists\":[],\"map\":{\"s3cret\":null},\"set\":[],\"maybes\":[]}",
          "{\"lists\":[],\"map\":{\"a\":[null]},\"set\":[],\"maybes\":[]}",
          "{\"lists\":[],\"map\":{\"s3cret\":[\"1\"]},\"set\":[],\"maybes\":[]}",
          "{\"lists\":[],\"map\":{},\"set\":[null],\"maybes\":[]}",
          "{\"lists\":[],\"map\":{},\"set\":[],\"maybes\":[null]}",
          "{\"lists\":{},\"map\":{},\"set\":[],\"maybes\":[]}",
          "{\"lists\":\"\",\"map\":{},\"set\":[],\"maybes\":[]}",
          "{\"lists\":[],\"map\":[],\"set\":[],\"maybes\":[]}",
          "{\"lists\":[],\"map\":{},\"set\":\"s3cret\",\"maybes\":[]}",
          "{\"lists\":[],\"map\":{},\"set\":[\"a\",\"a\"],\"maybes\":[]}",
        })
    void a_collection_of_another_form_is_refused(String text) {
      assertRefused(text, Nest.class);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "java.time.Instant | 1",
          "java.time.Instant | 1.5",
          "java.time.Instant | \"\"",
          "java.time.Instant | \"1\"",
          "java.time.Instant | \"s3cret\"",
          "java.time.Instant | \"2026-02-30T00:00:00Z\"",
          "java.time.Duration | 1",
          "java.time.Duration | 1.5",
          "java.time.Duration | \"\"",
          "java.time.Duration | \"s3cret\"",
          "java.time.OffsetDateTime | 1",
          "java.time.OffsetDateTime | \"\"",
          "java.time.LocalDate | 1",
          "java.time.LocalDate | [2026,1,1]",
          "java.time.LocalDate | \"\"",
          "java.time.LocalDate | \"2026-01-01T00:00:00\"",
          "java.time.LocalTime | [1,2]",
          "java.time.LocalTime | \"\"",
          "java.time.LocalDateTime | [2026,1,1,0,0]",
          "java.time.LocalDateTime | \"\"",
          "java.time.Period | \"\"",
          "java.time.Period | 1",
          "java.math.BigDecimal | \"1\"",
          "java.math.BigDecimal | \"\"",
          "java.math.BigDecimal | true",
          "java.math.BigInteger | \"1\"",
          "java.math.BigInteger | 1.0",
          "java.math.BigInteger | 1.5",
          "java.lang.Boolean | 1",
          "java.lang.Boolean | 0",
          "java.lang.Boolean | \"true\"",
          "java.lang.Boolean | \"\"",
          "java.lang.Long | 9223372036854775808",
          "java.lang.Long | \"1\"",
          "java.lang.Long | 1e3",
          "java.lang.Byte | 128",
          "java.lang.Byte | 255",
          "java.lang.Short | 32768",
          "java.lang.String | 1",
          "java.lang.String | 1.5",
          "java.lang.String | false",
          "java.lang.String | [\"s3cret\"]",
        })
    void nothing_is_coerced(Class<?> type, String text) {
      assertRefused(text, type);
    }

    @Test
    void what_a_record_itself_refuses_is_refused() {
      assertRefused("{\"age\":-1}", Checked.class);
    }

    @Test
    void the_message_says_where() {
      assertThatThrownBy(
              () -> CODEC.read(json("{\"lists\":[[],[{\"name\":\"s3cret\"}]]}"), Nest.class))
          .hasMessageContaining("lists[1][0]")
          .hasMessageContaining("count");
      assertThatThrownBy(
              () -> CODEC.read(json("{\"name\":\"a\",\"count\":\"s3cret\"}"), Item.class))
          .hasMessageContaining("'count'");
    }
  }

  @Nested
  class ARefusal {
    /** What stands behind the type. */
    private static String why(String text, Class<?> type) {
      IllegalArgumentException refused =
          catchThrowableOfType(
              IllegalArgumentException.class,
              () -> CODEC.read(json(text.replace("'", "\"")), type));
      return String.valueOf(refused.getMessage()).replaceFirst(".*\\$\\w+: ", "");
    }

    @Test
    void names_what_is_unknown() {
      assertThat(why("{'name':'a','count':1,'more':2}", Item.class)).isEqualTo("'more' is unknown");
    }

    @Test
    void names_what_is_missing_and_of_which_type_it_is() {
      assertThat(why("{'name':'a'}", Item.class)).isEqualTo("'count' is missing, null or not int");
      assertThat(why("{'name':'a','count':null}", Item.class))
          .isEqualTo("'count' is missing, null or not int");
      assertThat(why("{'name':1,'count':1}", Item.class))
          .isEqualTo("'name' is missing, null or not String");
      assertThat(why("[]", Item.class)).isEqualTo("the value is missing, null or not Item");
    }

    @Test
    void names_the_place_in_a_list_and_hides_the_key_of_a_map() {
      String lists = "{'lists':[[],[{'name':'a','count':1},{'name':2}]],";
      assertThat(why(lists + "'map':{},'set':[],'maybes':[]}", Nest.class))
          .isEqualTo("'lists[1][1].name' is missing, null or not String");
      assertThat(why("{'lists':[],'map':{'s3cret':['x']},'set':[],'maybes':[]}", Nest.class))
          .isEqualTo("'map[key][0]' is missing, null or not Integer");
    }

    @Test
    void says_that_no_alternative_is_named() {
      assertThat(why("{'radius':1}", Shape.class))
          .isEqualTo("the value has a 'type' that is missing or no alternative");
      assertThat(why("{'type':'Cone','radius':1}", Shape.class))
          .isEqualTo("the value has a 'type' that is missing or no alternative");
    }

    @Test
    void says_that_the_record_itself_refuses() {
      assertThat(why("{'age':-1}", Checked.class)).isEqualTo("the value is refused by its record");
    }

    @Test
    @SuppressWarnings("NullAway")
    void names_what_cannot_be_written() {
      assertThatThrownBy(() -> CODEC.write(new Item(null, 1), Item.class))
          .hasMessage(
              "cannot write "
                  + Item.class.getName()
                  + ": 'name' is null; use Optional where it may be absent");
      assertThatThrownBy(
              () ->
                  CODEC.write(
                      new Nest(List.of(List.of(new Item(null, 1))), Map.of(), Set.of(), List.of()),
                      Nest.class))
          .hasMessageEndingWith("'lists[0][0].name' is null; use Optional where it may be absent");
    }
  }
}
