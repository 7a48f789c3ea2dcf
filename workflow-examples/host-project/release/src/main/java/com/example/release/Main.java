package com.example.release;

import dev.interlock.Engine;
import dev.interlock.audit.FileJournal;
import dev.interlock.gates.TerminalChannel;
import dev.interlock.record.RunId;
import java.nio.file.Path;

/** Puts it together: the only place that builds an engine. */
public final class Main {
  private Main() {}

  /** Releases a version: {@code FOLDER VERSION}. */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    try (FileJournal journal = FileJournal.open(folder.resolve("record"))) {
      Engine engine = Engine.on(journal).channel(TerminalChannel.ofProcess()).build();
      System.out.println(
          engine
              .start(
                  Releasing.workflow(folder),
                  RunId.of("release-" + args[1]),
                  new Candidate(args[1]))
              .settled()
              .getClass()
              .getSimpleName());
    }
  }
}
