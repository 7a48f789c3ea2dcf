package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Verification.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Honest logs that are forged, each told once and then written anew for each forgery. */
final class Originals {
  private final Path dir;
  private final Map<String, Consumer<Path>> bases;
  private final Map<String, Forging> logs = new HashMap<>();

  /**
   * Tells nothing yet.
   *
   * @param bases what tells a log into a folder, by name
   */
  Originals(Path dir, Map<String, Consumer<Path>> bases) {
    this.dir = dir;
    this.bases = Map.copyOf(bases);
  }

  Path dir(String base) {
    return dir.resolve(base);
  }

  Forging log(String base) {
    return logs.computeIfAbsent(
        base,
        name -> {
          Objects.requireNonNull(bases.get(name), name).accept(dir(name));
          return Forging.of(dir(name));
        });
  }

  private Verification verified(String base, List<Forging.Told> events) {
    log(base).write(events);
    return RecordVerifier.verify(dir(base));
  }

  /** The log holds when it is written anew as it was. */
  void assertHolds(String base) {
    assertHolds(base, log(base).events());
  }

  /** The log holds when it is written anew with these events, which an engine could have told. */
  void assertHolds(String base, List<Forging.Told> events) {
    Verification found = verified(base, events);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.OK_UNANCHORED);
  }

  /** These events are found, for this reason. */
  Verification assertFound(String base, List<Forging.Told> events, String why) {
    Verification found = verified(base, events);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason().orElseThrow()).contains("run '").contains(why);
    return found;
  }

  /** The forgery is found, where and why it says. */
  void assertFound(Forged forged) {
    List<Forging.Told> events = log(forged.base()).events();
    int at = log(forged.base()).find(forged.event(), forged.nth());
    List<Forging.Told> changed = forged.act().apply(events, at);
    Verification found = assertFound(forged.base(), changed, forged.why());
    assertThat(found.badLine()).as("%s", found).hasValue(at + 1L + forged.after());
  }
}
