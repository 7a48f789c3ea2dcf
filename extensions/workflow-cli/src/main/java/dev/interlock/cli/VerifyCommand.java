package dev.interlock.cli;

import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies a record and says what was found. */
final class VerifyCommand {
  private final Screen screen;
  private final Log log;

  VerifyCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** Gives the exit code of the verdict back. */
  int verify(Optional<RunId> run) {
    log.refuseIfNone();
    Verification found = found(run);
    screen.say(lines(found));
    screen.answer(object(found));
    return found.verdict().exitCode();
  }

  /** What is no verdict and no failure of the disk is a run that nobody knows. */
  private Verification found(Optional<RunId> run) {
    try {
      return run.map(id -> RecordVerifier.verify(log.folder(), id))
          .orElseGet(() -> RecordVerifier.verify(log.folder()));
    } catch (JournalException e) {
      if (run.isEmpty() || e.getCause() instanceof IOException) {
        throw e;
      }
      throw new Mistake(String.valueOf(e.getMessage()), log.next().command("runs"));
    }
  }

  private static List<String> lines(Verification found) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after(found.verdict().word() + ": ", meaning(found.verdict())));
    found.badLine().ifPresent(line -> lines.add("  line:   " + line));
    found.reason().ifPresent(reason -> lines.addAll(Text.after("  reason: ", reason)));
    lines.add("  lines that hold: " + found.lines());
    lines.add("  of them after the last head: " + found.uncovered());
    if (found.tornBytes() > 0) {
      lines.add("  bytes of a torn line: " + found.tornBytes());
    }
    return lines;
  }

  private static String meaning(Verification.Verdict verdict) {
    return switch (verdict) {
      case OK_UNANCHORED -> "chain and heads hold; a cut tail or a replaced log could not be seen";
      case RECOVERED ->
          "chain and heads hold, and a torn tail was once cut off; a cut tail or a replaced log"
              + " could not be seen";
      case INCOMPLETE -> "what is there holds; a run has not ended, or the last line is torn";
      case TAMPERED -> "this is not what was written";
      case ROLLED_BACK -> "there was more in this log";
    };
  }

  private static Map<String, Object> object(Verification found) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("verdict", found.verdict().word());
    object.put("exit", found.verdict().exitCode());
    object.put("lines", found.lines());
    found.badLine().ifPresent(line -> object.put("badLine", line));
    object.put("reason", found.reason());
    object.put("uncovered", found.uncovered());
    object.put("tornBytes", found.tornBytes());
    return object;
  }
}
