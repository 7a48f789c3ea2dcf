package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a kept note with openssl alone, as docs/record.md says that anyone can. */
class NoteByStrangerTest {
  @TempDir Path dir;
  @TempDir Path desk;

  @BeforeAll
  static void needOpenssl() {
    boolean there;
    try {
      there = run(List.of("openssl", "version")) == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "openssl is missing: install the Debian package openssl");
  }

  private static int run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  private boolean holds(KeyPair key, byte[] message, byte[] signature) throws IOException {
    Path keyFile = Files.write(desk.resolve("key.der"), key.getPublic().getEncoded());
    Path messageFile = Files.write(desk.resolve("message"), message);
    Path signatureFile = Files.write(desk.resolve("signature"), signature);
    return run(
            List.of(
                "openssl",
                "pkeyutl",
                "-verify",
                "-pubin",
                "-keyform",
                "DER",
                "-inkey",
                keyFile.toString(),
                "-rawin",
                "-in",
                messageFile.toString(),
                "-sigfile",
                signatureFile.toString()))
        == 0;
  }

  @Test
  void both_signatures_of_a_kept_note_hold_and_neither_does_for_another_head() throws Exception {
    KeyPair logKey = TestWitness.newKey();
    try (TestWitness witness = new TestWitness("witness.test/w1")) {
      NoteSigner signer = NoteSigner.of(logKey);
      Anchor anchor = WitnessAnchor.at(witness.prefix(), witness.vkey(), signer);
      try (FileJournal journal =
          FileJournal.open(dir, Logs.OPTIONS.anchors(anchor), TestDisk.quick())) {
        witness.logKeys.put(journal.origin(), TestWitness.raw(logKey));
        Logs.append(journal, 6);
      }
      List<String> lines = Files.readAllLines(dir.resolve("heads/6.note"));
      String text = String.join("\n", lines.subList(0, 3)) + "\n";
      assertThat(dir.resolve("heads/6.checkpoint")).hasContent(text);
      byte[] byLog = signatureIn(lines.get(4));
      byte[] byWitness = signatureIn(lines.get(5));
      assertSigned(logKey, text, byLog);
      assertCosigned(witness.key, text, byWitness);
      assertThat(WitnessAnchor.logKey(lines.get(0), signer))
          .startsWith(lines.get(0) + "+" + HexFormat.of().formatHex(byLog, 0, 4) + "+");
    }
  }

  private static byte[] signatureIn(String line) {
    return Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
  }

  private void assertSigned(KeyPair key, String text, byte[] line) throws IOException {
    byte[] signature = Arrays.copyOfRange(line, 4, 68);
    assertThat(line).hasSize(68);
    assertThat(holds(key, text.getBytes(UTF_8), signature)).isTrue();
    assertThat(holds(key, text.replace("\n6\n", "\n7\n").getBytes(UTF_8), signature)).isFalse();
  }

  private void assertCosigned(KeyPair key, String text, byte[] line) throws IOException {
    long time = ByteBuffer.wrap(line, 4, 8).getLong();
    byte[] signature = Arrays.copyOfRange(line, 12, 76);
    assertThat(line).hasSize(76);
    String message = "cosignature/v1\ntime " + time + "\n" + text;
    assertThat(holds(key, message.getBytes(UTF_8), signature)).isTrue();
    assertThat(holds(key, text.getBytes(UTF_8), signature)).isFalse();
  }
}
