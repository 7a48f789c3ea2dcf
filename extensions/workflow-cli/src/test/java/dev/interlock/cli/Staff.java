package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.People;
import dev.interlock.gates.PeopleFile;
import dev.interlock.record.Principal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** People with keys that the real ssh-keygen made, in a folder. */
record Staff(Path folder) {

  static Staff in(Path folder) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "ssh-keygen")));
    Assumptions.assumeTrue(there, "ssh-keygen is missing: install openssh-client");
    return new Staff(folder);
  }

  Path file() {
    return folder.resolve("people.json");
  }

  Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /** Somebody in these roles, with a key. */
  Staff with(String name, String... roles) throws IOException, InterruptedException {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key(name).toString());
    List<Principal> aliases =
        name.equals("me") ? List.of(Principal.ofProcess()) : List.<Principal>of();
    PeopleFile.at(file())
        .add(
            new People.Person(
                Principal.of(name),
                aliases,
                Arrays.asList(roles),
                List.of(PublicKeys.read(folder.resolve(name + ".key.pub"))),
                People.Validity.always()));
    return this;
  }

  /** Signs a file as the guide says; gives the file of the signature. */
  Path sign(String name, Path text) throws IOException, InterruptedException {
    return sign(name, text, "interlock-approval-v1");
  }

  Path sign(String name, Path text, String namespace) throws IOException, InterruptedException {
    Path signature = text.resolveSibling(text.getFileName() + ".sig");
    Files.deleteIfExists(signature);
    run("ssh-keygen", "-Y", "sign", "-f", key(name).toString(), "-n", namespace, text.toString());
    return signature;
  }

  /** Runs a program that must succeed; gives what it says. */
  static String run(String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("interlock-run", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said);
    Files.delete(said);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
