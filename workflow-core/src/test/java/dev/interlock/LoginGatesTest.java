package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that an identity provider vouches for. */
class LoginGatesTest {
  private final Journal journal = Journal.inMemory();

  /** An inbox whose credentials are names of the operating system. */
  private record Web(Optional<Channel.IdentityVerifier> identities) implements Channel {
    @Override
    public String name() {
      return "web";
    }

    @Override
    public Presence presence() {
      return Presence.LOGIN;
    }

    @Override
    public boolean isInbox() {
      return true;
    }

    @Override
    public boolean reachable() {
      return false;
    }

    @Override
    public void present(GateRequest request, Answers answers) {}
  }

  private static Optional<Principal> owner(Object credential) {
    if (credential.equals("broken")) {
      throw new StackOverflowError();
    }
    return credential.equals("nobody")
        ? Optional.empty()
        : Optional.of(Principal.of("os-user:" + credential));
  }

  private Engine engine() {
    return Engine.on(journal)
        .people(Staff.all())
        .channel(new Web(Optional.of(LoginGatesTest::owner)))
        .build();
  }

  private Optional<String> answered(Engine engine, Principal by, Object credential) {
    Approvers approvers = Approvers.confirmedBy("editor").atLeast(Presence.LOGIN);
    engine.start(Sample.publish(approvers), RUN, INPUT, REQUESTER).settled();
    Decision yes = engine.pending(RUN).get(0).approved(by, "editor", "web");
    return engine.decide(yes.withProof(new Decision.Proof.Credential(credential)));
  }

  private void assertRefused(Engine engine, Optional<String> said, String why) {
    assertThat(said).hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
    assertThat(events(engine, Event.GateDecided.class)).isEmpty();
  }

  @Test
  void ofThePersonCountAsProven() {
    Engine engine = engine();
    assertThat(answered(engine, ADA, "ada")).isEmpty();
    Event.GateDecided decided = events(engine, Event.GateDecided.class).get(0);
    assertThat(decided.presence()).isEqualTo(Presence.LOGIN);
    assertThat(decided.proven()).isTrue();
    assertThat(decided.signed()).isEmpty();
  }

  @Test
  void ofSomebodyElseIsRefused() {
    Engine engine = engine();
    String why = "login: the credential is not one of 'bob'";
    assertRefused(engine, answered(engine, BOB, "ada"), why);
  }

  @Test
  void ofNobodyIsRefused() {
    Engine engine = engine();
    String why = "login: the credential is not one of 'ada'";
    assertRefused(engine, answered(engine, ADA, "nobody"), why);
  }

  @Test
  void isRefusedWhateverTheVerifierThrows() {
    Engine engine = engine();
    String why = "login: the credential could not be verified: java.lang.StackOverflowError";
    assertRefused(engine, answered(engine, ADA, "broken"), why);
  }

  @Test
  void needAVerifier() {
    assertThatThrownBy(() -> Engine.on(journal).channel(new Web(Optional.empty())).build())
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("identities()");
  }

  @Test
  void sayNothingOfWhatProvesThem() {
    assertThat(new Decision.Proof.Credential("secret")).hasToString("Credential");
    assertThat(new Decision.Proof.Signature("secret", "more")).hasToString("Signature");
  }
}
