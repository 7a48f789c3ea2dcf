package dev.interlock.internal.log;

import dev.interlock.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines one after the other, byte for byte. What a line says of its second, run and event is
 * compared with the line before, and read only where it is something else. Use from one thread.
 */
public final class LineReader {
  private static final int MOST_DIGITS = 18;

  /** What each byte is worth as a digit of a hash; less than nothing if it is none. */
  private static final byte[] HEX = new byte[1 << Byte.SIZE];

  private static final byte[] SEQ = bytes("{\"seq\":");
  private static final byte[] PREV = bytes(",\"prev\":\"");
  private static final byte[] AT = bytes("\",\"at\":\"");
  private static final byte[] RUN = bytes("\",\"run\":\"");
  private static final byte[] EVENT = bytes("\",\"event\":\"");
  private static final byte[] DATA = bytes("\",\"data\":");

  static {
    Arrays.fill(HEX, (byte) -1);
    for (byte value = 0; value < 16; value++) {
      HEX[Character.forDigit(value, 16)] = value;
    }
  }

  private final Last<Long> second = new Last<>();
  private final Last<String> run = new Last<>();
  private final Last<String> event = new Last<>();
  private byte[] line = {};
  private int at;

  /** What stood in the last line that had it at all. */
  private static final class Last<T> {
    private @Nullable T value;
    private byte[] line = {};
    private int from;
    private int to;

    /** Its value, if the same bytes stand there; else nothing. */
    @Nullable T at(byte[] other, int begins) {
      int ends = begins + to - from;
      boolean same = ends <= other.length && Arrays.equals(line, from, to, other, begins, ends);
      return same ? value : null;
    }

    T is(T found, byte[] in, int begins, int ends) {
      value = found;
      line = in;
      from = begins;
      to = ends;
      return found;
    }
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a line as strictly as the format says.
   *
   * @throws Line.Malformed if it is not a line of format 1
   */
  public Line parse(byte[] bytes) throws Line.Malformed {
    Line read = header(bytes);
    try {
      JsonText.checkRecorded(bytes, read.dataFrom(), bytes.length - 1);
      return read;
    } catch (IllegalArgumentException e) {
      throw new Line.Malformed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads what stands before the data and leaves the data unread: for bytes that are known to be a
   * line.
   *
   * @throws Line.Malformed if they do not begin as a line of format 1 does
   */
  public Line header(byte[] bytes) throws Line.Malformed {
    if (bytes.length > Line.MAX_BYTES) {
      throw new Line.Malformed(bytes.length + " bytes; the most is " + Line.MAX_BYTES);
    }
    line = bytes;
    at = 0;
    return read();
  }

  private Line read() throws Line.Malformed {
    expect(SEQ, "seq");
    final long seq = seq();
    expect(PREV, "prev");
    final byte[] prev = prev();
    expect(AT, "at");
    final Instant time = time();
    expect(RUN, "run");
    final String ofRun = text(run, Line::isRun, "run");
    expect(EVENT, "event");
    final String happened = text(event, Line::isEvent, "event");
    expect(DATA, "data");
    require(at + 1 < line.length && line[at] == '{', "'data' is not an object");
    require(
        line[line.length - 1] == '}' && line[line.length - 2] == '}',
        "something stands between the data and the end of the line");
    return new Line(seq, prev, time, ofRun, happened, line, at);
  }

  private void expect(byte[] key, String name) throws Line.Malformed {
    boolean there = at + key.length <= line.length;
    for (int i = 0; there && i < key.length; i++) {
      there = line[at + i] == key[i];
    }
    if (!there) {
      throw new Line.Malformed("'" + name + "' is missing or not in its place");
    }
    at += key.length;
  }

  private long seq() throws Line.Malformed {
    int from = at;
    long value = 0;
    while (at < line.length && isDigit(line[at]) && at - from < MOST_DIGITS) {
      value = value * 10 + line[at++] - '0';
    }
    require(at > from && (line[from] != '0' || at - from == 1), "'seq' is not of its form");
    return value;
  }

  private byte[] prev() throws Line.Malformed {
    byte[] hash = new byte[HashTree.BYTES];
    boolean there = at + 2 * hash.length <= line.length;
    for (int i = 0; there && i < hash.length; i++) {
      int both = HEX[line[at++] & 0xFF] << 4 | HEX[line[at++] & 0xFF];
      there = both >= 0;
      hash[i] = (byte) both;
    }
    require(there, "'prev' is not of its form");
    return hash;
  }

  private Instant time() throws Line.Malformed {
    require(at + Timestamp.LENGTH <= line.length, "'at' is not of its form");
    int from = at;
    at += Timestamp.LENGTH;
    Long seconds = second.at(line, from);
    if (seconds == null) {
      int to = from + Timestamp.SECONDS_LENGTH;
      seconds = second.is(Timestamp.seconds(line, from), line, from, to);
    }
    return Instant.ofEpochSecond(seconds, Timestamp.nanos(line, from));
  }

  /** A text and the quote after it. */
  private String text(Last<String> last, Predicate<String> form, String name)
      throws Line.Malformed {
    int from = at;
    String same = last.at(line, from);
    if (same != null) {
      at += same.length();
      return same;
    }
    while (at < line.length && line[at] != '"') {
      at++;
    }
    String text = new String(line, from, at - from, StandardCharsets.ISO_8859_1);
    if (!form.test(text) || at == line.length) {
      throw new Line.Malformed("'" + name + "' is not of its form");
    }
    return last.is(text, line, from, at + 1);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static void require(boolean holds, String otherwise) throws Line.Malformed {
    if (!holds) {
      throw new Line.Malformed(otherwise);
    }
  }
}
