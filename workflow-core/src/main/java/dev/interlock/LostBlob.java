package dev.interlock;

import dev.interlock.record.JournalException;

/** The file that holds a recorded value is not there any more, or holds something else. */
final class LostBlob extends JournalException {
  private static final long serialVersionUID = 1L;

  LostBlob(String sha256) {
    super(message(sha256));
  }

  LostBlob(String sha256, Throwable cause) {
    super(message(sha256), cause);
  }

  private static String message(String sha256) {
    return "the blob '"
        + sha256
        + "' is missing or changed, and nothing goes on without the value in it; put the file back"
        + " as it was. If it was erased, the value is gone";
  }
}
