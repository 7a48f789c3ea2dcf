package dev.interlock.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every codec must do, however it writes values. */
abstract class CodecContract {
  private static final Everything FULL =
      new Everything(
          "text with \u2028 and \u0001",
          Long.MIN_VALUE,
          new BigDecimal("0.10"),
          true,
          Colour.RED,
          Instant.parse("2026-03-01T10:20:30.123456789Z"),
          Duration.ofMillis(1),
          List.of(new Circle(1), new Square(2)),
          Map.of("a", 1),
          Optional.of("there"));

  /** An enum. */
  public enum Colour {
    RED
  }

  /** Alternatives. */
  public sealed interface Shape {}

  /** One of them. */
  public record Circle(int radius) implements Shape {}

  /** Another, with components of the same types. */
  public record Square(int side) implements Shape {}

  /** Every kind of value. */
  public record Everything(
      String text,
      long whole,
      BigDecimal decimal,
      boolean flag,
      Colour colour,
      Instant at,
      Duration time,
      List<Shape> shapes,
      Map<String, Integer> counts,
      Optional<String> maybe) {}

  /** One secret. */
  public record Secret(int number) {}

  abstract Codec codec();

  private static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  @Test
  void every_kind_of_value_comes_back_equal() {
    assertThat(codec().read(codec().write(FULL, Everything.class), Everything.class))
        .isEqualTo(FULL);
  }

  @Test
  void an_alternative_comes_back_as_the_one_it_was() {
    Shape square = new Square(3);
    assertThat(codec().read(codec().write(square, Shape.class), Shape.class)).isEqualTo(square);
  }

  @Test
  void a_value_is_written_the_same_each_time() {
    assertThat(codec().write(FULL, Everything.class))
        .isEqualTo(codec().write(FULL, Everything.class));
  }

  @Test
  void what_is_written_holds_no_raw_control_character() {
    assertThat(codec().write(FULL, Everything.class).toString()).doesNotMatch("(?s).*[\\p{Cc}].*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"number\":null}",
        "{\"number\":\"1\"}",
        "{\"number\":1.5}",
        "{\"number\":1,\"more\":2}",
        "{\"number\":99999999999}",
        "[]",
        "null"
      })
  void what_is_not_of_the_type_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> codec().read(json(text), Secret.class));
  }

  @Test
  void what_is_refused_is_not_repeated_in_the_message() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec().read(json("{\"number\":\"hunter2\"}"), Secret.class))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }
}
