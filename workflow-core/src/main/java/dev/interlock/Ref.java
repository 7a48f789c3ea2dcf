package dev.interlock;

import dev.interlock.record.Json;

/**
 * The name and type of a value that will exist when a run gets there; it holds no value.
 *
 * <p>A Ref is a Java variable of the definition, so a step cannot read what is made later, and
 * nothing can branch on a value while the definition is written. Immutable.
 *
 * @param <T> the type of the value
 */
public sealed class Ref<T> permits Gate {
  private final Source source;

  Ref(Source source) {
    this.source = source;
  }

  final Source source() {
    return source;
  }

  /** What a value's name means to people: its type and where it comes from. */
  @Override
  public final String toString() {
    return source.name();
  }

  /** Where the value will come from. */
  sealed interface Source {
    /** The scope in which it was made. */
    ScopeKey scope();

    /** Its name in that scope. */
    String name();

    /** What a body that reads it receives. */
    ValueType type();

    /** What the outline calls it in this scope, where the name alone may mean another one. */
    default String seenFrom(ScopeKey here) {
      return name();
    }

    /** The input of the workflow. */
    record Input(ScopeKey scope, ValueType type) implements Source {
      @Override
      public String name() {
        return "input";
      }
    }

    /** The output of a node. */
    record Output(ScopeKey scope, String name, ValueType type) implements Source {}

    /** A value that the definition was built with, as it was then. */
    record Given(ScopeKey scope, String name, ValueType type, Json value) implements Source {}

    /**
     * What a turn of a loop is handed: its element, or what the turn before gave.
     *
     * @param path the name with the turn before it, since a turn inside is handed one of the same
     *     name
     */
    record Handed(ScopeKey scope, String name, String path, ValueType type) implements Source {
      @Override
      public String seenFrom(ScopeKey here) {
        return here == scope ? name : path;
      }
    }

    /** What the engine hands to one attempt of a step. */
    record OfAttempt(ScopeKey scope, String name, ValueType type) implements Source {}
  }
}
