package dev.interlock.audit;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A log, its key, and a witness that knows both. */
abstract class WithWitness {
  @TempDir Path dir;
  final TestWitness witness = new TestWitness("witness.test/w1");
  final KeyPair logKey = TestWitness.newKey();
  final NoteSigner signer = NoteSigner.of(logKey);

  @AfterEach
  void closeWitness() throws Exception {
    witness.close();
  }

  WitnessAnchor anchor() {
    return WitnessAnchor.at(witness.prefix(), witness.vkey(), signer);
  }

  FileJournal open(Anchor... anchors) {
    return FileJournal.open(dir, Logs.OPTIONS.anchors(anchors), TestDisk.quick());
  }

  /** Writes so many events and says how far the anchor came. */
  Anchor.Standing write(int events, Anchor anchor) {
    FileJournal journal = open(anchor);
    witness.logKeys.putIfAbsent(journal.origin(), TestWitness.raw(logKey));
    Logs.append(journal, events);
    journal.close();
    return journal.anchors().get(0);
  }

  String origin() {
    return new LogFolder(dir).originOrRefuse();
  }

  List<String> olds() {
    return witness.requests.stream().map(body -> body.lines().findFirst().orElse("")).toList();
  }

  Path note(long size) {
    return dir.resolve("heads/" + size + ".note");
  }
}
