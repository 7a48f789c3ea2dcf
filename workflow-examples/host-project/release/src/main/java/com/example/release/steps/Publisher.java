package com.example.release.steps;

import com.example.release.Published;
import com.example.release.ReleaseNotes;
import dev.interlock.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Publishes what was approved; doing it again changes nothing. */
public final class Publisher {
  private final Path folder;

  /** On the files of this folder. */
  public Publisher(Path folder) {
    this.folder = folder;
  }

  /** Writes the notes, with the approval in hand. */
  public Published publish(Approved<ReleaseNotes> approved) throws IOException {
    ReleaseNotes notes = approved.value();
    Path file = folder.resolve("release-" + notes.version() + ".txt");
    Files.write(file, notes.changes());
    return new Published(file.getFileName().toString(), notes.changes().size());
  }
}
