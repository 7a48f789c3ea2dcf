package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseCommandTest {
  @TempDir Path folder;
  private Path log;

  /** What is to be erased. */
  public record Patient(String name) {}

  @BeforeEach
  void twoRuns() {
    log = folder.resolve("log");
    Workflow<Patient, Patient> treating =
        Workflow.<Patient, Patient>define(
                "treating",
                Patient.class,
                (flow, patient) -> {
                  Ref<Patient> got =
                      flow.receive("more", Patient.class).unverified("a test").from("a");
                  return flow.step("end", Patient.class).reading(patient, got).combine((p, g) -> g);
                })
            .sensitiveInput();
    try (Journal journal = FileJournal.open(log)) {
      Engine engine = Engine.on(journal).build();
      engine.start(treating, RunId.of("waits"), new Patient("Ann")).settled();
      engine.start(treating, RunId.of("ended"), new Patient("Bo")).settled();
      engine.cancel(RunId.of("ended"), Principal.of("carl")).settled();
    }
  }

  private Shell.Answer erase(String... words) {
    Shell shell = new Shell(log, setup -> setup.engine().build(), Greeting.command());
    return shell.on(Stream.concat(Stream.of("erase"), Stream.of(words)).toArray(String[]::new));
  }

  private long blobs() throws IOException {
    try (Stream<Path> files = Files.list(log.resolve("blobs"))) {
      return files.count();
    }
  }

  @Test
  void saysWhatItWouldEraseAndChangesNothing() throws Exception {
    Shell.Answer answer = erase("ended", "--dry-run");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("would erase of run ended:", " 13 bytes");
    assertThat(blobs()).isEqualTo(2);
  }

  @Test
  void erasesAndTheRecordSaysByWhom() throws Exception {
    Shell.Answer answer = erase("ended", "--by", "dora");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("erased of run ended:");
    assertThat(blobs()).isEqualTo(1);
    assertThat(Files.readString(log.resolve("journal.jsonl"))).contains("\"by\":\"dora\"");
    Shell shell = new Shell(log, setup -> setup.engine().build(), Greeting.command());
    assertThat(shell.on("verify").out()).contains("OK-UNANCHORED").contains("erased: 1 blobs");
    assertThat(erase("ended").out()).contains("nothing of run ended is left to erase");
  }

  @Test
  void refusesARunThatHasNotEnded() throws Exception {
    Shell.Answer answer = erase("waits");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err()).contains("has not ended");
    assertThat(blobs()).isEqualTo(2);
  }

  @Test
  void namesTheRunsThatThereAreWhereThereIsNoSuchRun() {
    Shell.Answer answer = erase("other");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("waits", "ended");
  }

  @Test
  void answersAMachine() {
    assertThat(erase("ended", "--json").json()).contains("\"blobs\"").contains("\"size\"");
  }
}
