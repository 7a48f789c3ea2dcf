package dev.interlock.testing;

import dev.interlock.internal.testing.OfTests;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A journal whose engine records its runs under the profile of tests. Safe for many threads. */
class MarkedJournal implements Journal, OfTests {
  private final Journal inner;

  MarkedJournal(Journal inner) {
    this.inner = inner;
  }

  @Override
  public String origin() {
    return inner.origin();
  }

  @Override
  public Entry append(Instant at, RunId run, String event, Json data) {
    return inner.append(at, run, event, data);
  }

  @Override
  public CompletionStage<Void> force() {
    return inner.force();
  }

  @Override
  public List<Entry> entries(RunId run) {
    return inner.entries(run);
  }

  @Override
  public List<RunId> runs() {
    return inner.runs();
  }

  @Override
  public String keep(Side side, byte[] content) {
    return inner.keep(side, content);
  }

  @Override
  public Optional<byte[]> kept(Side side, String sha256) {
    return inner.kept(side, sha256);
  }

  @Override
  public Head head() {
    return inner.head();
  }

  @Override
  public boolean had(Head head) {
    return inner.had(head);
  }

  @Override
  public boolean signsHeads() {
    return inner.signsHeads();
  }

  @Override
  public String keepApproval(String nonce, Approval approval) {
    return inner.keepApproval(nonce, approval);
  }

  @Override
  public Optional<Approval> approval(String name) {
    return inner.approval(name);
  }

  @Override
  public void close() {
    inner.close();
  }
}
