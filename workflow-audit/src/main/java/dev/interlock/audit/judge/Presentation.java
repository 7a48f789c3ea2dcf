package dev.interlock.audit.judge;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a gate was presented. Immutable.
 *
 * @param escalated whether its time was over and somebody else may answer as well
 * @param named the people who may answer, where the run names them
 * @param clockSet how often the clock had been set back before
 */
record Presentation(
    int attempt,
    String nonce,
    String subject,
    String shown,
    boolean escalated,
    Optional<String> notAfter,
    Optional<List<String>> named,
    long clockSet) {

  static Presentation of(Seen seen, boolean escalated, long clockSet) {
    Fields fields = seen.fields();
    return new Presentation(
        fields.number("attempt"),
        fields.text("nonce"),
        fields.text("subject"),
        fields.text("shown"),
        escalated,
        fields.textIfAny("notAfter"),
        fields.has("named") ? Optional.of(fields.texts("named")) : Optional.empty(),
        clockSet);
  }

  /** Whether both ask about the same, so that what was answered to one answers the other. */
  boolean asksTheSameAs(Presentation other) {
    return subject.equals(other.subject) && shown.equals(other.shown);
  }

  /** The deadline, if there is one. */
  Optional<Instant> end() {
    return notAfter.map(Presentation::instant);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Impossible("has a deadline that is no time");
    }
  }
}
