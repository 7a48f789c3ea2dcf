package dev.interlock.internal.sshsig;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file that are neither empty nor comments, and what is wrong with them. */
final class TextLines {
  private static final String BULLET = "\n  - ";

  private TextLines() {}

  /** Reads one line, which begins with something. */
  @FunctionalInterface
  interface LineReader<T> {
    T read(String line) throws Malformed;
  }

  /**
   * Reads all lines.
   *
   * @throws Malformed if any of them cannot be read, with the mistakes of all
   */
  static <T> List<T> read(byte[] file, String what, LineReader<T> reader) throws Malformed {
    String[] lines = decode(file, what).split("\n", -1);
    List<T> read = new ArrayList<>();
    Mistakes mistakes = new Mistakes();
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].replaceFirst("^[ \t]+", "");
      if (!line.isEmpty() && line.charAt(0) != '#') {
        mistakes
            .attempt("line " + (i + 1) + ": ", () -> readPrintable(line, reader))
            .ifPresent(read::add);
      }
    }
    mistakes.throwAny(what + " cannot be used:" + BULLET, BULLET);
    return List.copyOf(read);
  }

  private static String decode(byte[] file, String what) throws Malformed {
    Malformed.requireBounded(file, what);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(what + " cannot be used: this is no text in UTF-8");
    }
  }

  private static <T> T readPrintable(String line, LineReader<T> reader) throws Malformed {
    Malformed.require(
        line.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)),
        "a control character; lines end in LF alone");
    return reader.read(line);
  }
}
