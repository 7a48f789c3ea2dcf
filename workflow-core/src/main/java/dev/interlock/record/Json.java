package dev.interlock.record;

import dev.interlock.internal.json.JsonText;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as it stands in the record, byte for byte.
 *
 * <p>Control characters, U+2028, U+2029 and lone surrogates are escaped in it. Immutable.
 */
public final class Json {
  private final byte[] utf8;

  private Json(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * The value that these bytes hold.
   *
   * @param utf8 exactly one JSON value, without a raw newline or control character
   * @throws IllegalArgumentException if they hold anything else, repeat a key or nest deeper than
   *     63; the message names no value
   */
  public static Json of(byte[] utf8) {
    return new Json(JsonText.recordable(utf8));
  }

  /** The value that {@link dev.interlock.internal.json.StrictJson#write} wrote. */
  static Json written(byte[] recordable) {
    return new Json(recordable);
  }

  /** The bytes, UTF-8, a new array. */
  public byte[] bytes() {
    return utf8.clone();
  }

  /** How many bytes there are. */
  public int size() {
    return utf8.length;
  }

  /** The digest of the bytes, 64 hex digits. */
  public String sha256() {
    return Line.hex(HashTree.sha256().digest(utf8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && Arrays.equals(utf8, json.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
