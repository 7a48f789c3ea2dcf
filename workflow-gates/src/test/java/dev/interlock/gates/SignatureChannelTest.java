package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that the real ssh-keygen signs, from the people file to the open gate. */
class SignatureChannelTest {
  private static final String PURPOSE = "interlock-approval-v1";
  private static final Principal ADA = Principal.of("ada");
  private static final Principal BOB = Principal.of("bob");
  private static final RunId RUN = RunId.of("run-1");

  @TempDir private Path folder;
  private Keys keys;
  private Path adas;
  private Path bobs;
  private People people;
  private Engine engine;

  @BeforeEach
  void people() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    keys = Keys.in(folder);
    adas = keys.make("ada-key");
    bobs = keys.make("bob-key");
    PeopleFile file = PeopleFile.at(folder.resolve("people.json"));
    file.add(person("ada", adas));
    people = file.add(person("bob", bobs));
    engine = Engine.on(Journal.inMemory()).people(people).channel(SignatureChannel.of()).build();
  }

  private static People.Person person(String name, Path key) throws Exception {
    return new People.Person(
        Principal.of(name),
        List.of(Principal.of("os-user:" + name)),
        List.of("lead"),
        List.of(new People.Key(Keys.publicHalf(key), People.Validity.always())),
        People.Validity.always());
  }

  private GateRequest open(Approvers approvers, RunId run, Principal requester) {
    engine
        .start(
            Release.workflow(approvers.atLeast(Presence.KEY)), run, new Release("1.2"), requester)
        .settled();
    return engine.pending(run).get(0);
  }

  private GateRequest open(Approvers approvers) {
    return open(approvers, RUN, Principal.of("rita"));
  }

  private String text(GateRequest request, Principal by) {
    return engine.approvalText(request, Decision.Answer.APPROVED, by, "lead");
  }

  private Optional<String> handIn(GateRequest request, String text, String signature) {
    return engine.decide(
        SignatureChannel.decision(request, new Decision.Proof.Signature(text, signature)));
  }

  private Optional<String> signed(GateRequest request, Principal by, Path key) throws Exception {
    String text = text(request, by);
    return handIn(request, text, keys.sign(key, PURPOSE, text));
  }

  private <E extends Event> List<E> events(RunId run, Class<E> type) {
    return engine.events(run).stream()
        .map(entry -> entry.event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private void assertRefused(Optional<String> said, String why) {
    assertThat(said).hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
    assertThat(events(RUN, Event.GateDecided.class)).isEmpty();
    assertThat(events(RUN, Event.GateRefused.class))
        .last()
        .satisfies(event -> assertThat(event.reason()).startsWith(why));
    assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
  }

  @Nested
  class WhatSshKeygenSigned {
    @Test
    void opensTheGate() throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      assertThat(signed(request, ADA, adas)).isEmpty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
      Event.GateDecided decided = events(RUN, Event.GateDecided.class).get(0);
      assertThat(decided.presence()).isEqualTo(Presence.KEY);
      assertThat(decided.proven()).isTrue();
      assertThat(decided.channel()).isEqualTo("signature");
    }

    @Test
    void isBelievedByTheAllowedSignersOfThePeople() throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      String text = text(request, ADA);
      String signature = keys.sign(adas, PURPOSE, text);
      String signers = PeopleFile.allowedSigners(people);
      assertThat(keys.verifies(signers, "ada", "20260601000000", text, signature)).isTrue();
      assertThat(keys.verifies(signers, "bob", "20260601000000", text, signature)).isFalse();
    }

    @Test
    void opensNoGateOfAnotherRun() throws Exception {
      GateRequest other = open(Approvers.confirmedBy("lead"), RunId.of("run-2"), BOB);
      GateRequest request = open(Approvers.confirmedBy("lead"));
      String text = text(other, ADA);
      assertRefused(
          handIn(request, text, keys.sign(adas, PURPOSE, text)),
          "signature: the signed text has another run");
    }

    @Test
    void opensNoLaterAttempt() throws Exception {
      GateRequest first = open(Approvers.confirmedBy("lead"));
      String text = text(first, ADA);
      String signature = keys.sign(adas, PURPOSE, text);
      engine.present(RUN).settled();
      assertRefused(handIn(engine.pending(RUN).get(0), text, signature), "signature: ");
      assertRefused(handIn(first, text, signature), "replay: ");
    }

    @Test
    void needsTwoPeopleWhereTwoAreAsked() throws Exception {
      open(Approvers.some(2, "lead"));
      GateRequest request = engine.pending(RUN).get(0);
      assertThat(signed(request, ADA, adas)).isEmpty();
      assertThat(signed(request, ADA, adas))
          .hasValueSatisfying(why -> assertThat(why).startsWith("distinct-principals:"));
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(signed(request, BOB, bobs)).isEmpty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void isRefusedByFourEyesIfTheRequesterSigned() throws Exception {
      GateRequest request = open(Approvers.fourEyes("lead"), RUN, Principal.of("os-user:ada"));
      assertRefused(signed(request, ADA, adas), "self-approval:");
    }

    @Test
    void isRefusedByTheKeyOfSomebodyElse() throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      assertRefused(signed(request, ADA, bobs), "key: ");
    }

    @Test
    void isRefusedForAnotherPurpose() throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      String text = text(request, ADA);
      assertRefused(
          handIn(request, text, keys.sign(adas, "git", text)),
          "signature: it is made for another purpose");
    }
  }

  @Nested
  class AText {
    @ParameterizedTest
    @CsvSource({
      "decision approved, decision maybe, signature: the signed text has another form",
      "role lead, lead, signature: the signed text has another form",
      "principal ada, principal, unknown-person: '-' is not among the people",
      "shown , shown 0, signature: the signed text has another shown"
    })
    void thatSaysSomethingElseIsRefusedAndRecorded(String from, String to, String why)
        throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      String text = text(request, ADA).replace(from, to);
      assertRefused(handIn(request, text, keys.sign(adas, PURPOSE, text)), why);
    }

    @Test
    void thatIsNoneIsRefusedAndRecorded() {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      assertRefused(handIn(request, "", ""), "unknown-person: '-'");
    }

    @Test
    void saysNoAsWell() throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      String text = engine.approvalText(request, Decision.Answer.DENIED, ADA, "lead");
      assertThat(handIn(request, text, keys.sign(adas, PURPOSE, text))).isEmpty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Nested
  class AKeyFile {
    @Test
    void signsWhatSshKeygenWouldHave() throws Exception {
      GateRequest request = open(Approvers.confirmedBy("lead"));
      ApprovalKey key = ApprovalKey.read(adas);
      assertThat(key.owner(people)).isEqualTo(people.person(ADA));
      assertThat(engine.decide(SignatureChannel.decision(request, key.sign(text(request, ADA)))))
          .isEmpty();
      assertThat(Keys.publicHalf(adas)).startsWith(key.publicKey());
      assertThat(key).hasToString(key.fingerprint());
    }

    @Test
    void thatOthersMayReadIsExposed() throws Exception {
      Files.setPosixFilePermissions(adas, PosixFilePermissions.fromString("rw-r-----"));
      assertThatThrownBy(() -> ApprovalKey.read(adas))
          .isInstanceOf(WorkflowException.class)
          .hasMessageStartingWith("the key cannot be used: key.exposed: ");
    }

    @Test
    void thatIsNoneSaysWhatToDo() throws Exception {
      Path none = Files.writeString(folder.resolve("none"), "nothing");
      Files.setPosixFilePermissions(none, PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> ApprovalKey.read(none))
          .hasMessageContaining("signs with: ssh-keygen -Y sign -n interlock-approval-v1");
      assertThatThrownBy(() -> ApprovalKey.read(folder.resolve("missing")))
          .hasMessage("the key cannot be used: '" + folder.resolve("missing") + "' does not exist");
    }

    @Test
    void ofNobodyHasNoOwner() throws Exception {
      assertThat(ApprovalKey.read(keys.make("other")).owner(people)).isEmpty();
    }
  }

  @Nested
  class TheChannel {
    @Test
    void asksNobodyAndTakesWhatIsHandedIn() {
      SignatureChannel channel = SignatureChannel.of();
      assertThat(channel.name()).isEqualTo("signature");
      assertThat(channel.presence()).isEqualTo(Presence.KEY);
      assertThat(channel.reachable()).isFalse();
      assertThat(channel.isInbox()).isTrue();
      assertThat(channel.identities()).isEmpty();
    }
  }
}
