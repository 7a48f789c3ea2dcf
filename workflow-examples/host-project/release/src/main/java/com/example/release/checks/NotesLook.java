package com.example.release.checks;

import com.example.release.Candidate;
import com.example.release.ReleaseNotes;
import com.example.release.Seen;
import dev.interlock.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts the changes once more. */
public final class NotesLook {
  private final Path folder;

  /** On the files of this folder. */
  public NotesLook(Path folder) {
    this.folder = folder;
  }

  /** There are as many lines as changes. */
  public Verdict counted(Candidate candidate, ReleaseNotes notes) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("changes.txt"))) {
      int count = (int) lines.count();
      return Verdict.of(
          count == notes.changes().size(),
          "there are " + count + " changes",
          new Seen("changes.txt", count));
    }
  }
}
