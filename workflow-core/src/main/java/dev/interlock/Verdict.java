package dev.interlock;

import java.util.Optional;

/**
 * What a check says. A pass needs evidence: a record of what was seen outside, never a sentence
 * alone; a record without components is no evidence, and such a pass fails. Immutable.
 */
public sealed interface Verdict {
  /** It holds. */
  record Passed(Record seen) implements Verdict {}

  /** It does not hold. */
  record Failed(String reason, Optional<Record> seen) implements Verdict {}

  /** It holds, and this was seen. */
  static Verdict passed(Record seen) {
    return new Passed(seen);
  }

  /** It does not hold. */
  static Verdict failed(String reason) {
    return new Failed(reason, Optional.empty());
  }

  /** It does not hold, and this was seen. */
  static Verdict failed(String reason, Record seen) {
    return new Failed(reason, Optional.of(seen));
  }

  /** Passed if it holds, else failed with the reason; what was seen is recorded either way. */
  static Verdict of(boolean holds, String otherwise, Record seen) {
    return holds ? passed(seen) : failed(otherwise, seen);
  }
}
