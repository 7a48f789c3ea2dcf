package dev.interlock.cli;

import dev.interlock.audit.FileJournal;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Erases what a run that has ended holds in files of its own, and says what. */
final class EraseCommand {
  private final Screen screen;
  private final Log log;

  EraseCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** Gives the exit code back. */
  int erase(RunId run, Typed typed) {
    log.known(run);
    boolean dry = typed.options().containsKey("dry-run");
    List<Event.Blob> blobs = dry ? planned(run) : erased(run, by(typed));
    screen.say(lines(run, blobs, dry));
    screen.answer(object(run, blobs, dry));
    return Exit.COMPLETED;
  }

  private static Principal by(Typed typed) {
    String name = typed.options().get("by");
    return name == null ? Principal.ofProcess() : Principal.of(name);
  }

  private List<Event.Blob> planned(RunId run) {
    try (Journal journal = log.read()) {
      return FileJournal.erasable(journal, run);
    }
  }

  private List<Event.Blob> erased(RunId run, Principal by) {
    return log.opening().with(options -> FileJournal.erase(log.folder(), options, run, by));
  }

  private static List<String> lines(RunId run, List<Event.Blob> blobs, boolean dry) {
    if (blobs.isEmpty()) {
      return List.of("nothing of run " + run + " is left to erase");
    }
    List<String> lines = new ArrayList<>();
    lines.add((dry ? "would erase of run " : "erased of run ") + run + ":");
    blobs.forEach(blob -> lines.add("  " + blob.sha256() + " " + blob.size() + " bytes"));
    return lines;
  }

  private static Map<String, Object> object(RunId run, List<Event.Blob> blobs, boolean dry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run);
    object.put("dryRun", dry);
    object.put("blobs", blobs.stream().map(EraseCommand::object).toList());
    object.put("exit", Exit.COMPLETED);
    return object;
  }

  private static Map<String, Object> object(Event.Blob blob) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("blob", blob.sha256());
    object.put("size", blob.size());
    return object;
  }
}
