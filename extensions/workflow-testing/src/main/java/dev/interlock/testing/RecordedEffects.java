package dev.interlock.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What acting bodies did, in its order: what a stand-in for the outside world writes down instead
 * of doing it.
 *
 * <pre>{@code
 * Site site = note -> { effects.did("publish", note.title()); return new Published("/seven"); };
 * }</pre>
 *
 * <p>Safe for many threads.
 */
public final class RecordedEffects {
  private final List<Done> all = new ArrayList<>();

  /**
   * Something that was done. Immutable.
   *
   * @param name what
   * @param with with what
   */
  public record Done(String name, List<Object> with) {
    /** Copies the list. */
    public Done {
      with = List.copyOf(with);
    }

    @Override
    public String toString() {
      return name + with;
    }
  }

  /** Nothing was done yet. */
  public RecordedEffects() {}

  /** Writes down that something was done. */
  public synchronized RecordedEffects did(String name, Object... with) {
    all.add(new Done(name, Arrays.asList(with)));
    return this;
  }

  /** All that was done, in its order. */
  public synchronized List<Done> all() {
    return List.copyOf(all);
  }

  /** How often this was done, with whatever. */
  public int times(String name) {
    return (int) all().stream().filter(done -> done.name().equals(name)).count();
  }
}
