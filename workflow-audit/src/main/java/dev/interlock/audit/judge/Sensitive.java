package dev.interlock.audit.judge;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an outline declares sensitive, and what the engine makes of it. Immutable.
 *
 * @param input whether the input is
 * @param nodes the nodes whose values are, as paths without turns
 * @param lists the nodes of which each element of the list is
 * @param result whether what the workflow gives is
 */
record Sensitive(boolean input, Set<String> nodes, Set<String> lists, boolean result) {

  /** Refuses an event of something sensitive in which a value or evidence stands in clear. */
  static void refuseClear(Seen seen) {
    Fields fields = seen.fields();
    clear(fields.orNull("value"));
    evidence(fields);
    if (fields.orNull("checks") != null) {
      fields.list("checks").forEach(check -> evidence(Fields.object(check)));
    }
  }

  private static void evidence(Fields fields) {
    Slice evidence = fields.orNull("evidence");
    if (evidence != null && evidence.isList()) {
      fields.list("evidence").forEach(Sensitive::clear);
    } else {
      clear(evidence);
    }
  }

  /** Refuses a value that stands in clear. */
  static void clear(@Nullable Slice value) {
    Impossible.unless(value == null || value.isBlob(), "has in clear what is declared sensitive");
  }
}
