package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.HeadKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide's page on signing work in the order in which they stand there. */
class SigningPageTest {
  private static final Path PAGE = Path.of("../../docs/guide/signing.md");
  private static final Pattern COMMAND = Pattern.compile("^\\./interlock (.*)$", Pattern.MULTILINE);
  private static final String EXAMPLE = "sprint-review --sprint \"Sprint 7\"";

  @TempDir Path folder;

  @Test
  void everyCommandDoesWhatItSays() throws IOException {
    Shell shell =
        new Shell(
            folder.resolve("log"),
            setup -> setup.engine().channel(Says.YES).build(),
            Greeting.command());
    Matcher commands = COMMAND.matcher(Files.readString(PAGE));
    int count = 0;
    while (commands.find()) {
      String typed = commands.group(1).replace(EXAMPLE, "greet --name Ann");
      String[] words = typed.replaceAll("/(secure|elsewhere)/", folder + "/").split(" ");
      boolean ofKeys = words[0].equals("keys");
      Shell.Answer answer = ofKeys ? shell.type(words) : shell.on(words);
      assertThat(answer.exit()).as("%s: %s", typed, answer.lines()).isZero();
      count++;
      if (typed.startsWith("keys new")) {
        allow(HeadKey.read(folder.resolve("head.key")));
      }
    }
    assertThat(count).isEqualTo(7);
    assertThat(folder.resolve("head.key.1.old")).exists();
  }

  private void allow(HeadKey key) throws IOException {
    Files.write(folder.resolve("allowed_signers"), List.of(key.allowedSigner()));
  }
}
