package dev.interlock.testing.contract;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A journal that is good as it is, for others to spoil. */
class Forwarding implements Journal {
  final Journal good = Journal.inMemory();

  @Override
  public String origin() {
    return good.origin();
  }

  @Override
  public Entry append(Instant at, RunId run, String event, Json data) {
    return good.append(at, run, event, data);
  }

  @Override
  public CompletionStage<Void> force() {
    return good.force();
  }

  @Override
  public List<Entry> entries(RunId run) {
    return good.entries(run);
  }

  @Override
  public List<RunId> runs() {
    return good.runs();
  }

  @Override
  public String keep(Side side, byte[] content) {
    return good.keep(side, content);
  }

  @Override
  public Optional<byte[]> kept(Side side, String sha256) {
    return good.kept(side, sha256);
  }

  @Override
  public void close() {}
}
