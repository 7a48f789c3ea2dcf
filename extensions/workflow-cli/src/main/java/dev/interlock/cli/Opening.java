package dev.interlock.cli;

import dev.interlock.audit.FileJournal;
import dev.interlock.audit.HeadKey;
import dev.interlock.audit.HeadKeyMissingException;
import dev.interlock.audit.JournalOptions;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a log is opened to write to it.
 *
 * @param host the options that the host gave
 * @param key the file of a key, as typed or from the environment
 */
record Opening(JournalOptions host, Optional<String> key) {
  static final String VARIABLE = "INTERLOCK_KEY";

  /** What was typed comes before what the environment says, and that before the host's own key. */
  static Opening of(JournalOptions host, Typed typed, Optional<String> variable) {
    return new Opening(
        host, typed.place().key().or(() -> variable.filter(name -> !name.isEmpty())));
  }

  /**
   * Opens a journal.
   *
   * @throws Mistake if the key cannot be used, or if one is missing; nothing was changed
   */
  FileJournal open(Path folder) {
    return with(options -> FileJournal.open(folder, options));
  }

  /** Does something that opens a journal. */
  <T> T with(Function<JournalOptions, T> does) {
    JournalOptions options = options();
    try {
      return does.apply(options);
    } catch (HeadKeyMissingException e) {
      throw new Mistake(
          "the heads of this log are signed, and no key is named; nothing was changed\nadd --key"
              + " FILE, or set "
              + VARIABLE
              + "=FILE");
    }
  }

  /**
   * The host's options, with the key that was named.
   *
   * @throws Mistake if it cannot be used
   */
  JournalOptions options() {
    return key.map(file -> host.signedWith(read(file))).orElse(host);
  }

  private static HeadKey read(String file) {
    try {
      return HeadKey.read(Typed.path("--key", file));
    } catch (WorkflowException e) {
      throw new Mistake(e.getMessage() + "\nnothing was changed");
    }
  }
}
