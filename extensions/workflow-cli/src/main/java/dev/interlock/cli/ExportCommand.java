package dev.interlock.cli;

import dev.interlock.audit.HeadKey;
import dev.interlock.audit.RunExport;
import dev.interlock.audit.Verification;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exports a run into a folder that anybody can check, and says what is in it. */
final class ExportCommand {
  static final String DIR = "dir";
  static final String WITH_BLOBS = "with-blobs";

  private final Screen screen;
  private final Log log;

  ExportCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** Gives the exit code of the verdict back: that of a run that has not ended is not 0. */
  int export(RunId run, Typed typed) {
    log.refuseIfNone();
    String dir = typed.options().getOrDefault(DIR, "");
    try {
      return told(run, dir, export(typed).write(run, Typed.path("DIR", dir)));
    } catch (RunExport.Refused e) {
      return refused(e);
    } catch (JournalException e) {
      if (e.getCause() instanceof IOException) {
        throw e;
      }
      throw new Mistake(String.valueOf(e.getMessage()), log.next().command("runs"));
    } catch (WorkflowException e) {
      throw e instanceof Mistake || e.getCause() != null
          ? e
          : new Mistake(String.valueOf(e.getMessage()));
    }
  }

  private RunExport export(Typed typed) {
    RunExport export = RunExport.of(log.folder());
    Optional<HeadKey> key = log.opening().options().key();
    if (key.isPresent()) {
      export = export.signedWith(key.get());
    }
    return typed.options().containsKey(WITH_BLOBS) ? export.withBlobs() : export;
  }

  private int refused(RunExport.Refused e) {
    Verification.Verdict verdict = e.found().verdict();
    return screen.refuse(
        verdict.exitCode(),
        String.valueOf(e.getMessage()),
        Optional.of(log.next().command("verify")));
  }

  private int told(RunId run, String dir, RunExport.Exported exported) {
    screen.say(lines(run, dir, exported));
    screen.answer(object(run, dir, exported));
    return exported.found().verdict().exitCode();
  }

  private static List<String> lines(RunId run, String dir, RunExport.Exported exported) {
    List<String> lines = new ArrayList<>();
    lines.add(exported.found().verdict().word() + ": run " + run + " is exported:");
    exported.found().reason().ifPresent(reason -> lines.addAll(Text.after("  reason: ", reason)));
    lines.add("  folder: " + Text.quoted(dir));
    lines.add("  lines:  " + exported.lines());
    lines.add("  head:   " + exported.head().size() + " lines, " + exported.head().root());
    if (!exported.files().contains("SHA256SUMS.sig")) {
      lines.add("  it is not signed: --key FILE");
    }
    if (!exported.leftOut().isEmpty()) {
      lines.add("  left out: " + exported.leftOut().size() + " blobs (--with-blobs)");
    }
    if (!exported.erased().isEmpty()) {
      lines.add("  erased: " + exported.erased().size() + " blobs");
    }
    lines.add("how to check it is in README.txt there");
    return lines;
  }

  private static Map<String, Object> object(RunId run, String dir, RunExport.Exported exported) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run);
    object.put("dir", dir);
    object.put("verdict", exported.found().verdict().word());
    object.put("reason", exported.found().reason());
    object.put("lines", exported.lines());
    object.put("size", exported.head().size());
    object.put("root", exported.head().root());
    object.put("signed", exported.files().contains("SHA256SUMS.sig"));
    object.put("files", exported.files());
    object.put("leftOut", exported.leftOut());
    object.put("erased", exported.erased());
    object.put("exit", exported.found().verdict().exitCode());
    return object;
  }
}
