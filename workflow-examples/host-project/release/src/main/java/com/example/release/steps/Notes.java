package com.example.release.steps;

import com.example.release.Candidate;
import com.example.release.ReleaseNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Collects the changes of a version. */
public final class Notes {
  private final Path folder;

  /** On the files of this folder. */
  public Notes(Path folder) {
    this.folder = folder;
  }

  /** The lines of {@code changes.txt}. */
  public ReleaseNotes collect(Candidate candidate) throws IOException {
    return new ReleaseNotes(
        candidate.version(), Files.readAllLines(folder.resolve("changes.txt")));
  }
}
