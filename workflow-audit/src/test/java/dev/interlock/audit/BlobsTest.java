package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {
  private static final RunId RUN = RunId.of("run-1");
  private static final Principal BOB = Principal.of("bob");
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";

  @TempDir Path dir;

  public record Text(String text) {}

  public record Saw(String what) {}

  public record Command(List<String> argv) {}

  public record Halves(String one, List<String> other) {}

  private static Workflow<Text, Text> hiding() {
    return Workflow.<Text, Text>define(
            "hiding",
            Text.class,
            (flow, text) -> {
              Ref<Text> more =
                  flow.step("more", Text.class)
                      .reading(text)
                      .sensitive()
                      .combine(t -> new Text(t.text() + "!"));
              return flow.step("end", Text.class)
                  .reading(more)
                  .combine(t -> new Text("" + t.text().length()));
            })
        .sensitiveInput();
  }

  private Outcome<Text> run(Workflow<Text, Text> workflow, Text input) {
    try (Journal journal = Logs.open(dir)) {
      return Engine.on(journal).build().start(workflow, RUN, input).settled();
    }
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("blobs"))) {
      return files.sorted().toList();
    }
  }

  /** All files of the log that hold this text. */
  private List<Path> holding(String text) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> new String(Logs.read(file), ISO_8859_1).contains(text))
          .toList();
    }
  }

  private Verification verified() {
    return RecordVerifier.verify(dir);
  }

  @Nested
  class ASensitiveValue {
    @Test
    void standsInABlobOfItsOwnAndNowhereElse() throws Exception {
      assertThat(run(hiding(), new Text("hidden")).result()).contains(new Text("7"));
      assertThat(blobs()).hasSize(2);
      assertThat(holding("hidden"))
          .hasSize(2)
          .allMatch(file -> file.startsWith(dir.resolve("blobs")));
      for (Path blob : blobs()) {
        byte[] file = Logs.read(blob);
        assertThat(blob.getFileName()).hasToString(Digests.sha256Hex(file));
        assertThat(new String(file, 16, file.length - 16, UTF_8)).startsWith("{\"text\":\"hidden");
      }
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
      assertThat(verified().erased()).isZero();
    }

    @Test
    void thatIsMissingIsTampering() throws Exception {
      run(hiding(), new Text("hidden"));
      Path gone = blobs().get(0);
      Files.delete(gone);
      List<String> lines = Files.readAllLines(Logs.journal(dir));
      int names =
          IntStream.range(0, lines.size())
              .filter(line -> lines.get(line).contains(String.valueOf(gone.getFileName())))
              .findFirst()
              .orElseThrow();
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.TAMPERED);
      assertThat(verified().badLine()).hasValue(names + 1L);
      assertThat(verified().reason().orElseThrow()).contains("missing");
    }

    @Test
    void thatWasChangedIsTampering() throws Exception {
      run(hiding(), new Text("hidden"));
      byte[] file = Logs.read(blobs().get(0));
      file[20] ^= 1;
      Logs.write(blobs().get(0), file);
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.TAMPERED);
      assertThat(verified().reason().orElseThrow()).contains("another content");
    }

    @Test
    void whoseReferenceSaysAnotherSizeIsTampering() {
      try (FileJournal journal = Logs.open(dir)) {
        String sha256 = journal.keep(Journal.Side.BLOB, new byte[20]);
        Event event = new Event.RunCompleted(new Event.Blob(sha256, 5).json());
        journal.append(Logs.AT, RUN, event.name(), event.json());
      }
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.TAMPERED);
    }
  }

  @Test
  void aBlobThatNoLineNamesIsHarmless() {
    run(hiding(), new Text("hidden"));
    try (FileJournal journal = Logs.open(dir)) {
      journal.keep(Journal.Side.BLOB, new byte[30]);
    }
    assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
  }

  @Test
  void aKnownSecretIsInNoFileOfTheLog() throws Exception {
    String coded = Base64.getEncoder().encodeToString(("key " + KEY).getBytes(UTF_8));
    Workflow<Text, Text> leaking =
        Workflow.define(
            "leaking",
            Text.class,
            (flow, text) -> {
              Ref<Text> first =
                  flow.step("first", Text.class)
                      .reading(text, flow.evidence())
                      .verifiedBy("look", (t, e, r) -> Verdict.passed(new Saw("it is " + KEY)))
                      .compute(
                          (t, evidence) -> {
                            evidence.add(new Saw(KEY + "x".repeat(50_000)));
                            evidence.add(new Command(List.of("aws", "--token", "hunter2", KEY)));
                            evidence.add(
                                new Halves(KEY.substring(0, 7), List.of(KEY.substring(7))));
                            evidence.add(new Saw("sent " + coded));
                            return t;
                          });
              return flow.step("second", Text.class)
                  .reading(first)
                  .unverified("a test")
                  .compute(
                      t -> {
                        throw new IllegalStateException("refused " + KEY, new Error(KEY));
                      });
            });
    assertThat(run(leaking, new Text("in"))).isInstanceOf(Outcome.Failed.class);
    for (String secret : List.of(KEY, KEY.substring(7), "hunter2", coded)) {
      assertThat(holding(secret)).as(secret).isEmpty();
    }
    assertThat(holding("redacted")).isNotEmpty();
    assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
  }

  @Nested
  class Erasing {
    @Test
    void takesTheFilesAwayAndLeavesAValidRecordThatSaysSo() throws Exception {
      run(hiding(), new Text("hidden"));
      try (FileJournal journal = Logs.open(dir)) {
        List<Event.Blob> planned = FileJournal.erasable(journal, RUN);
        assertThat(journal.erase(RUN, BOB)).isEqualTo(planned).hasSize(2);
        assertThat(journal.erase(RUN, BOB)).isEmpty();
        assertThat(journal.entries(RUN))
            .extracting(Entry::event)
            .filteredOn(Event.BlobErased.class::isInstance)
            .extracting(event -> ((Event.BlobErased) event).by())
            .containsExactly("bob", "bob");
      }
      assertThat(holding("hidden")).isEmpty();
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
      assertThat(verified().erased()).isEqualTo(2);
      assertThat(RecordVerifier.verify(dir, RUN).verdict())
          .isEqualTo(Verification.Verdict.OK_UNANCHORED);
    }

    @Test
    void isCompletedWhereACrashCameBeforeTheFilesWereGone() throws Exception {
      run(hiding(), new Text("hidden"));
      try (FileJournal journal = Logs.open(dir)) {
        Event event = new Event.BlobErased(blobs().get(0).getFileName().toString(), "bob");
        journal.append(Logs.AT, RUN, event.name(), event.json());
      }
      assertThat(blobs()).hasSize(2);
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
      try (FileJournal journal = Logs.open(dir)) {
        assertThat(journal.erase(RUN, BOB)).hasSize(2);
        assertThat(journal.entries(RUN))
            .filteredOn(entry -> entry.name().equals("blob.erased"))
            .hasSize(2);
      }
      assertThat(blobs()).isEmpty();
      assertThat(verified().erased()).isEqualTo(2);
    }

    @Test
    void isRecordedBeforeAFileIsGone() throws Exception {
      run(hiding(), new Text("hidden"));
      TestDisk disk =
          TestDisk.failing(
              act -> {
                if (act.equals("delete")) {
                  throw new IOException("no");
                }
              });
      try (FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, disk)) {
        assertThatThrownBy(() -> journal.erase(RUN, BOB)).hasMessageContaining("erase it again");
        assertThat(journal.entries(RUN))
            .filteredOn(entry -> entry.name().equals("blob.erased"))
            .hasSize(2);
      }
      assertThat(blobs()).hasSize(2);
    }

    @Test
    void isRefusedForARunThatHasNotEndedAndForOneThatIsUnknown() throws Exception {
      Workflow<Text, Text> waiting =
          Workflow.<Text, Text>define(
                  "waiting",
                  Text.class,
                  (flow, text) -> {
                    Ref<Text> got = flow.receive("got", Text.class).unverified("a test").from("a");
                    return flow.step("end", Text.class).reading(text, got).combine((t, g) -> g);
                  })
              .sensitiveInput();
      assertThat(run(waiting, new Text("hidden"))).isInstanceOf(Outcome.Waiting.class);
      try (FileJournal journal = Logs.open(dir)) {
        assertThatThrownBy(() -> journal.erase(RUN, BOB))
            .isInstanceOf(WorkflowException.class)
            .hasMessageContaining("run 'run-1' has not ended");
        assertThatThrownBy(() -> journal.erase(RunId.of("other"), BOB))
            .isInstanceOf(WorkflowException.class)
            .hasMessageContaining("there is no run 'other'");
      }
      assertThat(blobs()).hasSize(1);
    }

    @Test
    void isRefusedForARunWhoseParentHasNotEnded() throws Exception {
      Workflow<Text, Text> outer =
          Workflow.<Text, Text>define(
                  "outer",
                  Text.class,
                  (flow, text) -> {
                    Ref<Text> inner = flow.child("inner", hiding(), text);
                    Ref<Text> got = flow.receive("got", Text.class).unverified("a test").from("a");
                    return flow.step("end", Text.class).reading(inner, got).combine((t, g) -> g);
                  })
              .sensitiveInput();
      run(outer, new Text("hidden"));
      try (FileJournal journal = Logs.open(dir)) {
        RunId child = journal.runs().get(1);
        assertThatThrownBy(() -> journal.erase(child, BOB))
            .hasMessageContaining("was asked for by run 'run-1'");
        assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
      }
    }

    @Test
    void ofAnotherRunExcusesNoMissingBlob() throws Exception {
      run(hiding(), new Text("hidden"));
      Path gone = blobs().get(0);
      Files.delete(gone);
      try (FileJournal journal = Logs.open(dir)) {
        Event event = new Event.BlobErased(gone.getFileName().toString(), "bob");
        journal.append(Logs.AT, RunId.of("other"), event.name(), event.json());
      }
      assertThat(verified().verdict()).isEqualTo(Verification.Verdict.TAMPERED);
    }
  }
}
