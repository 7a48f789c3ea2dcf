package dev.interlock;

import dev.interlock.record.Presence;
import java.util.Optional;

/**
 * A way to ask people: it presents a gate and delivers answers. It never decides.
 *
 * <p>Implementations are safe for many threads.
 */
public interface Channel {
  /** Its name in the record, such as {@code terminal}; lower case, unique in an engine. */
  String name();

  /** The grade that its answers reach. */
  Presence presence();

  /** Whether somebody could be asked right now; {@code resume} presents again only then. */
  boolean reachable();

  /**
   * Whether the host hands in its answers with {@link Engine#decide}, as for a web page or an
   * inbox. A channel that asks by itself, such as a terminal, delivers them itself and says no.
   */
  default boolean isInbox() {
    return false;
  }

  /**
   * Presents a gate and delivers what comes back.
   *
   * <p>Called on the engine's executor. It may block while it asks: the run is not settled before
   * it returns. A channel whose answers come later, such as a web page, returns at once and hands
   * them to {@link Engine#decide}. One that cannot ask says so with {@link Answers#refuse}.
   */
  void present(GateRequest request, Answers answers) throws Exception;

  /** Where a channel delivers what it got. Safe for many threads. */
  interface Answers {
    /**
     * Delivers a decision and waits until it is recorded.
     *
     * @return why it does not count, or empty if it does
     */
    Optional<String> decide(Decision decision);

    /** Records an answer that is none, or that nobody could be asked, and why. */
    void refuse(String reason);
  }
}
