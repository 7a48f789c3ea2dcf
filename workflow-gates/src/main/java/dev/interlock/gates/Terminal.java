package dev.interlock.gates;

import dev.interlock.record.Principal;
import java.io.IOException;
import java.util.Optional;

/** The terminal that somebody may sit at. Safe for many threads. */
interface Terminal {
  /** Why nobody can be asked here, a stable word and an explanation; empty if somebody can. */
  Optional<String> obstacle();

  /**
   * Takes the terminal for one prompt, once no other thread has it.
   *
   * @throws UnreachableException if nobody can be asked here
   */
  Session open() throws IOException, InterruptedException;

  /** Who the operating system says runs this process. */
  Principal user();

  /** Whether it is known to show UTF-8. */
  boolean unicode();

  /** A terminal that is ours for now. Used from one thread, which also closes it. */
  interface Session extends AutoCloseable {
    /** Shows text at once. */
    void print(String text) throws IOException;

    /** How many bytes can be read without waiting. */
    int available() throws IOException;

    /** The next byte, 0 to 255, or -1 for an end of file that somebody typed. */
    int read() throws IOException;

    @Override
    void close();
  }

  /** Nobody can be asked. */
  final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreachableException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
