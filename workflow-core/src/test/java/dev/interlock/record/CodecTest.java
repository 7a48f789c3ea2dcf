package dev.interlock.record;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private static final Codec CODEC = Codec.json();

  public record Item(String name, int count) {}

  public record Awkward(boolean isOpen, String getName, boolean complete, int hash) {
    public boolean isComplete() {
      return complete;
    }

    public String getOther() {
      return "other";
    }

    public boolean hasMore() {
      return true;
    }
  }

  public record Maybe(String name, Optional<String> note, Optional<Item> item) {}

  public sealed interface Shape {}

  public record Circle(int radius) implements Shape {}

  public record Box(Shape inner, List<Shape> more) implements Shape {}

  public record Point() implements Shape {}

  public record Holder(Shape shape, Optional<Shape> other, Map<String, Shape> named) {}

  public enum Grade {
    LOW {
      @Override
      int worth() {
        return 1;
      }
    },
    HIGH {
      @Override
      int worth() {
        return 2;
      }
    };

    abstract int worth();

    @Override
    public String toString() {
      return "grade " + worth();
    }
  }

  public record Graded(Grade grade, Map<Grade, Integer> counts) {}

  public record Nest(
      List<List<Item>> lists,
      Map<String, List<Integer>> map,
      Set<String> set,
      List<Optional<String>> maybes) {}

  public record Annotated(
      @JsonProperty("other") String name,
      @JsonIgnore int count,
      @JsonFormat(shape = STRING) long l) {
    @JsonCreator
    static Annotated of(String text) {
      return new Annotated(text, 0, 0);
    }

    @JsonProperty
    String more() {
      return "more";
    }
  }

  public record Sets(Set<String> names, Set<Item> items) {}

  public record Times(
      Instant instant,
      Duration duration,
      OffsetDateTime offset,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      Period period) {}

  public record Numbers(
      byte b, Short s, int i, Long l, BigInteger big, BigDecimal decimal, Boolean flag) {}

  public record Checked(int age) {
    public Checked {
      if (age < 0) {
        throw new IllegalArgumentException("s3cret age " + age);
      }
    }
  }

  private static <T> void assertRoundTrip(T value, Class<T> type, String expected) {
    Json written = CODEC.write(value, type);
    assertThat(written).hasToString(expected);
    assertThat(CODEC.read(written, type)).isEqualTo(value);
  }

  @Nested
  class WrittenAndReadBack {
    @Test
    void a_record_has_its_components_and_nothing_else_in_their_order() {
      assertRoundTrip(
          new Awkward(true, "n", true, 1),
          Awkward.class,
          "{\"isOpen\":true,\"getName\":\"n\",\"complete\":true,\"hash\":1}");
    }

    @Test
    void what_annotations_say_to_others_changes_nothing() {
      assertRoundTrip(
          new Annotated("n", 1, 2), Annotated.class, "{\"name\":\"n\",\"count\":1,\"l\":2}");
    }

    @Test
    void an_absent_optional_is_left_out() {
      assertRoundTrip(
          new Maybe("a", Optional.empty(), Optional.empty()), Maybe.class, "{\"name\":\"a\"}");
      assertRoundTrip(
          new Maybe("a", Optional.of("b"), Optional.of(new Item("c", 1))),
          Maybe.class,
          "{\"name\":\"a\",\"note\":\"b\",\"item\":{\"name\":\"c\",\"count\":1}}");
    }

    @Test
    void an_empty_text_is_not_an_absent_one() {
      assertRoundTrip(
          new Maybe("", Optional.of(""), Optional.empty()),
          Maybe.class,
          "{\"name\":\"\",\"note\":\"\"}");
    }

    @Test
    void a_record_of_a_sealed_interface_says_which_it_is() {
      assertRoundTrip(new Circle(1), Shape.class, "{\"type\":\"Circle\",\"radius\":1}");
      assertRoundTrip(new Point(), Shape.class, "{\"type\":\"Point\"}");
      assertRoundTrip(
          new Box(new Box(new Point(), List.of()), List.of(new Circle(1), new Point())),
          Shape.class,
          "{\"type\":\"Box\",\"inner\":{\"type\":\"Box\",\"inner\":{\"type\":\"Point\"},\"more\":[]},"
              + "\"more\":[{\"type\":\"Circle\",\"radius\":1},{\"type\":\"Point\"}]}");
      assertRoundTrip(
          new Holder(new Point(), Optional.of(new Circle(2)), Map.of("x", new Circle(3))),
          Holder.class,
          "{\"shape\":{\"type\":\"Point\"},\"other\":{\"type\":\"Circle\",\"radius\":2},"
              + "\"named\":{\"x\":{\"type\":\"Circle\",\"radius\":3}}}");
    }

    @Test
    void an_enum_is_its_name_whatever_it_says_of_itself() {
      assertRoundTrip(Grade.HIGH, Grade.class, "\"HIGH\"");
      assertRoundTrip(
          new Graded(Grade.LOW, Map.of(Grade.HIGH, 3)),
          Graded.class,
          "{\"grade\":\"LOW\",\"counts\":{\"HIGH\":3}}");
    }

    @Test
    void lists_keep_their_order_and_maps_and_sets_are_sorted() {
      Map<String, List<Integer>> map = new LinkedHashMap<>();
      map.put("z", List.of(2, 1));
      map.put("", List.of());
      map.put("a", List.of(3));
      assertRoundTrip(
          new Nest(
              List.of(List.of(), List.of(new Item("a", 1), new Item("b", 2))),
              map,
              new LinkedHashSet<>(List.of("z", "a")),
              List.of(Optional.of("x"))),
          Nest.class,
          "{\"lists\":[[],[{\"name\":\"a\",\"count\":1},{\"name\":\"b\",\"count\":2}]],"
              + "\"map\":{\"\":[],\"a\":[3],\"z\":[2,1]},\"set\":[\"a\",\"z\"],\"maybes\":[\"x\"]}");
    }

    @Test
    void equal_values_are_written_alike() {
      List<Integer> numbers = IntStream.range(0, 20).boxed().toList();
      Set<String> one = new LinkedHashSet<>();
      Set<Item> items = new LinkedHashSet<>();
      Set<String> other = new LinkedHashSet<>();
      Set<Item> others = new LinkedHashSet<>();
      for (int i : numbers) {
        one.add("k" + i);
        other.add("k" + (19 - i));
        items.add(new Item("k", i));
        others.add(new Item("k", 19 - i));
      }
      assertThat(CODEC.write(new Sets(one, items), Sets.class))
          .isEqualTo(CODEC.write(new Sets(other, others), Sets.class));
      assertThat(CODEC.read(CODEC.write(new Sets(one, items), Sets.class), Sets.class))
          .isEqualTo(new Sets(other, others));
    }

    @Test
    void times_keep_their_nanoseconds_and_their_offset() {
      assertRoundTrip(
          new Times(
              Instant.parse("2026-03-01T10:20:30.123456789Z"),
              Duration.parse("PT-26H3.000000001S"),
              OffsetDateTime.parse("2026-03-01T10:20:30.5+05:45"),
              LocalDate.parse("2026-02-28"),
              LocalTime.parse("23:59:59.000000001"),
              LocalDateTime.parse("2026-03-01T00:00:00"),
              Period.parse("P1Y2M3D")),
          Times.class,
          "{\"instant\":\"2026-03-01T10:20:30.123456789Z\",\"duration\":\"PT-25H-59M-56.999999999S\","
              + "\"offset\":\"2026-03-01T10:20:30.5+05:45\",\"date\":\"2026-02-28\","
              + "\"time\":\"23:59:59.000000001\",\"dateTime\":\"2026-03-01T00:00:00\","
              + "\"period\":\"P1Y2M3D\"}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"2026-03-01T10:20:30Z", "2026-03-01T10:20:30-00:30", "2026-03-01T10:20+14:00"})
    void every_offset_is_kept(String text) {
      OffsetDateTime value = OffsetDateTime.parse(text);
      assertThat(CODEC.read(CODEC.write(value, OffsetDateTime.class), OffsetDateTime.class))
          .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("instants")
    void every_instant_is_kept(Instant value) {
      assertThat(CODEC.read(CODEC.write(value, Instant.class), Instant.class)).isEqualTo(value);
    }

    static List<Instant> instants() {
      return List.of(
          Instant.EPOCH,
          Instant.ofEpochSecond(-1, 1),
          Instant.ofEpochSecond(253_402_300_800L),
          Instant.MAX,
          Instant.MIN);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1.10",
          "1E+3",
          "0",
          "0.0",
          "0E-10",
          "0E+5",
          "-1.50",
          "1E-20",
          "100",
          "1.000",
          "1E+300",
          "123456789012345678901234567890.123456789",
          "-0.00"
        })
    void a_decimal_keeps_its_scale(String text) {
      BigDecimal value = new BigDecimal(text);
      assertThat(CODEC.read(CODEC.write(value, BigDecimal.class), BigDecimal.class))
          .isEqualTo(value);
    }

    @Test
    void whole_numbers_keep_their_extremes() {
      BigInteger big = BigInteger.TEN.pow(300).negate();
      Numbers value =
          new Numbers(
              Byte.MIN_VALUE,
              Short.MAX_VALUE,
              Integer.MIN_VALUE,
              Long.MAX_VALUE,
              big,
              new BigDecimal("1.10"),
              true);
      assertThat(CODEC.read(CODEC.write(value, Numbers.class), Numbers.class)).isEqualTo(value);
      assertThat(CODEC.write(value, Numbers.class).toString())
          .contains("\"l\":9223372036854775807", "\"big\":-1000", "\"decimal\":1.10");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "null",
          "é€😀",
          "\n\t\r\u0000\u001f",
          "\u007f\u0085\u2028\u2029",
          "\"\\/",
          "\uFEFF"
        })
    void every_text_is_kept(String text) {
      Json written = CODEC.write(text, String.class);
      assertThat(CODEC.read(written, String.class)).isEqualTo(text);
      assertThat(written.toString().chars())
          .noneMatch(c -> c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029);
    }

    @Test
    void half_a_character_is_kept_or_refused_but_never_changed() {
      for (String text : new String[] {"a\uD800", "\uDC00b", "\uD800\uD800", "\uDC00\uD800"}) {
        try {
          assertThat(CODEC.read(CODEC.write(text, String.class), String.class)).isEqualTo(text);
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageStartingWith("cannot write java.lang.String");
        }
      }
    }

    @Test
    void plain_values_need_no_record() {
      assertRoundTrip(true, Boolean.class, "true");
      assertRoundTrip(1, Integer.class, "1");
      assertRoundTrip(1L, Long.class, "1");
      assertRoundTrip("x", String.class, "\"x\"");
    }
  }
}
