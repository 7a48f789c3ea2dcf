package dev.interlock;

import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which types may be recorded: those that are written and read back as the same value by every Java
 * version. No binary floating point, because JDK 17 and 25 write it differently.
 */
final class ValueTypes {
  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          boolean.class,
          Boolean.class,
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          BigInteger.class,
          BigDecimal.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          Duration.class,
          Period.class);

  private static final Set<Class<?>> FLOATING =
      Set.of(float.class, Float.class, double.class, Double.class);

  private static final Set<Class<?>> COLLECTIONS =
      Set.of(List.class, Set.class, Optional.class, Map.class);

  private ValueTypes() {}

  /** What is wrong with a type as a value, each beginning with its name; none if nothing is. */
  static List<String> problems(Class<?> type) {
    List<String> found = new ArrayList<>();
    if (COLLECTIONS.contains(type) || type.isArray()) {
      found.add(
          "'" + type.getSimpleName() + "', which is a collection; make it a component of a record");
    } else {
      examine(type, type.getSimpleName(), new HashSet<>(), found);
    }
    return found;
  }

  /** The type, or one of nothing in place of null. */
  @SuppressWarnings("unchecked") // nothing is ever made of it
  static <T> Class<T> orVoid(@Nullable Class<T> type) {
    return type == null ? (Class<T>) Void.class : type;
  }

  /** Whether one value may be of both types, of which one is then the other's alternative. */
  static boolean mayBeBoth(Class<?> one, Class<?> other) {
    Class<?> a = MethodType.methodType(one).wrap().returnType();
    Class<?> b = MethodType.methodType(other).wrap().returnType();
    return a.isAssignableFrom(b) || b.isAssignableFrom(a);
  }

  /** Whether it is written as it is, without components. */
  static boolean isLeaf(Class<?> type) {
    return LEAVES.contains(type) || type.isEnum();
  }

  /** Whether a record has no components, and so is no evidence of anything. */
  static boolean saysNothing(Record value) {
    return value.getClass().getRecordComponents().length == 0;
  }

  /** Whether it is a value of this type, which may be a primitive one. */
  static boolean isOf(Class<?> type, Object value) {
    return MethodType.methodType(type).wrap().returnType().isInstance(value);
  }

  private static void examine(Type type, String where, Set<Class<?>> seen, List<String> found) {
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && COLLECTIONS.contains(raw)) {
      Type[] arguments = generic.getActualTypeArguments();
      if (isOptional(arguments[arguments.length - 1])) {
        found.add("'" + where + "', where an Optional is inside another type; leave it out there");
      }
      if (raw == Map.class && !isKey(arguments[0])) {
        found.add("'" + where + "', whose keys are neither strings nor an enum");
      }
      examine(arguments[arguments.length - 1], where, seen, found);
    } else if (type instanceof Class<?> plain) {
      examine(plain, where, seen, found);
    } else {
      found.add("'" + where + "' of a generic type; write a record without type variables");
    }
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }

  private static boolean isKey(Type type) {
    return type == String.class || (type instanceof Class<?> key && key.isEnum());
  }

  private static void examine(Class<?> type, String where, Set<Class<?>> seen, List<String> found) {
    if (LEAVES.contains(type) || !seen.add(type)) {
      return;
    }
    if (FLOATING.contains(type)) {
      found.add(
          "'"
              + where
              + "', a "
              + type.getSimpleName()
              + ", which Java versions write differently; use BigDecimal");
    } else if (type.isRecord() || type.isEnum()) {
      reachable(type, where, found);
      components(type, where, seen, found);
    } else if (type.isInterface() && type.isSealed()) {
      reachable(type, where, found);
      alternatives(type, where, seen, found);
    } else {
      found.add(
          "'"
              + where
              + "', a "
              + type.getTypeName()
              + ", which is no record, enum, string, whole or"
              + " decimal number, boolean, time or sealed interface of records");
    }
  }

  private static void alternatives(
      Class<?> type, String where, Set<Class<?>> seen, List<String> found) {
    Set<String> names = new HashSet<>();
    for (Class<?> alternative : type.getPermittedSubclasses()) {
      String name = alternative.getSimpleName();
      if (!names.add(name)) {
        found.add("'" + where + "', which has two alternatives '" + name + "'; rename one");
      }
      alternative(alternative, where, seen, found);
    }
  }

  private static void alternative(
      Class<?> type, String where, Set<Class<?>> seen, List<String> found) {
    if (!type.isRecord()) {
      found.add("'" + where + "', whose alternative '" + type.getSimpleName() + "' is no record");
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getName().equals("type")) {
        found.add(
            "'"
                + where
                + "', whose alternative '"
                + type.getSimpleName()
                + "' has a component 'type', which is taken; rename it");
      }
    }
    examine(type, where + "." + type.getSimpleName(), seen, found);
  }

  private static void components(
      Class<?> type, String where, Set<Class<?>> seen, List<String> found) {
    if (!type.isRecord()) {
      return;
    }
    if (type.getTypeParameters().length > 0) {
      found.add("'" + where + "', a generic record; write one without type variables");
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      examine(component.getGenericType(), where + "." + component.getName(), seen, found);
    }
  }

  private static void reachable(Class<?> type, String where, List<String> found) {
    Module module = type.getModule();
    if (module.isNamed()
        && !(Modifier.isPublic(type.getModifiers()) && module.isExported(type.getPackageName()))) {
      found.add(
          "'"
              + where
              + "', which the codec cannot reach; make "
              + type.getName()
              + " public in a package that module "
              + module.getName()
              + " exports to all");
    }
  }
}
