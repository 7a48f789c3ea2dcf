package dev.interlock.gates;

import dev.interlock.People;
import dev.interlock.internal.approval.ApprovalText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the keys of people as lines of an allowed signers file: see ssh-keygen(1). */
final class SignerLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SignerLines() {}

  static String of(People people) {
    return people.persons().stream()
        .flatMap(person -> person.keys().stream().flatMap(key -> line(person, key).stream()))
        .collect(Collectors.joining());
  }

  private static Optional<String> line(People.Person person, People.Key key) {
    Optional<Instant> from = later(person.valid().from(), key.valid().from());
    Optional<Instant> until = earlier(person.valid().until(), key.valid().until());
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      return Optional.empty();
    }
    String options =
        "namespaces=\""
            + ApprovalText.NAMESPACE
            + "\""
            + from.map(at -> ",valid-after=\"" + TIME.format(after(at)) + "\"").orElse("")
            + until.map(at -> ",valid-before=\"" + TIME.format(before(at)) + "\"").orElse("");
    return Optional.of(person.name() + " " + options + " " + key.text() + "\n");
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).max(Instant::compareTo);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
  }

  /** The first whole second that is not earlier. */
  private static Instant after(Instant from) {
    Instant second = from.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(from) ? second : second.plusSeconds(1);
  }

  /** The last whole second that is earlier: OpenSSH counts the time that it is given in. */
  private static Instant before(Instant until) {
    return after(until).minusSeconds(1);
  }
}
