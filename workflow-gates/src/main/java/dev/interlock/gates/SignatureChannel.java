package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes answers that are signed: the text that {@link dev.interlock.Engine#approvalText} gives,
 * with what {@code ssh-keygen -Y sign} or an {@link ApprovalKey} made of it. It asks nobody; the
 * host hands each answer to {@link dev.interlock.Engine#decide}, which checks all of it.
 *
 * <p>Immutable; safe for many threads.
 */
public final class SignatureChannel implements Channel {
  private static final String NAME = "signature";
  private static final Principal NOBODY = Principal.of("-");
  private static final Pattern ANSWER = line("decision (approved|denied)");
  private static final Pattern ROLE = line("role ([!-~]{1,100})");
  private static final Pattern PRINCIPAL = line("principal ([!-~]{1,200})");

  private SignatureChannel() {}

  /** The channel. */
  public static SignatureChannel of() {
    return new SignatureChannel();
  }

  private static Pattern line(String form) {
    return Pattern.compile("^" + form + "$", Pattern.MULTILINE | Pattern.UNIX_LINES);
  }

  /**
   * The answer that a signed text is: who, in which role and how stands in it. What cannot be read
   * of it stands for a no, by nobody, in the first role; the engine refuses it then, with the
   * reason, as it refuses every text that is not exactly the one of this request.
   */
  public static Decision decision(GateRequest request, Decision.Proof.Signature signed) {
    String text = signed.text();
    Principal by = found(PRINCIPAL, text).map(Principal::of).orElse(NOBODY);
    String role = found(ROLE, text).orElse(request.roles().get(0));
    boolean yes = found(ANSWER, text).filter(Decision.Answer.APPROVED.word()::equals).isPresent();
    Decision decision = yes ? request.approved(by, role, NAME) : request.denied(by, role, NAME);
    return decision.withProof(signed);
  }

  private static Optional<String> found(Pattern line, String text) {
    return line.matcher(text).results().map(result -> result.group(1)).findFirst();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Presence presence() {
    return Presence.KEY;
  }

  /** Never: whoever signs does so somewhere else. */
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
