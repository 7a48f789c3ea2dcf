package dev.interlock;

/**
 * What a Ref's value is to a body: a plain value, a witness about one, or some of them. Immutable.
 *
 * <p>A type of the engine's own, because a class token cannot say {@code Approved<Advice>}.
 */
sealed interface ValueType {
  /** The type of the recorded value within. */
  Class<?> plain();

  /** What people and outlines call it. */
  String label();

  /** A recorded value. */
  record Plain(Class<?> plain) implements ValueType {
    @Override
    public String label() {
      return plain.getSimpleName();
    }
  }

  /** A type that is about another one. */
  sealed interface About extends ValueType {
    /** What it is about. */
    ValueType of();

    /** The simple name of the Java type. */
    String outer();

    @Override
    default Class<?> plain() {
      return of().plain();
    }

    @Override
    default String label() {
      return outer() + "<" + of().label() + ">";
    }
  }

  /** A witness that a gate approved what is within. */
  record ApprovedOf(ValueType of) implements About {
    @Override
    public String outer() {
      return "Approved";
    }
  }

  /** A witness that a check passed what is within. */
  record CheckedOf(ValueType of) implements About {
    @Override
    public String outer() {
      return "Checked";
    }
  }

  /** What each turn of a loop gave, in the order of its keys. */
  record ListOf(ValueType of) implements About {
    @Override
    public String outer() {
      return "List";
    }
  }

  /** What may not be there. */
  record OptionalOf(ValueType of) implements About {
    @Override
    public String outer() {
      return "Optional";
    }
  }

  /** Whether it stands in place of what is missing, which is a mistake by itself. */
  default boolean isNothing() {
    return plain() == Void.class;
  }

  /** Whether it is a witness; a list of them is none, because it may be empty. */
  default boolean isWitness() {
    return this instanceof ApprovedOf || this instanceof CheckedOf;
  }

  /** Whether something in it may not be there. */
  default boolean mayBeMissing() {
    return this instanceof OptionalOf || (this instanceof About about && about.of().mayBeMissing());
  }

  /** Whether a witness is anywhere in it. */
  default boolean holdsWitness() {
    return isWitness() || (this instanceof About about && about.of().holdsWitness());
  }

  /** Whether it is a witness of which an approval is part. */
  default boolean isApproved() {
    return this instanceof ApprovedOf
        || (this instanceof CheckedOf checked && checked.of().isApproved());
  }
}
