package dev.interlock.audit.judge;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One JSON value as it stands in a record. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a line, which nobody changes
record Slice(byte[] json, int from, int to) {
  private static final StrictJson JSON = StrictJson.ofValues();
  private static final Pattern BLOB =
      Pattern.compile("\\{\"blob\":\"[0-9a-f]{64}\",\"size\":(0|[1-9][0-9]{0,17})\\}");
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
    return to - from <= MOST_OF_REFERENCE && BLOB.matcher(raw()).matches();
  }

  /** The size of the value that it is or refers to. */
  private long size() {
    Matcher blob = BLOB.matcher(isBlob() ? raw() : "");
    return blob.matches() ? Long.parseLong(blob.group(1)) : to - from;
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
