package dev.interlock;

/**
 * What a Ref's value is to a body: a plain value, or a witness about one. Immutable.
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

  /** A witness that a gate approved what is within. */
  record ApprovedOf(ValueType of) implements ValueType {
    @Override
    public Class<?> plain() {
      return of.plain();
    }

    @Override
    public String label() {
      return "Approved<" + of.label() + ">";
    }
  }

  /** A witness that a check passed what is within. */
  record CheckedOf(ValueType of) implements ValueType {
    @Override
    public Class<?> plain() {
      return of.plain();
    }

    @Override
    public String label() {
      return "Checked<" + of.label() + ">";
    }
  }

  /** Whether it is a witness. */
  default boolean isWitness() {
    return !(this instanceof Plain);
  }

  /** Whether an approval is part of it. */
  default boolean isApproved() {
    return this instanceof ApprovedOf
        || (this instanceof CheckedOf checked && checked.of().isApproved());
  }
}
