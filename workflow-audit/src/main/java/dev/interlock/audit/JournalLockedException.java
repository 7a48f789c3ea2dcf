package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Somebody else writes to this log; the message names the process. */
public class JournalLockedException extends JournalException {
  private static final long serialVersionUID = 1L;

  private final long pid;

  JournalLockedException(Path folder, long pid) {
    super(
        "the log in '"
            + folder
            + "' is held by "
            + (pid < 0 ? "another process" : "process " + pid)
            + "; wait until it ends, or use another folder");
    this.pid = pid;
  }

  /** The process that holds the log, if it said so. */
  public OptionalLong pid() {
    return pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }
}
