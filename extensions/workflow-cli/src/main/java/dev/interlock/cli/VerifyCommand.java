package dev.interlock.cli;

import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verifies a record and says what was found. */
final class VerifyCommand {
  private final Screen screen;
  private final Log log;

  VerifyCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** Gives the exit code of the verdict back. */
  int verify(Typed typed) {
    log.refuseIfNone();
    boolean judged = typed.options().containsKey("allowed-signers");
    Verification found = found(typed, Asking.of(log, typed));
    screen.say(lines(found, judged));
    screen.answer(object(found));
    return found.verdict().exitCode();
  }

  /** What is no verdict and no failure of the disk is a run that nobody knows. */
  private Verification found(Typed typed, RecordVerifier verifier) {
    try {
      return verifier.verify();
    } catch (JournalException e) {
      if (typed.run().isEmpty() || e.getCause() instanceof IOException) {
        throw e;
      }
      throw new Mistake(String.valueOf(e.getMessage()), log.next().command("runs"));
    }
  }

  private static List<String> lines(Verification found, boolean judged) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after(found.verdict().word() + ": ", meaning(found.verdict())));
    found.badLine().ifPresent(line -> lines.add("  line:   " + line));
    found.reason().ifPresent(reason -> lines.addAll(Text.after("  reason: ", reason)));
    lines.add("  lines that hold: " + found.lines());
    lines.add("  of them after the last head: " + found.uncovered());
    found.anchored().ifPresent(size -> lines.add("  covered by a kept head: " + size));
    found.signedBy().ifPresent(key -> lines.add("  signed by: " + key));
    if (found.signedBy().isPresent() && !judged) {
      lines.add("  whether that key may sign was not asked: --allowed-signers FILE");
    }
    found.witnesses().forEach(name -> lines.addAll(Text.after("  witness: ", name)));
    found.notes().forEach(note -> lines.addAll(Text.after("  note: ", note)));
    if (found.erased() > 0) {
      lines.add("  erased: " + found.erased() + " blobs");
    }
    if (found.tornBytes() > 0) {
      lines.add("  bytes of a torn line: " + found.tornBytes());
    }
    return lines;
  }

  private static String meaning(Verification.Verdict verdict) {
    return switch (verdict) {
      case OK_WITNESSED -> "all holds, and a witness vouches for a head of it";
      case OK_ANCHORED -> "all holds, and a head that you kept is contained";
      case OK_UNANCHORED -> "chain and heads hold; a cut tail or a replaced log could not be seen";
      case RECOVERED ->
          "chain and heads hold, and a torn tail was once cut off; a cut tail or a replaced log"
              + " could not be seen";
      case INCOMPLETE -> "what is there holds, but there is not all that was asked for";
      case TAMPERED -> "this is not what was written";
      case ROLLED_BACK -> "there was more in this log, or it is another one";
      case UNKNOWN_KEY -> "a head or an answer is not signed by a key that may sign it";
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
    object.put("erased", found.erased());
    object.put("signedBy", found.signedBy());
    found.anchored().ifPresent(size -> object.put("anchored", size));
    object.put("witnesses", found.witnesses());
    object.put("notes", found.notes());
    return object;
  }
}
