package dev.interlock.internal.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Reads what stands in a line before its data, byte for byte. Use from one thread. */
final class HeaderReader {
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

  private final byte[] line;
  private int at;

  HeaderReader(byte[] line) {
    this.line = line;
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  Line read() throws Line.Malformed {
    expect(SEQ, "seq");
    final long seq = seq();
    expect(PREV, "prev");
    final byte[] prev = prev();
    expect(AT, "at");
    final Instant time = time();
    expect(RUN, "run");
    final String run = run();
    expect(EVENT, "event");
    final String event = event();
    expect(DATA, "data");
    require(at + 1 < line.length && line[at] == '{', "'data' is not an object");
    require(
        line[line.length - 1] == '}' && line[line.length - 2] == '}',
        "something stands between the data and the end of the line");
    return new Line(seq, prev, time, run, event, line, at);
  }

  private void expect(byte[] key, String name) throws Line.Malformed {
    boolean there = at + key.length <= line.length;
    for (int i = 0; there && i < key.length; i++) {
      there = line[at + i] == key[i];
    }
    require(there, "'" + name + "' is missing or not in its place");
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
    Instant time = Timestamp.parse(line, at);
    at += Timestamp.LENGTH;
    return time;
  }

  private String run() throws Line.Malformed {
    int from = at;
    skipToQuote();
    String run = text(from);
    require(Line.isRun(run), "'run' is not of its form");
    return run;
  }

  private String event() throws Line.Malformed {
    int from = at;
    skipToQuote();
    String event = text(from);
    require(Line.isEvent(event), "'event' is not of its form");
    return event;
  }

  private void skipToQuote() {
    while (at < line.length && line[at] != '"') {
      at++;
    }
  }

  private String text(int from) {
    return new String(line, from, at - from, StandardCharsets.ISO_8859_1);
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
