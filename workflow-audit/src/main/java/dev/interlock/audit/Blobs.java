package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a verifier looks at where lines refer to blobs: that each is there as it was written, or was
 * erased. Use from one thread.
 */
final class Blobs {
  /** With what every reference begins, wherever it stands. */
  private static final byte[] SIGN = "{\"blob\":\"".getBytes(StandardCharsets.US_ASCII);

  private static final String ERASED = "blob.erased";
  private static final int SALT = 16;
  private static final int MOST_REMEMBERED = 1000;

  private final LogFolder folder;
  private final Set<Event.Blob> there = new HashSet<>();
  private final Map<Missing, Long> missing = new LinkedHashMap<>();
  private final BlobOwners owners = new BlobOwners();
  private long erased;

  private record Missing(String run, String sha256) {}

  Blobs(LogFolder folder) {
    this.folder = folder;
  }

  /** What is wrong with a line that stands in its place. */
  Optional<String> check(Line line) {
    if (!line.event().equals(ERASED) && !refers(line)) {
      return Optional.empty();
    }
    try {
      RunId run = RunId.of(line.run());
      Json data = Json.of(line.data());
      Event event = new Entry(line.seq(), line.at(), run, line.event(), data).event();
      return event instanceof Event.BlobErased gone ? erased(line, gone) : references(line, event);
    } catch (WorkflowException | IllegalArgumentException e) {
      return Optional.of("it cannot be read: " + e.getMessage());
    }
  }

  private static boolean refers(Line line) {
    byte[] bytes = line.bytes();
    int last = bytes.length - SIGN.length;
    for (int at = line.dataFrom(); at <= last; at++) {
      if (bytes[at] == '{' && bytes[at + 1] == '"' && bytes[at + 2] == 'b' && isSign(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSign(byte[] bytes, int at) {
    for (int i = 0; i < SIGN.length; i++) {
      if (bytes[at + i] != SIGN[i]) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> references(Line line, Event event) {
    for (Event.Blob blob : event.blobs()) {
      if (!owners.names(line.run(), blob.sha256())) {
        return Optional.of("another run named the blob '" + blob.sha256() + "' before it");
      }
      if (!there.contains(blob)) {
        Optional<String> problem = look(line, blob);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> look(Line line, Event.Blob blob) {
    if (!Files.exists(folder.side(Side.BLOB, blob.sha256()), LinkOption.NOFOLLOW_LINKS)) {
      missing.putIfAbsent(new Missing(line.run(), blob.sha256()), line.seq() + 1);
      return Optional.empty();
    }
    boolean same = hasSize(blob) && folder.kept(Side.BLOB, blob.sha256()).isPresent();
    if (same && there.size() < MOST_REMEMBERED) {
      there.add(blob);
    }
    return same
        ? Optional.empty()
        : Optional.of("the blob '" + blob.sha256() + "' that it names has another content");
  }

  /** Looked at before it is read: what else stands there may be as large as it likes. */
  private boolean hasSize(Event.Blob blob) {
    try {
      return Files.size(folder.side(Side.BLOB, blob.sha256())) == SALT + blob.size();
    } catch (IOException e) {
      return false;
    }
  }

  /** Only a run that refers to a blob can have it erased. */
  private Optional<String> erased(Line line, Event.BlobErased event) {
    if (!owners.isNamedBy(line.run(), event.blob())) {
      return Optional.of("it erases a blob that no line of its run names");
    }
    erased += missing.remove(new Missing(line.run(), event.blob())) == null ? 0 : 1;
    return Optional.empty();
  }

  /** How many blobs are gone because they were erased. */
  long erased() {
    return erased;
  }

  /** The number of the first line, counted from 1, that names a blob which is nowhere. */
  OptionalLong firstMissing() {
    return missing.values().stream().mapToLong(Long::longValue).min();
  }
}
