package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sprint review that a product owner opens with a signature, on the module path. */
class SignedReviewTest {
  @TempDir Path folder;

  private Program.Ended type(String... words) throws Exception {
    String[] typed = Arrays.copyOf(words, words.length + 1);
    typed[words.length] = "--people=" + folder.resolve("people.json");
    return new Program(folder).unattended(typed);
  }

  private void keygen(String... words) throws Exception {
    String[] line =
        Stream.concat(Stream.of("ssh-keygen", "-q"), Stream.of(words)).toArray(String[]::new);
    Process process =
        new ProcessBuilder(line)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void completesOnceTheSignatureIsHandedIn() throws Exception {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "ssh-keygen")));
    Assumptions.assumeTrue(there, "ssh-keygen is missing: install openssh-client");
    String key = folder.resolve("ada").toString();
    keygen("-t", "ed25519", "-N", "", "-f", key);
    assertThat(type("people", "add", "ada", "--role=product-owner", "--key=" + key + ".pub").exit())
        .isZero();
    assertThat(type("people", "check").out())
        .contains("workflow 'release'", "'release-manager'")
        .doesNotContain("sprint-review");
    assertThat(type("sprint-review", "--sprint=Sprint 7", "--run=s7").exit()).isEqualTo(3);

    Program.Ended asked = type("request", "s7", "--as=ada", "--out=" + folder);
    assertThat(asked.exit()).as(asked.err()).isZero();
    Path text = folder.resolve("s7.7-approval.1.ada.approved.txt");
    keygen("-Y", "sign", "-f", key, "-n", "interlock-approval-v1", text.toString());
    Program.Ended done = type("approve", "s7", "--signature=" + text + ".sig");

    assertThat(done.exit()).as(done.out() + done.err()).isZero();
    assertThat(new Program(folder).unattended("show", "s7").out())
        .contains("approved by ada (proven) as product-owner, over signature, presence KEY");
    assertThat(type("verify").exit()).isZero();
  }
}
