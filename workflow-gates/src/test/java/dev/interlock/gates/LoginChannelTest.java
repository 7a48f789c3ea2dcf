package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Outcome;
import dev.interlock.People;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoginChannelTest {
  private static final RunId RUN = RunId.of("run-1");

  /** A token of a session. */
  private record Token(String value) {}

  private final Set<String> good = ConcurrentHashMap.newKeySet();
  private final LoginChannel<Token> web = LoginChannel.of("web", this::owner);
  private final Engine engine = engine(web);

  /** Good once. */
  private Optional<Principal> owner(Token token) {
    if (token.value().equals("broken")) {
      throw new IllegalStateException("no answer");
    }
    return good.remove(token.value())
        ? Optional.of(Principal.of("login:" + token.value()))
        : Optional.empty();
  }

  private static Engine engine(LoginChannel<Token> channel) {
    People people =
        People.of(
            "d".repeat(64),
            List.of(
                new People.Person(
                    Principal.of("ada"),
                    List.of(Principal.of("login:ada")),
                    List.of("lead"),
                    List.of(),
                    People.Validity.always())),
            List.of());
    return Engine.on(Journal.inMemory()).people(people).channel(channel).build();
  }

  private GateRequest open(Approvers approvers) {
    engine.start(Release.workflow(approvers), RUN, new Release("1.2")).settled();
    return engine.pending(RUN).get(0);
  }

  private GateRequest open() {
    return open(Approvers.confirmedBy("lead").atLeast(Presence.LOGIN));
  }

  private Optional<String> yes(GateRequest request, String token) {
    return web.desk(engine).answer(request, Decision.Answer.APPROVED, "lead", new Token(token));
  }

  private <E extends Event> List<E> events(Class<E> type) {
    return engine.events(RUN).stream()
        .map(entry -> entry.event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private void assertRefused(Optional<String> said, String why) {
    assertThat(said).hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
    assertThat(events(Event.GateDecided.class)).isEmpty();
    assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
  }

  @Nested
  class ACredential {
    @Test
    void opensTheGateAsWhomTheVerifierSays() {
      good.add("ada");
      assertThat(yes(open(), "ada")).isEmpty();
      Event.GateDecided decided = events(Event.GateDecided.class).get(0);
      assertThat(decided.principal()).isEqualTo("ada");
      assertThat(decided.presence()).isEqualTo(Presence.LOGIN);
      assertThat(decided.proven()).isTrue();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void thatIsUsedUpOpensNothing() {
      GateRequest request = open();
      assertRefused(yes(request, "ada"), "unknown-person: '-'");
    }

    @Test
    void ofSomebodyElseOpensNothing() {
      good.add("eve");
      assertRefused(yes(open(), "eve"), "unknown-person: 'login:eve'");
    }

    @Test
    void thatCannotBeVerifiedOpensNothing() {
      assertRefused(yes(open(), "broken"), "unknown-person: '-'");
    }

    @Test
    void saysNoWithAComment() {
      good.add("ada");
      GateRequest request = open();
      assertThat(
              web.desk(engine)
                  .withComment("not today")
                  .answer(request, Decision.Answer.DENIED, "lead", new Token("ada")))
          .isEmpty();
      assertThat(events(Event.GateDecided.class).get(0).comment()).contains("not today");
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void reachesNoKey() {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      assertThat(request.least()).isEqualTo(Presence.TERMINAL);
      assertThat(web.presence().reaches(Presence.KEY)).isFalse();
    }
  }

  @Nested
  class WhatDidNotComeOverItsDesk {
    @Test
    void isRefusedThoughItNamesThePerson() {
      GateRequest request = open();
      assertRefused(
          engine.decide(request.approved(Principal.of("ada"), "lead", "web")),
          "login: the answer has no credential");
      good.add("ada");
      assertRefused(
          engine.decide(
              request
                  .approved(Principal.of("ada"), "lead", "web")
                  .withProof(new Decision.Proof.Credential(new Token("ada")))),
          "login: the credential is not one of 'ada'");
    }

    /** What the desk handed to the engine, as a policy sees it. */
    private Object ticket() {
      AtomicReference<Object> seen = new AtomicReference<>();
      Approvers.Policy spy =
          new Approvers.Policy() {
            @Override
            public Optional<String> objection(
                GateRequest request, List<Decision> earlier, Decision decision) {
              seen.set(((Decision.Proof.Credential) decision.proof().orElseThrow()).value());
              return Optional.of("seen");
            }

            @Override
            public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
              return Approvers.Ruling.UNDECIDED;
            }
          };
      good.add("ada");
      yes(open(Approvers.of("spy", List.of("lead"), 1, spy).atLeast(Presence.LOGIN)), "ada");
      return Objects.requireNonNull(seen.get());
    }

    @Test
    void isRefusedTheSecondTime() throws Exception {
      assertThat(web.identities().orElseThrow().verify(ticket())).isEmpty();
    }

    @Test
    void isRefusedOverAnotherChannel() throws Exception {
      Object unused = LoginChannelTest.this.web.ticket(adas());
      LoginChannel<Token> other = LoginChannel.of("other", token -> Optional.empty());
      assertThat(other.identities().orElseThrow().verify(unused)).isEmpty();
      assertThat(web.identities().orElseThrow().verify(unused)).contains(Principal.of("login:ada"));
    }

    private Token adas() {
      good.add("ada");
      return new Token("ada");
    }
  }

  @Test
  void asksNobodyAndTakesWhatIsHandedIn() {
    assertThat(web.name()).isEqualTo("web");
    assertThat(web.reachable()).isFalse();
    assertThat(web.isInbox()).isTrue();
  }
}
