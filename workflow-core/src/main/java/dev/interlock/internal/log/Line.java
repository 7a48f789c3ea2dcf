package dev.interlock.internal.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One line of a log without its newline, in format 1.
 *
 * <p>Source of every rule here: {@code docs/record.md}, "A line". Immutable.
 *
 * @param seq its number, from 0
 * @param prev the leaf hash of the line before, 32 bytes
 * @param at when it was written, to the microsecond
 * @param run the run it belongs to, or {@code -} for the log itself
 * @param event the name of what happened
 * @param bytes the whole line, UTF-8
 * @param dataFrom where in the bytes the value of {@code data} begins; it ends before the last byte
 */
@SuppressWarnings("ArrayRecordComponent") // a line is known by its bytes; nobody changes them
public record Line(
    long seq, byte[] prev, Instant at, String run, String event, byte[] bytes, int dataFrom) {

  /** The most bytes a line may have, without its newline. */
  public static final int MAX_BYTES = 65_536;

  /** The run that events of the log itself name. */
  public static final String NO_RUN = "-";

  private static final int LONGEST_RUN = 100;
  private static final HexFormat DIGITS = HexFormat.of();

  /**
   * Puts a line together.
   *
   * @param at kept to the microsecond
   * @param data one JSON object as {@link dev.interlock.internal.json.JsonText#recordable} gives it
   * @throws IllegalArgumentException if the line would be too long, the data is no object, the
   *     event is not of its form or the year has not four digits
   */
  public static Line compose(
      long seq, byte[] prev, Instant at, String run, String event, byte[] data) {
    if (!isEvent(event) || data.length == 0 || data[0] != '{' || data[data.length - 1] != '}') {
      throw new IllegalArgumentException("an event is a name in lower case with a JSON object");
    }
    Instant micros = at.truncatedTo(ChronoUnit.MICROS);
    StringBuilder head = new StringBuilder(200);
    head.append("{\"seq\":").append(seq);
    DIGITS.formatHex(head.append(",\"prev\":\""), prev);
    Timestamp.append(head.append("\",\"at\":\""), micros);
    head.append("\",\"run\":\"").append(run);
    head.append("\",\"event\":\"").append(event);
    head.append("\",\"data\":");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    int length = start.length + data.length + 1;
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the event '"
              + event
              + "' needs a line of "
              + length
              + " bytes; the most is "
              + MAX_BYTES);
    }
    byte[] bytes = Arrays.copyOf(start, length);
    System.arraycopy(data, 0, bytes, start.length, data.length);
    bytes[length - 1] = '}';
    return new Line(seq, prev, micros, run, event, bytes, start.length);
  }

  /**
   * Reads a line as strictly as the format says.
   *
   * @throws Malformed if it is not a line of format 1
   */
  public static Line parse(byte[] bytes) throws Malformed {
    return new LineReader().parse(bytes);
  }

  /**
   * Reads what stands before the data and leaves the data unread: for bytes that are known to be a
   * line.
   *
   * @throws Malformed if they do not begin as a line of format 1 does
   */
  public static Line header(byte[] bytes) throws Malformed {
    return new LineReader().header(bytes);
  }

  /**
   * What the first line of a log that continues no other names as the hash of the line before: 32
   * bytes of zero, a new array.
   */
  public static byte[] beforeFirst() {
    return new byte[HashTree.BYTES];
  }

  /** Whether this names a run, or none: see {@code NO_RUN}. */
  static boolean isRun(String name) {
    if (name.isEmpty() || name.length() > LONGEST_RUN) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
        return name.equals(NO_RUN);
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether this can name an event: lower-case words, joined by at most one dot. */
  static boolean isEvent(String name) {
    int dot = -1;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' && dot < 0) {
        dot = i;
      } else if (c < 'a' || c > 'z') {
        return false;
      }
    }
    return dot != 0 && dot != name.length() - 1;
  }

  /** The bytes of {@code data}, a new array. */
  public byte[] data() {
    return Arrays.copyOfRange(bytes, dataFrom, bytes.length - 1);
  }

  /** SHA-256 of a zero byte and the line, 32 bytes. */
  public byte[] leafHash() {
    var sha256 = HashTree.sha256();
    sha256.update((byte) 0);
    return sha256.digest(bytes);
  }

  /** The digits of a hash, lower case. */
  public static String hex(byte[] hash) {
    return DIGITS.formatHex(hash);
  }

  /** Bytes that are no line of the format; the message says what is wrong with them. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}
