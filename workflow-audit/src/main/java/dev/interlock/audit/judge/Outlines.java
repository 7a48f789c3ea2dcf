package dev.interlock.audit.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The definitions of a log, by the digests of their outlines. Use from one thread. */
final class Outlines {
  private static final int MOST_DEFINITIONS = 256;

  /** Children within children; of those further in nothing is said. */
  private static final int MOST_WITHIN = 64;

  private final Function<String, Optional<byte[]>> files;
  private final Map<String, Definition> recent = new Recent();
  private int within;

  /** The definitions that were asked for lately. */
  private static final class Recent extends LinkedHashMap<String, Definition> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(MOST_DEFINITIONS, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
      return size() > MOST_DEFINITIONS;
    }
  }

  /** The definitions whose outlines a function gives by their SHA-256. */
  Outlines(Function<String, Optional<byte[]>> files) {
    this.files = files;
  }

  /** The definition whose digest stands in a field. */
  Definition of(Seen seen, String field) {
    String sha256 = seen.fields().text(field);
    return find(sha256)
        .orElseThrow(() -> new Impossible("its outline '" + sha256 + "' is missing"));
  }

  /** A definition, if its outline is there. */
  private Optional<Definition> find(String sha256) {
    Definition known = recent.get(sha256);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Definition> found = files.apply(sha256).map(outline -> read(sha256, outline));
    found.ifPresent(definition -> recent.put(sha256, definition));
    return found;
  }

  private Definition read(String sha256, byte[] outline) {
    within++;
    try {
      return OutlineReader.read(sha256, outline, this::givesSensitive);
    } catch (IllegalArgumentException | Tree.NoOutline e) {
      throw new Impossible("its outline is none: " + e.getMessage());
    } finally {
      within--;
    }
  }

  private boolean givesSensitive(String child) {
    return within < MOST_WITHIN
        && find(child).map(definition -> definition.sensitive().result()).orElse(false);
  }

  /** Whether all gates ask for a signature, those of children too, as far as they are known. */
  boolean signs(Definition definition) {
    return definition.answers().signed()
        && definition.answers().children().stream()
            .allMatch(child -> find(child).map(this::signs).orElse(true));
  }
}
