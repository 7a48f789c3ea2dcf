package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.record.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide's page on approving work in the order in which they stand there. */
class ApprovingPageTest {
  private static final Path PAGE = Path.of("../../docs/guide/approving.md");
  private static final Pattern FENCE = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir Path folder;

  private Shell shell() {
    return new Shell(
            folder.resolve("log"),
            setup -> setup.engine().build(),
            Signed.command(
                "sprint-review",
                "7-approval",
                Approvers.confirmedBy("product-owner").atLeast(Presence.KEY)))
        .with(
            command ->
                command.in(Map.of("INTERLOCK_PEOPLE", folder.resolve("people.json").toString())));
  }

  @Test
  void everyCommandDoesWhatItSays() throws Exception {
    Staff.in(folder);
    int count = 0;
    for (String line : commands()) {
      String[] words = words(line.replace("/secure/", folder + "/"));
      if (words[0].equals("./interlock")) {
        Shell.Answer answer =
            shell().on(List.of(words).subList(1, words.length).toArray(String[]::new));
        boolean waits = words[1].equals("sprint-review") || words[1].equals("again");
        assertThat(answer.exit()).as("%s: %s", line, answer.lines()).isEqualTo(waits ? 3 : 0);
      } else if (words[0].equals("ssh-keygen")) {
        Staff.run(words);
      } else {
        assertThat(line).isEqualTo("export INTERLOCK_PEOPLE=/secure/people.json");
      }
      count++;
    }
    assertThat(count).isEqualTo(11);
    assertThat(shell().on("show", "sprint-7b").said())
        .contains("replaces sprint-7", "approved by ada (proven)", "saying: as agreed on Monday");
  }

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher fence = FENCE.matcher(Files.readString(PAGE));
    while (fence.find()) {
      commands.addAll(fence.group(1).lines().toList());
    }
    return commands;
  }

  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }
}
