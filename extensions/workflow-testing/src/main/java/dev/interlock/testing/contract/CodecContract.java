package dev.interlock.testing.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Codec} must do, however it writes values. Use from one thread. */
public abstract class CodecContract {
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

  /** For those who extend it. */
  protected CodecContract() {}

  /** An enum. */
  public enum Colour {
    /** A colour. */
    RED
  }

  /** Alternatives. */
  public sealed interface Shape {}

  /** One of them. */
  public record Circle(int radius) implements Shape {}

  /** Another, with a component of the same type. */
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

  /** One number. */
  public record Secret(int number) {}

  /** The codec. */
  protected abstract Codec codec();

  private static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  @Test
  final void every_kind_of_value_comes_back_equal() {
    assertEquals(FULL, codec().read(codec().write(FULL, Everything.class), Everything.class));
  }

  @Test
  final void an_alternative_comes_back_as_the_one_it_was() {
    Shape square = new Square(3);
    assertEquals(square, codec().read(codec().write(square, Shape.class), Shape.class));
  }

  @Test
  final void a_value_is_written_the_same_each_time() {
    assertEquals(codec().write(FULL, Everything.class), codec().write(FULL, Everything.class));
  }

  @Test
  final void what_is_written_holds_no_raw_control_character() {
    assertFalse(codec().write(FULL, Everything.class).toString().matches("(?s).*\\p{Cc}.*"));
  }

  @Test
  final void what_is_not_of_the_type_is_refused() {
    for (String text :
        List.of(
            "{}",
            "{\"number\":null}",
            "{\"number\":\"1\"}",
            "{\"number\":1.5}",
            "{\"number\":1,\"more\":2}",
            "{\"number\":99999999999}",
            "[]",
            "null")) {
      assertThrows(
          IllegalArgumentException.class, () -> codec().read(json(text), Secret.class), text);
    }
  }

  @Test
  final void what_is_refused_is_not_repeated_in_the_message() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> codec().read(json("{\"number\":\"hunter2\"}"), Secret.class));
    assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"), "the value is told");
  }
}
