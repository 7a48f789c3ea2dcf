package dev.interlock;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** People for tests, with keys of their own, and the channel for what they sign. */
final class Staff {
  static final Principal ADA = Principal.of("ada");
  static final Principal BOB = Principal.of("bob");
  static final Principal CLEO = Principal.of("cleo");
  static final String DIGEST = "d".repeat(64);

  static final SshPrivateKey ADAS = key();
  static final SshPrivateKey BOBS = key();
  static final SshPrivateKey STRANGE = key();

  private Staff() {}

  /** Takes what is signed. */
  record Signed(Presence presence) implements Channel {
    @Override
    public String name() {
      return "signed";
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

  static SshPrivateKey key() {
    try {
      return SshPrivateKey.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static People.Key key(SshPrivateKey of) {
    return new People.Key(of.publicKey().text(), People.Validity.always());
  }

  static People.Person person(String name, List<String> roles, People.Key... keys) {
    return new People.Person(
        Principal.of(name),
        List.of(Principal.of("os-user:" + name)),
        roles,
        Arrays.asList(keys),
        People.Validity.always());
  }

  static People of(People.Person... persons) {
    return People.of(DIGEST, Arrays.asList(persons), List.of());
  }

  /** Ada edits; bob guards and edits; cleo guards and has no key. */
  static People all() {
    return of(
        person("ada", List.of("editor"), key(ADAS)),
        person("bob", List.of("guard", "editor"), key(BOBS)),
        person("cleo", List.of("guard")));
  }

  /** The same people with delegations. */
  static People with(People people, People.Delegation... more) {
    List<People.Delegation> all = new ArrayList<>(people.delegations());
    all.addAll(Arrays.asList(more));
    return People.of(people.digest(), people.persons(), all);
  }

  /** The same people of another file. */
  static People of(String digest, People people) {
    return People.of(digest, people.persons(), people.delegations());
  }

  static Decision.Proof.Signature sign(SshPrivateKey key, String namespace, String text) {
    byte[] signature = key.sign(namespace, text.getBytes(StandardCharsets.UTF_8)).armoured();
    return new Decision.Proof.Signature(text, new String(signature, StandardCharsets.US_ASCII));
  }

  static Decision.Proof.Signature sign(SshPrivateKey key, String text) {
    return sign(key, ApprovalText.NAMESPACE, text);
  }

  /** A yes with the signature of this key. */
  static Decision yes(
      Engine engine, GateRequest request, Principal by, String role, SshPrivateKey key) {
    String text = engine.approvalText(request, Decision.Answer.APPROVED, by, role);
    return request.approved(by, role, "signed").withProof(sign(key, text));
  }

  static Optional<String> decide(
      Engine engine, GateRequest request, Principal by, String role, SshPrivateKey key) {
    return engine.decide(yes(engine, request, by, role, key));
  }
}
