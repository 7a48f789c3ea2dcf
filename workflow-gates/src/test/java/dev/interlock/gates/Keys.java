package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keys that the real ssh-keygen makes and signs with, in a folder. Immutable.
 *
 * @param folder where the key files are
 */
record Keys(Path folder) {
  /** Skips the test where there is no ssh-keygen. */
  static Keys in(Path folder) {
    RealTerminal.needs("ssh-keygen", "openssh-client");
    return new Keys(folder);
  }

  /** Makes a key file of this name. */
  Path make(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    assertThat(run("", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file.toString()))
        .isZero();
    return file;
  }

  /** The public half of a key file, as its {@code .pub} has it. */
  static String publicHalf(Path key) throws IOException {
    return Files.readString(key.resolveSibling(key.getFileName() + ".pub")).trim();
  }

  /** What {@code ssh-keygen -Y sign} makes of a text. */
  String sign(Path key, String namespace, String text) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("text"), text);
    Path signature = folder.resolve("text.sig");
    Files.deleteIfExists(signature);
    assertThat(run("", "-q", "-Y", "sign", "-f", key.toString(), "-n", namespace, file.toString()))
        .isZero();
    return Files.readString(signature);
  }

  /** Whether {@code ssh-keygen -Y verify} believes a signature. */
  boolean verifies(String signers, String principal, String at, String text, String signature)
      throws IOException, InterruptedException {
    Path allowed = Files.writeString(folder.resolve("allowed"), signers);
    Path signed = Files.writeString(folder.resolve("signed"), signature);
    return run(
            text,
            "-Y",
            "verify",
            "-O",
            "verify-time=" + at,
            "-f",
            allowed.toString(),
            "-I",
            principal,
            "-n",
            "interlock-approval-v1",
            "-s",
            signed.toString())
        == 0;
  }

  private int run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(arguments));
    Path in = Files.write(folder.resolve("in"), input.getBytes(StandardCharsets.UTF_8));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }
}
