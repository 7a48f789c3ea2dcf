package dev.interlock;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The value types of a definition, each with its components, its constants or its alternatives. */
final class TypeOutline {
  private final Map<String, List<String>> types = new TreeMap<>();

  /** The name of a type in the outline; its components are added if it is a new one. */
  String name(Class<?> type) {
    String name = type.getName();
    if (!ValueTypes.isLeaf(type) || type.isEnum()) {
      add(type, name);
    }
    return name;
  }

  Map<String, List<String>> all() {
    return types;
  }

  private void add(Class<?> type, String name) {
    if (types.containsKey(name) || name.startsWith("java.")) {
      return;
    }
    List<String> parts = new ArrayList<>();
    types.put(name, parts);
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        parts.add(component.getName() + ":" + component.getGenericType().getTypeName());
        classesIn(component.getGenericType()).forEach(this::name);
      }
    } else if (type.isEnum()) {
      Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name())
          .forEach(parts::add);
    } else if (type.isSealed()) {
      for (Class<?> alternative : type.getPermittedSubclasses()) {
        parts.add(name(alternative));
      }
    }
  }

  private static List<Class<?>> classesIn(Type type) {
    List<Class<?>> found = new ArrayList<>();
    if (type instanceof Class<?> plain) {
      found.add(plain);
    } else if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        found.addAll(classesIn(argument));
      }
    }
    return found;
  }
}
