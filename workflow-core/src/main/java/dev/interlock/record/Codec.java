package dev.interlock.record;

/**
 * Writes values as JSON and reads them back. Implementations are safe for many threads.
 *
 * <p>A codec must give back an equal value and refuse what it cannot: a codec that drops, guesses
 * or coerces would let a step be checked on other data than it recorded.
 */
public interface Codec {
  /**
   * The value as JSON.
   *
   * @param type the declared type, which is a sealed interface where there are alternatives
   * @throws IllegalArgumentException if it cannot be written; the message names no value
   */
  <T> Json write(T value, Class<T> type);

  /**
   * The value that this JSON holds.
   *
   * @throws IllegalArgumentException if it holds no value of the type; the message names no value
   */
  <T> T read(Json json, Class<T> type);

  /**
   * The codec that engines use unless told otherwise: records by their components, enums by name,
   * times as ISO 8601, a record of a sealed interface with its simple name in {@code type}.
   * Unknown, missing, repeated and null components are refused; an absent {@code Optional} is left
   * out.
   */
  static Codec json() {
    return RecordCodec.INSTANCE;
  }
}
