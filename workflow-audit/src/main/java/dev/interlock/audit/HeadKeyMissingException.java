package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.nio.file.Path;

/** The heads of a log are signed, and it was opened to write to it without a key. */
public final class HeadKeyMissingException extends JournalException {
  private static final long serialVersionUID = 1L;

  HeadKeyMissingException(Path folder) {
    super(
        "the heads of the log in '"
            + folder
            + "' are signed: open it with its key (JournalOptions.signedWith, or --key FILE)");
  }
}
