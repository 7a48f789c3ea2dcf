package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program of the same user can do with the key of a person, wherever it is kept. */
class StolenKeyTest {
  private static final String PURPOSE = "interlock-approval-v1";
  private static final Principal ADA = Principal.of("ada");

  @TempDir private Path folder;
  private Optional<Process> agent = Optional.empty();

  @BeforeEach
  void needsOpenSsh() {
    RealTerminal.needs("ssh-keygen", "openssh-client");
    RealTerminal.needs("ssh-agent", "openssh-client");
  }

  @AfterEach
  void stopsTheAgent() {
    agent.ifPresent(Process::destroyForcibly);
  }

  private Path key(String passphrase) throws Exception {
    Path key = folder.resolve("key");
    assertThat(run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", "" + key))
        .isZero();
    return key;
  }

  /** A program that nobody sits at: what asks for a word gets none. */
  private int run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(surroundings("/bin/false"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private Map<String, String> surroundings(String asksWith) {
    return Map.of(
        "SSH_AUTH_SOCK",
        folder.resolve("agent").toString(),
        "SSH_ASKPASS",
        asksWith,
        "SSH_ASKPASS_REQUIRE",
        "force",
        "DISPLAY",
        ":0");
  }

  /** An agent that asks the person with this program before it signs. */
  private void startAgent(String asksWith) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("ssh-agent", "-D", "-a", folder.resolve("agent").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("agent-output").toFile());
    builder.environment().putAll(surroundings(asksWith));
    agent = Optional.of(builder.start());
    while (!Files.exists(folder.resolve("agent"))) {
      assertThat(agent.get().isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private Engine engine(Path key) throws IOException {
    People.Key known =
        new People.Key(
            Files.readString(folder.resolve(key.getFileName() + ".pub")).trim(),
            People.Validity.always());
    People people =
        People.of(
            "d".repeat(64),
            List.of(
                new People.Person(
                    ADA, List.of(), List.of("lead"), List.of(known), People.Validity.always())),
            List.of());
    return Engine.on(Journal.inMemory()).people(people).channel(SignatureChannel.of()).build();
  }

  /** Whether a program that can name the key opens the gate of an engine. */
  private boolean opens(Path key, boolean publicHalf) throws Exception {
    Engine engine = engine(key);
    RunId run = RunId.of("run-1");
    Approvers lead = Approvers.confirmedBy("lead").atLeast(Presence.KEY);
    engine.start(Release.workflow(lead), run, new Release("1.2")).settled();
    GateRequest request = engine.pending(run).get(0);
    String text = engine.approvalText(request, Decision.Answer.APPROVED, ADA, "lead");
    Path file = Files.writeString(folder.resolve("text"), text);
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-Y", "sign"));
    command.addAll(List.of("-n", PURPOSE, "-f", key + (publicHalf ? ".pub" : "")));
    command.add(file.toString());
    if (run(command.toArray(String[]::new)) != 0) {
      return false;
    }
    String signature = Files.readString(folder.resolve("text.sig"));
    return engine
        .decide(SignatureChannel.decision(request, new Decision.Proof.Signature(text, signature)))
        .isEmpty();
  }

  @Test
  void aFileWithoutAPassphraseSignsForWhoeverReadsIt() throws Exception {
    assertThat(opens(key(""), false)).isTrue();
  }

  @Test
  void aFileWithAPassphraseDoesNot() throws Exception {
    assertThat(opens(key("a passphrase"), false)).isFalse();
  }

  @Test
  void anAgentSignsForWhoeverAsksIt() throws Exception {
    Path key = key("");
    startAgent("/bin/false");
    assertThat(run("ssh-add", "-q", key.toString())).isZero();
    Files.delete(key);
    assertThat(opens(key, true)).isTrue();
  }

  @Test
  void anAgentThatAsksThePersonDoesNotWithoutTheirYes() throws Exception {
    Path key = key("");
    startAgent("/bin/false");
    assertThat(run("ssh-add", "-q", "-c", key.toString())).isZero();
    Files.delete(key);
    assertThat(opens(key, true)).isFalse();
  }

  @Test
  void andDoesWithIt() throws Exception {
    Path key = key("");
    startAgent("/bin/true");
    assertThat(run("ssh-add", "-q", "-c", key.toString())).isZero();
    Files.delete(key);
    assertThat(opens(key, true)).isTrue();
  }
}
