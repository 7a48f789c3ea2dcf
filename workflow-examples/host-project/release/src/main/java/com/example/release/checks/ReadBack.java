package com.example.release.checks;

import com.example.release.Published;
import com.example.release.ReleaseNotes;
import com.example.release.Seen;
import dev.interlock.Approved;
import dev.interlock.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads back what was published. */
public final class ReadBack {
  private final Path folder;

  /** On the files of this folder. */
  public ReadBack(Path folder) {
    this.folder = folder;
  }

  /** The file holds what was approved. */
  public Verdict published(Approved<ReleaseNotes> approved, Published published)
      throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(published.file()));
    return Verdict.of(
        lines.equals(approved.value().changes()),
        "'" + published.file() + "' holds something else",
        new Seen(published.file(), lines.size()));
  }
}
