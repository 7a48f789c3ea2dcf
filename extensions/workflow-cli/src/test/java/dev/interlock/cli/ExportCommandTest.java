package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.audit.FileJournal;
import dev.interlock.audit.HeadKey;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path folder;
  private Path log;
  private Path out;

  @BeforeEach
  void twoRuns() {
    log = folder.resolve("log");
    out = folder.resolve("out");
    try (Journal journal = FileJournal.open(log)) {
      Engine engine = Engine.on(journal).build();
      engine.start(Greeting.on(log), RunId.of("waits"), new Greeting.Guest("Ann")).settled();
      engine.start(Greeting.on(log), RunId.of("ended"), new Greeting.Guest("Bo")).settled();
      engine.cancel(RunId.of("ended"), Principal.of("carl")).settled();
    }
  }

  private Shell.Answer export(String... words) {
    List<String> typed = new ArrayList<>(List.of("export"));
    typed.addAll(List.of(words));
    Shell shell = new Shell(log, setup -> setup.engine().build(), Greeting.command());
    return shell.on(typed.toArray(String[]::new));
  }

  @Test
  void saysWhatIsInTheFolder() {
    Shell.Answer answer = export("ended", out.toString());
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("OK-UNANCHORED: run ended is exported", "it is not signed", "README.txt");
    assertThat(out.resolve("run.jsonl")).isNotEmptyFile();
    assertThat(out.resolve("SHA256SUMS.sig")).doesNotExist();
  }

  @Test
  void signsWithAKey() {
    HeadKey.create(folder.resolve("key"));
    Shell.Answer answer =
        export("ended", out.toString(), "--key", folder.resolve("key").toString(), "--with-blobs");
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out()).doesNotContain("not signed");
    assertThat(out.resolve("SHA256SUMS.sig")).isNotEmptyFile();
  }

  @Test
  void ofARunThatHasNotEndedExitsAsVerifyDoes() {
    Shell.Answer answer = export("waits", out.toString());
    assertThat(answer.exit()).isEqualTo(10);
    assertThat(answer.out()).contains("INCOMPLETE", "has not ended");
    assertThat(out.resolve("run.jsonl")).isNotEmptyFile();
  }

  @Test
  void refusesATamperedLogWithTheExitCodeOfTheVerdict() throws IOException {
    Path journal = log.resolve("journal.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("carl", "dora"));
    Shell.Answer answer = export("ended", out.toString());
    assertThat(answer.exit()).isEqualTo(11);
    assertThat(answer.err()).contains("nothing was exported", "TAMPERED", "verify");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesAFolderThatIsInUse() throws IOException {
    Files.createDirectories(out.resolve("mine"));
    Shell.Answer answer = export("ended", out.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains("is there already");
    assertThat(export("ended").exit()).isEqualTo(2);
  }

  @Test
  void namesTheNextCommandWhereThereIsNoSuchRun() {
    Shell.Answer answer = export("other", out.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains("has no run 'other'", "./interlock runs");
  }

  @Test
  void refusesAKeyThatItCannotRead() {
    Shell.Answer answer = export("ended", out.toString(), "--key", folder.resolve("no").toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains("the key of the heads cannot be used");
    assertThat(out).doesNotExist();
  }

  @Test
  void answersAMachine() {
    Shell.Answer answer = export("ended", out.toString(), "--json");
    assertThat(answer.json())
        .contains("\"verdict\":\"OK-UNANCHORED\"", "\"signed\":false", "\"run.jsonl\"");
  }
}
