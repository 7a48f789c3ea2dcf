package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes answers from people whom the host's identity provider knows, such as over a web page. Who
 * answers is what the verifier says of the credential; nothing here takes a bare name.
 *
 * <pre>{@code
 * LoginChannel<Token> web = LoginChannel.of("web", tokens::owner);
 * Engine engine = Engine.on(journal).people(people).channel(web).build();
 * Optional<String> refused =
 *     web.desk(engine).answer(request, Decision.Answer.APPROVED, "product-owner", token);
 * }</pre>
 *
 * <p>Safe for many threads, if the verifier is.
 *
 * @param <C> the type of a credential, such as the token of a session
 */
public final class LoginChannel<C> implements Channel {
  private static final Principal NOBODY = Principal.of("-");

  private final String name;
  private final Verifier<C> verifier;

  private LoginChannel(String name, Verifier<C> verifier) {
    this.name = name;
    this.verifier = verifier;
  }

  /**
   * Tells whose a credential is. Safe for many threads.
   *
   * @param <C> the type of a credential
   */
  @FunctionalInterface
  public interface Verifier<C> {
    /**
     * Who presented this credential, if it is good now. It is asked once for an answer; what it
     * throws means nobody.
     */
    Optional<Principal> verify(C credential) throws Exception;
  }

  /**
   * A channel of this name.
   *
   * @param name lower case, unique in an engine, such as {@code web}
   */
  public static <C> LoginChannel<C> of(String name, Verifier<C> verifier) {
    return new LoginChannel<>(name, verifier);
  }

  /** Where answers to the gates of this engine are taken. */
  public Desk<C> desk(Engine engine) {
    return new Desk<>(this, engine, Optional.empty());
  }

  /**
   * Takes answers to the gates of one engine. Immutable; safe for many threads.
   *
   * @param <C> the type of a credential
   */
  public static final class Desk<C> {
    private final LoginChannel<C> channel;
    private final Engine engine;
    private final Optional<String> comment;

    private Desk(LoginChannel<C> channel, Engine engine, Optional<String> comment) {
      this.channel = channel;
      this.engine = engine;
      this.comment = comment;
    }

    /** The same for answers with this comment, of at most 1,000 characters. */
    public Desk<C> withComment(String text) {
      return new Desk<>(channel, engine, Optional.of(text));
    }

    /**
     * Hands an answer to the engine, by whoever the credential is of. It is recorded either way: as
     * counted, or as refused with the reason.
     *
     * @return why it does not count, or empty if it does; then the run goes on
     */
    public Optional<String> answer(
        GateRequest request, Decision.Answer answer, String role, C credential) {
      Ticket ticket = channel.ticket(credential);
      Principal by = ticket.holder().orElse(NOBODY);
      Decision decision =
          answer == Decision.Answer.APPROVED
              ? request.approved(by, role, channel.name)
              : request.denied(by, role, channel.name);
      Decision proven = decision.withProof(new Decision.Proof.Credential(ticket));
      return engine.decide(comment.map(proven::withComment).orElse(proven));
    }
  }

  Ticket ticket(C credential) {
    return new Ticket(this, holder(credential), new AtomicBoolean());
  }

  private Optional<Principal> holder(C credential) {
    try {
      return verifier.verify(credential);
    } catch (Throwable e) { // whatever it throws, it vouches for nobody
      return Optional.empty();
    }
  }

  /**
   * What the verifier said, good for one answer over one channel, so that a credential which can be
   * used once is used once.
   */
  record Ticket(LoginChannel<?> channel, Optional<Principal> holder, AtomicBoolean used) {
    /** Whose credential it was, the first time that somebody asks. */
    Optional<Principal> redeem() {
      return used.getAndSet(true) ? Optional.empty() : holder;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Presence presence() {
    return Presence.LOGIN;
  }

  /** Vouches for the answers of a {@link Desk} of this channel, each once, and for nothing else. */
  @Override
  public Optional<IdentityVerifier> identities() {
    return Optional.of(
        credential ->
            credential instanceof Ticket ticket && ticket.channel() == this
                ? ticket.redeem()
                : Optional.empty());
  }

  /** Never: whoever answers does so somewhere else. */
  @Override
  public boolean reachable() {
    return false;
  }

  @Override
  public boolean isInbox() {
    return true;
  }

  /** Does nothing: what is asked stands in the record. */
  @Override
  public void present(GateRequest request, Answers answers) {}
}
