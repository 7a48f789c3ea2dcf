package dev.interlock.cli;

import dev.interlock.audit.LogRotation;
import dev.interlock.record.JournalException;
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends a log and begins another that goes on from it. */
final class RotateCommand {
  private final Screen screen;
  private final Log log;

  RotateCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** Gives the exit code back. */
  int rotate() {
    Path old = rotated();
    List<String> lines = new ArrayList<>(Text.after("the log begins anew in ", "" + log.folder()));
    lines.addAll(Text.after("what was recorded is in ", old.toString()));
    screen.say(lines);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("log", log.folder().toString());
    object.put("old", old.toString());
    object.put("exit", Exit.COMPLETED);
    screen.answer(object);
    return Exit.COMPLETED;
  }

  private Path rotated() {
    if (!Files.exists(Path.of(log.folder() + ".new"))) { // left where rotating was broken off
      log.refuseIfNone();
    }
    try {
      return log.opening().with(options -> LogRotation.rotate(log.folder(), options));
    } catch (Mistake | JournalException e) {
      throw e;
    } catch (WorkflowException e) {
      throw new Mistake(String.valueOf(e.getMessage()), log.next().command("runs"));
    }
  }
}
