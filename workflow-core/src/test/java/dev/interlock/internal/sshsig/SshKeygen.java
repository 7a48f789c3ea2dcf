package dev.interlock.internal.sshsig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real ssh-keygen, working in a folder. Immutable.
 *
 * @param zone the local time zone that it is told
 */
record SshKeygen(Path folder, String zone) {
  /** What came of a call: its exit code and all that it printed. */
  record Said(int exit, String text) {
    boolean yes() {
      return exit == 0;
    }
  }

  /** Skips the test where there is none. */
  static SshKeygen in(Path folder) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "ssh-keygen")));
    Assumptions.assumeTrue(
        there, "ssh-keygen is missing: install the Debian package openssh-client");
    return new SshKeygen(folder, "UTC");
  }

  SshKeygen at(String timeZone) {
    return new SshKeygen(folder, timeZone);
  }

  Path write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls it with this on its standard input. */
  Said run(byte[] input, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(arguments);
    try {
      Path in = write("stdin", input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(in.toFile());
      builder.environment().put("TZ", zone);
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException(command + " does not end");
      }
      return new Said(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Said run(String... arguments) {
    return run(new byte[0], List.of(arguments));
  }

  /** Makes a key file of this name without a passphrase, and its {@code .pub}. */
  void makeKey(String name) {
    Said said = run("-q", "-t", "ed25519", "-N", "", "-C", "made by " + name, "-f", name);
    if (!said.yes()) {
      throw new IllegalStateException(said.text());
    }
  }

  /** Signs by the key file of this name. */
  byte[] sign(String key, String namespace, byte[] message, String... more) {
    write("message", message);
    List<String> arguments = new ArrayList<>(List.of("-q", "-Y", "sign", "-f", key));
    arguments.addAll(List.of("-n", namespace));
    arguments.addAll(List.of(more));
    arguments.add("message");
    Said said = run(new byte[0], arguments);
    if (!said.yes()) {
      throw new IllegalStateException(said.text());
    }
    try {
      Path moved = folder.resolve("message.sig.read");
      Files.move(folder.resolve("message.sig"), moved, StandardCopyOption.REPLACE_EXISTING);
      return Files.readAllBytes(moved);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the signature is one over the message, by whomever. */
  Said checks(String namespace, byte[] message, byte[] armoured) {
    write("checked.sig", armoured);
    return run(message, List.of("-Y", "check-novalidate", "-n", namespace, "-s", "checked.sig"));
  }

  /** Whether the signature counts by these signers. */
  Said verifies(
      String signers, String principal, String namespace, byte[] message, byte[] armoured) {
    write("signers", signers);
    write("verified.sig", armoured);
    return verifies(principal, namespace, message);
  }

  /** The same with what was written before, and more arguments. */
  Said verifies(String principal, String namespace, byte[] message, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("-Y", "verify", "-f", "signers", "-I", principal));
    arguments.addAll(List.of("-n", namespace, "-s", "verified.sig"));
    arguments.addAll(List.of(more));
    return run(message, arguments);
  }
}
