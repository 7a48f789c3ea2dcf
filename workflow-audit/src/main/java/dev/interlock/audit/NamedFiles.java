package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Copies the files that the lines of a run name, each looked at once more. Use once. */
final class NamedFiles {
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern REST =
      Pattern.compile("\\.[0-9]{1,9}\\.txt(\\.sig)?|\\.[0-9]{1,9}\\.sig");
  private static final int NONCE_LENGTH = 32;
  private static final int MOST_BYTES = 1 << 20;

  private final LogFolder folder;
  private final ExportFolder out;
  private final Set<String> leftOut = new TreeSet<>();
  private final Set<String> erased = new TreeSet<>();

  NamedFiles(LogFolder folder, ExportFolder out) {
    this.folder = folder;
    this.out = out;
  }

  /** The digests of blobs that are there and were not copied, sorted. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** The digests of blobs that were erased, sorted. */
  List<String> erased() {
    return List.copyOf(erased);
  }

  /**
   * Copies them.
   *
   * @param entries the events of the lines
   * @param blobs whether blobs are copied too
   */
  void put(RunLines lines, List<Entry> entries, boolean blobs) throws IOException {
    Set<String> outlines = new LinkedHashSet<>();
    Set<String> shown = new LinkedHashSet<>();
    Set<String> named = new LinkedHashSet<>();
    for (Entry entry : entries) {
      Event event = entry.event();
      if (event instanceof Event.RunStarted started) {
        outlines.add(started.definition());
      } else if (event instanceof Event.RunMigrated migrated) {
        outlines.add(migrated.from());
        outlines.add(migrated.to());
      } else if (event instanceof Event.GateRequested requested) {
        shown.add(requested.shown());
      } else if (event instanceof Event.BlobErased gone) {
        erased.add(gone.blob());
      }
      event.blobs().forEach(blob -> named.add(blob.sha256()));
    }
    copy(Side.OUTLINE, outlines);
    copy(Side.SHOWN, shown);
    blobs(named, blobs);
    approvals(lines);
  }

  private void copy(Side side, Set<String> all) throws IOException {
    for (String sha256 : all) {
      Path file = folder.side(side, sha256);
      String name = folder.side(side).getFileName() + "/" + file.getFileName();
      byte[] content = folder.kept(side, sha256).orElseThrow(() -> ExportWriting.changed(name));
      out.put(name, content);
    }
  }

  /** What is recorded as erased is not exported, though a crash may have left its file. */
  private void blobs(Set<String> named, boolean withBlobs) throws IOException {
    named.removeAll(erased);
    if (withBlobs) {
      copy(Side.BLOB, named);
    } else {
      leftOut.addAll(named);
    }
  }

  /** The approvals of a gate begin with the nonce that it was requested with. */
  private void approvals(RunLines lines) throws IOException {
    Set<String> nonces = new HashSet<>();
    for (Line line : lines.of("gate.requested")) {
      text(line, "nonce").filter(nonce -> NONCE.matcher(nonce).matches()).ifPresent(nonces::add);
    }
    for (String name : names(folder.dir().resolve("approvals"))) {
      if (isOf(nonces, name)) {
        Path file = folder.dir().resolve("approvals").resolve(name);
        out.put("approvals/" + name, SmallFile.read(file, MOST_BYTES));
      }
    }
    for (Line line : lines.of("gate.decided")) {
      Optional<String> signed = text(line, "signed");
      if (signed.isPresent() && !out.names().contains("approvals/" + signed.get())) {
        throw new JournalException(
            "line "
                + (line.seq() + 1)
                + " names a signed approval that is not in 'approvals';"
                + " nothing was exported");
      }
    }
  }

  private static Optional<String> text(Line line, String name) {
    return TopLevel.text(line.bytes(), line.dataFrom(), name);
  }

  private static boolean isOf(Set<String> nonces, String name) {
    return name.length() > NONCE_LENGTH
        && nonces.contains(name.substring(0, NONCE_LENGTH))
        && REST.matcher(name.substring(NONCE_LENGTH)).matches();
  }

  private static List<String> names(Path approvals) throws IOException {
    if (!Files.isDirectory(approvals)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(approvals)) {
      List<String> names = new ArrayList<>();
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> names.add(String.valueOf(file.getFileName())));
      return names;
    }
  }
}
