package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.log.NotExported;
import dev.interlock.record.Codec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
  public enum Level {
    LOW,
    HIGH {
      @Override
      public String toString() {
        return "high";
      }
    }
  }

  public record Leaf(int number) {}

  public record Tree(Leaf leaf, List<Tree> children, Optional<Tree> twin) {}

  public record Everything(
      String text,
      boolean flag,
      byte b,
      short s,
      int i,
      long l,
      Boolean flagged,
      Byte bb,
      Short ss,
      Integer ii,
      Long ll,
      BigInteger big,
      BigDecimal decimal,
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offset,
      Duration duration,
      Period period,
      Level level,
      Leaf leaf,
      List<Leaf> list,
      Set<Level> set,
      Map<String, Leaf> map,
      Map<Level, List<Set<Integer>>> nested,
      Optional<Leaf> maybe,
      Optional<List<Leaf>> maybeList) {}

  public sealed interface Shape {}

  public record Circle(int radius) implements Shape {}

  public record Group(List<Shape> shapes) implements Shape {}

  public record Nothing() {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        String.class,
        Boolean.class,
        boolean.class,
        Byte.class,
        Short.class,
        Integer.class,
        int.class,
        Long.class,
        BigInteger.class,
        BigDecimal.class,
        Instant.class,
        LocalDate.class,
        LocalTime.class,
        LocalDateTime.class,
        OffsetDateTime.class,
        Duration.class,
        Period.class,
        Level.class,
        Leaf.class,
        Tree.class,
        Everything.class,
        Shape.class,
        Group.class,
        Nothing.class
      })
  void what_can_be_recorded_is_accepted(Class<?> type) {
    assertThat(ValueTypes.problems(type)).isEmpty();
  }

  @Test
  void what_is_accepted_is_written_and_read_back() {
    Leaf leaf = new Leaf(1);
    Everything value =
        new Everything(
            "t",
            true,
            (byte) 1,
            (short) 2,
            3,
            4L,
            false,
            (byte) 5,
            (short) 6,
            7,
            8L,
            BigInteger.TEN,
            new BigDecimal("1.10"),
            Instant.EPOCH,
            LocalDate.EPOCH,
            LocalTime.NOON,
            LocalDateTime.of(2026, 3, 1, 10, 20),
            OffsetDateTime.parse("2026-03-01T10:20:30+01:00"),
            Duration.ofMillis(1),
            Period.ofDays(2),
            Level.HIGH,
            leaf,
            List.of(leaf),
            Set.of(Level.HIGH),
            Map.of("a", leaf),
            Map.of(Level.LOW, List.of(Set.of(1))),
            Optional.of(leaf),
            Optional.of(List.of(leaf)));
    Codec codec = Codec.json();
    assertThat(codec.read(codec.write(value, Everything.class), Everything.class)).isEqualTo(value);
    Tree tree =
        new Tree(leaf, List.of(new Tree(leaf, List.of(), Optional.empty())), Optional.empty());
    assertThat(codec.read(codec.write(tree, Tree.class), Tree.class)).isEqualTo(tree);
    Shape shape = new Group(List.of(new Circle(1), new Group(List.of())));
    assertThat(codec.read(codec.write(shape, Shape.class), Shape.class)).isEqualTo(shape);
    assertThat(codec.read(codec.write(new Nothing(), Nothing.class), Nothing.class))
        .isEqualTo(new Nothing());
  }

  public record WithFloat(float number) {}

  public record WithDouble(List<Map<String, Double>> numbers) {}

  @SuppressWarnings("ArrayRecordComponent") // that is what is refused
  public record WithArray(int[] numbers) {}

  public record WithArrays(List<String[]> texts) {}

  public record WithClass(Class<?> type) {}

  public record WithObject(Object any) {}

  public record WithRaw(@SuppressWarnings("rawtypes") List list) {}

  public record WithWildcard(List<?> list) {}

  public record WithBound(List<? extends Leaf> list) {}

  public record Generic<T>(T value) {}

  public record WithGeneric(Generic<String> generic) {}

  public record WithCollection(Collection<String> texts) {}

  public record WithArrayList(ArrayList<String> texts) {}

  public record WithKeys(Map<Integer, String> map) {}

  public record WithChar(char c) {}

  public record WithUuid(UUID id) {}

  public record WithDate(Date date) {}

  public record WithOptionals(
      List<Optional<String>> texts,
      Optional<Optional<String>> text,
      Map<String, Optional<Leaf>> map) {}

  record Hidden(int number) {}

  public record WithHidden(Hidden hidden) {}

  public record WithNotExported(Optional<NotExported> other) {}

  public interface Open {}

  public sealed interface OfClass permits AClass {}

  public static final class AClass implements OfClass {}

  public sealed interface OfEnum permits AnEnum {}

  public enum AnEnum implements OfEnum {
    A
  }

  public sealed interface Typed {}

  public record Named(String type) implements Typed {}

  public sealed interface Twice permits One.Leaf, Two.Leaf {}

  public static final class One {
    public record Leaf(int a) implements Twice {}
  }

  public static final class Two {
    public record Leaf(int a) implements Twice {}
  }

  public sealed interface Measured {}

  public record Weight(double kilos) implements Measured {}

  public record Many(float f, double d, Object o) {}

  private static final String NOT_ONE =
      ", which is no record, enum, string, whole or decimal number, boolean, time or sealed"
          + " interface of records";

  private static String reach(String type) {
    return ", which the codec cannot reach; make "
        + type
        + " public in a package that module dev.interlock exports to all";
  }

  static List<Arguments> refused() {
    String in = "dev.interlock.ValueTypesTest$";
    String differently = ", which Java versions write differently; use BigDecimal";
    return List.of(
        Arguments.of(float.class, "'float', a float" + differently),
        Arguments.of(Double.class, "'Double', a Double" + differently),
        Arguments.of(WithFloat.class, "'WithFloat.number', a float" + differently),
        Arguments.of(WithDouble.class, "'WithDouble.numbers', a Double" + differently),
        Arguments.of(
            int[].class, "'int[]', which is a collection; make it a component of a record"),
        Arguments.of(List.class, "'List', which is a collection; make it a component of a record"),
        Arguments.of(
            Optional.class, "'Optional', which is a collection; make it a component of a record"),
        Arguments.of(Map.class, "'Map', which is a collection; make it a component of a record"),
        Arguments.of(WithArray.class, "'WithArray.numbers', a int[]" + NOT_ONE),
        Arguments.of(WithArrays.class, "'WithArrays.texts', a java.lang.String[]" + NOT_ONE),
        Arguments.of(Object.class, "'Object', a java.lang.Object" + NOT_ONE),
        Arguments.of(Thread.class, "'Thread', a java.lang.Thread" + NOT_ONE),
        Arguments.of(void.class, "'void', a void" + NOT_ONE),
        Arguments.of(Character.class, "'Character', a java.lang.Character" + NOT_ONE),
        Arguments.of(WithObject.class, "'WithObject.any', a java.lang.Object" + NOT_ONE),
        Arguments.of(WithRaw.class, "'WithRaw.list', a java.util.List" + NOT_ONE),
        Arguments.of(
            WithWildcard.class,
            "'WithWildcard.list' of a generic type; write a record without type variables"),
        Arguments.of(
            WithBound.class,
            "'WithBound.list' of a generic type; write a record without type variables"),
        Arguments.of(
            Generic.class, "'Generic', a generic record; write one without type variables"),
        Arguments.of(
            WithGeneric.class,
            "'WithGeneric.generic' of a generic type; write a record without type variables"),
        Arguments.of(
            WithClass.class,
            "'WithClass.type' of a generic type; write a record without type variables"),
        Arguments.of(
            WithCollection.class,
            "'WithCollection.texts' of a generic type; write a record without type variables"),
        Arguments.of(
            WithArrayList.class,
            "'WithArrayList.texts' of a generic type; write a record without type variables"),
        Arguments.of(WithKeys.class, "'WithKeys.map', whose keys are neither strings nor an enum"),
        Arguments.of(WithChar.class, "'WithChar.c', a char" + NOT_ONE),
        Arguments.of(WithUuid.class, "'WithUuid.id', a java.util.UUID" + NOT_ONE),
        Arguments.of(WithDate.class, "'WithDate.date', a java.util.Date" + NOT_ONE),
        Arguments.of(Hidden.class, "'Hidden'" + reach(in + "Hidden")),
        Arguments.of(WithHidden.class, "'WithHidden.hidden'" + reach(in + "Hidden")),
        Arguments.of(
            NotExported.class, "'NotExported'" + reach("dev.interlock.internal.log.NotExported")),
        Arguments.of(
            WithNotExported.class,
            "'WithNotExported.other'" + reach("dev.interlock.internal.log.NotExported")),
        Arguments.of(Open.class, "'Open', a " + in + "Open" + NOT_ONE),
        Arguments.of(OfClass.class, "'OfClass', whose alternative 'AClass' is no record"),
        Arguments.of(OfEnum.class, "'OfEnum', whose alternative 'AnEnum' is no record"),
        Arguments.of(
            Typed.class,
            "'Typed', whose alternative 'Named' has a component 'type', which is taken; rename it"),
        Arguments.of(Measured.class, "'Measured.Weight.kilos', a double" + differently),
        Arguments.of(Twice.class, "'Twice', which has two alternatives 'Leaf'; rename one"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_cannot_be_recorded_is_refused_with_what_to_change(Class<?> type, String problem) {
    assertThat(ValueTypes.problems(type)).containsExactly(problem);
  }

  @Nested
  class AllAtOnce {
    @Test
    void every_component_is_named() {
      assertThat(ValueTypes.problems(Many.class))
          .containsExactly(
              "'Many.f', a float, which Java versions write differently; use BigDecimal",
              "'Many.d', a double, which Java versions write differently; use BigDecimal",
              "'Many.o', a java.lang.Object" + NOT_ONE);
    }

    @Test
    void an_optional_stands_for_a_component_only() {
      String inside = "', where an Optional is inside another type; leave it out there";
      assertThat(ValueTypes.problems(WithOptionals.class))
          .containsExactly(
              "'WithOptionals.texts" + inside,
              "'WithOptionals.text" + inside,
              "'WithOptionals.map" + inside);
    }
  }

  @Test
  void a_constant_with_a_body_can_be_given() {
    Workflow<Leaf, Leaf> workflow =
        Workflow.define(
            "w",
            Leaf.class,
            (flow, leaf) ->
                flow.step("a", Leaf.class)
                    .reading(leaf, flow.given("level", Level.HIGH))
                    .combine((l, level) -> l));
    assertThat(workflow.outline().json().toString())
        .contains("{\"ref\":\"level\",\"type\":\"Level\",\"given\":\"\\\"HIGH\\\"\"}");
  }
}
