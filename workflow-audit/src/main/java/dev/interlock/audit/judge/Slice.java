package dev.interlock.audit.judge;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One JSON value as it stands in a record. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a line, which nobody changes
record Slice(byte[] json, int from, int to) {
  private static final StrictJson JSON = StrictJson.ofValues();

  /** No reference is longer, so that no more than this is looked at as one. */
  private static final int MOST_OF_REFERENCE = 110;

  static Slice of(byte[] json) {
    return new Slice(json, 0, json.length);
  }

  static Slice of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The same without the rest of its line. */
  Slice alone() {
    return of(Arrays.copyOfRange(json, from, to));
  }

  boolean isText() {
    return json[from] == '"';
  }

  boolean isList() {
    return json[from] == '[';
  }

  /** Whether it is a reference to a blob. */
  boolean isBlob() {
    return blob().isPresent();
  }

  private Optional<Event.Blob> blob() {
    return to - from <= MOST_OF_REFERENCE
        ? Event.Blob.in(Json.of(Arrays.copyOfRange(json, from, to)))
        : Optional.empty();
  }

  /** The size of the value that it is or refers to. */
  private long size() {
    return blob().map(Event.Blob::size).orElse((long) (to - from));
  }

  /** Its bytes as they stand there. */
  String raw() {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /** The text that a string holds. */
  String text() {
    Impossible.unless(isText(), "holds something else where a text should stand");
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return decoded();
      }
    }
    return new String(json, from + 1, to - from - 2, StandardCharsets.UTF_8);
  }

  private String decoded() {
    return JSON.read(Arrays.copyOfRange(json, from, to), String.class);
  }

  /** The digest of its bytes, 64 hex digits. */
  String sha256() {
    var sha256 = HashTree.sha256();
    sha256.update(json, from, to - from);
    return Line.hex(sha256.digest());
  }

  /**
   * Whether this can be what another one is in another run, which shares no blob with its run: the
   * same bytes, or a blob of as many.
   */
  boolean canBe(Slice other) {
    return isBlob() ? size() == other.size() : saysTheSameAs(other);
  }

  /** Whether both are the same bytes. */
  boolean saysTheSameAs(Slice other) {
    return Arrays.equals(json, from, to, other.json, other.from, other.to);
  }
}
