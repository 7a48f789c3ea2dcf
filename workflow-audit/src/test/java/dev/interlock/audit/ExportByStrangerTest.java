package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks exports with the commands of their own page, and so with no line of our code. */
class ExportByStrangerTest {
  private static final RunId RUN = RunId.of("a.b_c-D");
  private static final String ALL_HOLDS = "all of this holds";

  @TempDir Path folder;
  private Path log;
  private Path out;
  private HeadKey key;

  @BeforeEach
  void writeALog() {
    Exports.needTools();
    log = folder.resolve("log");
    out = folder.resolve("out 'dir' $(exit 3);#");
    key = HeadKey.create(folder.resolve("key"));
    Exports.interleaved(log, Logs.OPTIONS.signedWith(key));
  }

  private static void assertHolds(Path dir) {
    Exports.Said said = Exports.type(dir, Exports.commands(dir));
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains(ALL_HOLDS);
  }

  private static void assertFound(Path dir, List<String> commands, String change) {
    Exports.Said said = Exports.type(dir, commands);
    assertThat(said.exit()).as("%s: %s", change, said.text()).isNotZero();
    assertThat(said.text()).as(change).doesNotContain(ALL_HOLDS);
  }

  @Test
  void aSignedExportHolds() {
    RunExport.of(log).signedWith(key).withBlobs().write(RUN, out);
    assertHolds(out);
    Exports.Said said = Exports.type(out, Exports.commands(out));
    assertThat(said.text())
        .contains("Good \"interlock-export-v1\" signature for interlock", key.fingerprint())
        .contains("Good \"interlock-head-v1\" signature")
        .contains("Signature Verified Successfully");
  }

  @Test
  void anUnsignedExportOfARunThatWaitsHolds() {
    RunExport.of(log).write(RunId.of("waits"), out);
    assertHolds(out);
  }

  @Test
  void anExportSignedByAnotherKeyThanTheHeadHolds() {
    RunExport.of(log).signedWith(HeadKey.create(folder.resolve("mine"))).write(RUN, out);
    assertHolds(out);
  }

  @Test
  void signedAnswersHoldAndNameWhoGaveThem() {
    log = folder.resolve("signed");
    GateBases.signed(log);
    RunExport.of(log).write(Telling.RUN, out);
    assertHolds(out);
    Exports.Said said = Exports.type(out, Exports.commands(out));
    assertThat(said.text())
        .contains("Good \"interlock-approval-v1\" signature", "principal carol", "principal bob");
    String statement = new String(Logs.read(out.resolve("statement.json")), UTF_8);
    assertThat(statement)
        .contains("\"people\":[\"" + Signed.DIGEST + "\"]", "\"onBehalfOf\":\"alice\"");
  }

  @Test
  void logsOfAnySizeHold() {
    for (int size = 1; size <= 9; size++) {
      Path other = folder.resolve("log-" + size);
      int events = size;
      try (FileJournal journal = FileJournal.open(other, Logs.OPTIONS, TestDisk.quick())) {
        dev.interlock.Engine engine = Exports.engine(journal);
        for (int i = 0; i < events; i++) {
          Exports.start(engine, "r-" + i);
        }
      }
      Path dir = folder.resolve("out-" + size);
      RunExport.of(other).write(RunId.of("r-" + (size - 1)), dir);
      assertHolds(dir);
    }
  }

  @Nested
  class AChangedByte {
    private List<String> commands;

    /** The page itself is read before it is changed: nobody can check a page by itself. */
    @BeforeEach
    void export() {
      RunExport.of(log).signedWith(key).withBlobs().write(RUN, out);
      commands = Exports.commands(out);
    }

    @Test
    void ofAnyFileIsFound() {
      for (Map.Entry<String, byte[]> each : Exports.files(out).entrySet()) {
        byte[] content = each.getValue();
        for (int at : new int[] {0, content.length / 3, content.length / 2, content.length - 1}) {
          byte[] changed = content.clone();
          changed[at] ^= 1;
          Logs.write(out.resolve(each.getKey()), changed);
          assertFound(out, commands, "byte " + at + " of " + each.getKey());
        }
        Logs.write(out.resolve(each.getKey()), content);
      }
      assertHolds(out);
    }

    @Test
    void ofTheListOrItsSignatureIsFoundWhereverItStands() throws Exception {
      List<String> first =
          commands.subList(
              0, commands.indexOf("cut -d ' ' -f 2 key.pub | base64 -d | tail -c 32 > \"$t/key\""));
      assertThat(Exports.type(out, first).exit()).isZero();
      for (String name : List.of("SHA256SUMS", "SHA256SUMS.sig")) {
        byte[] content = Logs.read(out.resolve(name));
        for (int at = 0; at < content.length; at += name.endsWith(".sig") ? 1 : 7) {
          byte[] changed = content.clone();
          changed[at] ^= 1;
          Logs.write(out.resolve(name), changed);
          assertFound(out, first, "byte " + at + " of " + name);
        }
        Logs.write(out.resolve(name), content);
      }
    }

    @Test
    void orAFileMoreOrLessIsFound() throws Exception {
      Files.writeString(out.resolve("more"), "more");
      assertFound(out, commands, "a file more");
      Files.delete(out.resolve("more"));
      assertHolds(out);
      Files.delete(out.resolve("log.json"));
      assertFound(out, commands, "a file less");
    }
  }

  /** Somebody without the key, who makes all digests fit again. */
  @Nested
  class AForger {
    private void listAnew(Path dir) {
      SortedMap<String, byte[]> files = Exports.files(dir);
      StringBuilder sums = new StringBuilder();
      files.forEach(
          (name, content) -> {
            if (!name.startsWith("SHA256SUMS")) {
              sums.append(Digests.sha256Hex(content)).append("  ").append(name).append('\n');
            }
          });
      Logs.write(dir.resolve("SHA256SUMS"), sums.toString().getBytes(UTF_8));
    }

    private void change(String file, String from, String to) {
      String text = new String(Logs.read(out.resolve(file)), UTF_8);
      assertThat(text).contains(from);
      Logs.write(out.resolve(file), text.replace(from, to).getBytes(UTF_8));
    }

    @Test
    void isFoundByTheSignature() {
      RunExport.of(log).signedWith(key).write(RUN, out);
      change("statement.json", "\"lead\"", "\"boss\"");
      listAnew(out);
      assertFound(out, Exports.commands(out), "a signed list");
    }

    @Test
    void whoChangesALineIsFoundByTheProofs() {
      RunExport.of(log).write(RUN, out);
      String lines = Digests.sha256Hex(Logs.read(out.resolve("run.jsonl")));
      change("run.jsonl", "\"lead\"", "\"boss\"");
      change("statement.json", lines, Digests.sha256Hex(Logs.read(out.resolve("run.jsonl"))));
      listAnew(out);
      assertFound(out, Exports.commands(out), "a changed line");
    }

    @Test
    void whoPutsALineOfTheRunInAnotherPlaceIsFoundByTheProofs() {
      RunExport.of(log).write(RUN, out);
      String lines = Digests.sha256Hex(Logs.read(out.resolve("run.jsonl")));
      List<byte[]> swapped = new ArrayList<>(Logs.lines(Logs.read(out.resolve("run.jsonl"))));
      java.util.Collections.swap(swapped, 2, 3);
      Logs.write(out.resolve("run.jsonl"), Logs.join(swapped));
      change("statement.json", lines, Digests.sha256Hex(Logs.read(out.resolve("run.jsonl"))));
      listAnew(out);
      assertFound(out, Exports.commands(out), "two lines swapped");
    }

    @Test
    void whoPutsLinesAndTheirProofsInAnotherOrderOrTwiceIsFound() {
      RunExport.of(log).write(RUN, out);
      String digest = Digests.sha256Hex(Logs.read(out.resolve("run.jsonl")));
      for (int second : new int[] {2, 3}) {
        for (String file : List.of("run.jsonl", "proofs.jsonl")) {
          List<byte[]> lines = new ArrayList<>(Logs.lines(Logs.read(out.resolve(file))));
          lines.add(2, lines.remove(3));
          lines.set(second, lines.get(2));
          Logs.write(out.resolve(file), Logs.join(lines));
        }
        String now = Digests.sha256Hex(Logs.read(out.resolve("run.jsonl")));
        change("statement.json", digest, now);
        digest = now;
        listAnew(out);
        assertFound(out, Exports.commands(out), "other order");
      }
    }

    @Test
    void whoSaysAnotherOutcomeIsFound() {
      RunExport.of(log).write(RUN, out);
      change("statement.json", "\"outcome\":\"completed\",", "\"outcome\":\"rejected\",");
      listAnew(out);
      assertFound(out, Exports.commands(out), "another outcome");
    }

    @Test
    void whoTakesAwayWhatALineNamesIsFound() throws Exception {
      log = folder.resolve("signed");
      GateBases.signed(log);
      RunExport.of(log).write(Telling.RUN, out);
      for (Map.Entry<String, byte[]> each : Exports.files(out).entrySet()) {
        if (each.getKey().matches("(outlines|shown|approvals)/.*(json|txt)")) {
          Files.delete(out.resolve(each.getKey()));
          listAnew(out);
          assertFound(out, Exports.commands(out), each.getKey());
          Logs.write(out.resolve(each.getKey()), each.getValue());
        }
      }
      listAnew(out);
      assertHolds(out);
    }

    @Test
    void whoChangesAHashOfAProofIsFound() {
      RunExport.of(log).write(RUN, out);
      List<byte[]> proofs = Logs.lines(Logs.read(out.resolve("proofs.jsonl")));
      for (int i = 0; i < proofs.size(); i++) {
        List<byte[]> changed = new ArrayList<>(proofs);
        String proof = new String(proofs.get(i), UTF_8);
        int at = proof.indexOf("\"proof\":[\"") + 12;
        char other = proof.charAt(at) == 'A' ? 'B' : 'A';
        changed.set(i, (proof.substring(0, at) + other + proof.substring(at + 1)).getBytes(UTF_8));
        Logs.write(out.resolve("proofs.jsonl"), Logs.join(changed));
        listAnew(out);
        assertFound(out, Exports.commands(out), "the proof of line " + i);
      }
    }
  }
}
