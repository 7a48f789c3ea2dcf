package dev.interlock;

import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;

/**
 * A way to ask people: it presents a gate and delivers answers. It never decides.
 *
 * <p>Implementations are safe for many threads.
 */
public interface Channel {
  /** Its name in the record, such as {@code terminal}; lower case, unique in an engine. */
  String name();

  /**
   * The least grade that its answers reach. Above TERMINAL the engine asks each of them for its
   * proof: LOGIN for a credential that {@link #identities} knows, KEY for a signature by a key of
   * the person, HARDWARE for one that was made with a touch.
   */
  Presence presence();

  /** Who vouches for the people that answer over it; nobody unless it reaches LOGIN. */
  default Optional<IdentityVerifier> identities() {
    return Optional.empty();
  }

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

  /** Tells whose a credential is. Safe for many threads. */
  @FunctionalInterface
  interface IdentityVerifier {
    /**
     * Who presented this credential, such as the token of a session, if it is good now. It is asked
     * when an answer arrives; what it throws means nobody.
     */
    Optional<Principal> verify(Object credential) throws Exception;
  }

  /** Where a channel delivers what it got. Safe for many threads. */
  interface Answers {
    /**
     * Delivers a decision and waits until it is recorded.
     *
     * @return why it does not count, or empty if it does
     */
    Optional<String> decide(Decision decision);

    /**
     * The roles in which somebody may answer so, the best one first: for a yes the one that leaves
     * others the places that they can fill, for a no one that vetoes. Of an engine that knows no
     * people, all that are asked.
     */
    List<String> roles(Principal by, Decision.Answer answer);

    /** Records an answer that is none, or that nobody could be asked, and why. */
    void refuse(String reason);
  }
}
