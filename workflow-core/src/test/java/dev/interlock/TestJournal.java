package dev.interlock;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A journal in memory that counts its forces, can be cut off like after a crash without changing
 * its origin, and fails when it is told to.
 */
final class TestJournal implements Journal {
  private static final int MAX_LINE = 65_536;
  private static final int NEVER = Integer.MAX_VALUE;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, byte[]> side = new ConcurrentHashMap<>();
  private final Optional<Executor> forcer;
  private int durable;
  private int appends;
  private int forces;
  private int failingAppend = NEVER;
  private int failingForce = NEVER;
  private boolean forGood;
  private boolean signs;
  private boolean poisoned;

  TestJournal() {
    this(Optional.empty());
  }

  private TestJournal(Optional<Executor> forcer) {
    this.forcer = forcer;
  }

  /** A journal whose forces are done on threads of its own. */
  static TestJournal forcingOn(Executor forcer) {
    return new TestJournal(Optional.of(forcer));
  }

  /** What a crash after this many entries leaves behind. */
  synchronized TestJournal cutAfter(int kept) {
    TestJournal copy = new TestJournal();
    copy.entries.addAll(entries.subList(0, kept));
    copy.side.putAll(side);
    copy.durable = kept;
    return copy;
  }

  /** What is certain to be there after a loss of power. */
  synchronized TestJournal durableCopy() {
    return cutAfter(durable);
  }

  /** Lets the n-th append from now fail, and every later one if for good. */
  synchronized TestJournal failAtAppend(int n, boolean allLater) {
    failingAppend = appends + n;
    forGood = allLater;
    return this;
  }

  /** Lets the n-th force from now fail, and every later one if for good. */
  synchronized TestJournal failAtForce(int n, boolean allLater) {
    failingForce = forces + n;
    forGood = allLater;
    return this;
  }

  /** Whether nothing can be written any more. */
  synchronized boolean isLost() {
    return poisoned;
  }

  /** How many entries are certain to be there. */
  synchronized int durable() {
    return durable;
  }

  synchronized int forces() {
    return forces;
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized List<Entry> all() {
    return List.copyOf(entries);
  }

  /** The names of all events in their order. */
  List<String> names() {
    return all().stream().map(Entry::name).toList();
  }

  /** Takes away what was shown, as if somebody had deleted the files. */
  void loseShown() {
    side.keySet().removeIf(key -> key.startsWith(Side.SHOWN.name()));
  }

  /** Takes away all blobs. */
  void loseBlobs() {
    side.keySet().removeIf(key -> key.startsWith(Side.BLOB.name()));
  }

  @Override
  public String origin() {
    return "test/00000000000000000000000000000001";
  }

  @Override
  public synchronized Entry append(Instant at, RunId run, String event, Json data) {
    appends++;
    if (poisoned || appends == failingAppend) {
      poisoned = forGood;
      throw new JournalException("no space left");
    }
    if (data.size() + 300 > MAX_LINE) {
      throw new IllegalArgumentException("a line of " + data.size() + " bytes is too long");
    }
    Entry entry = new Entry(entries.size(), at, run, event, data);
    entries.add(entry);
    return entry;
  }

  @Override
  public CompletionStage<Void> force() {
    if (forcer.isEmpty()) {
      return forceNow();
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    forcer
        .get()
        .execute(
            () ->
                forceNow()
                    .whenComplete(
                        (none, error) -> {
                          if (error == null) {
                            done.complete(null);
                          } else {
                            done.completeExceptionally(error);
                          }
                        }));
    return done;
  }

  private synchronized CompletionStage<Void> forceNow() {
    forces++;
    if (poisoned || forces == failingForce) {
      poisoned = forGood;
      return CompletableFuture.failedStage(new JournalException("the disk is gone"));
    }
    durable = entries.size();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized List<Entry> entries(RunId run) {
    return entries.stream().filter(entry -> entry.run().equals(run)).toList();
  }

  @Override
  public synchronized List<RunId> runs() {
    return entries.stream().map(Entry::run).distinct().toList();
  }

  @Override
  public String keep(Side kind, byte[] content) {
    String sha256 = Line.hex(HashTree.sha256().digest(content));
    side.putIfAbsent(kind + "/" + sha256, content.clone());
    return sha256;
  }

  @Override
  public Optional<byte[]> kept(Side kind, String sha256) {
    return Optional.ofNullable(side.get(kind + "/" + sha256)).map(byte[]::clone);
  }

  @Override
  public void close() {}

  /** Says from now on that its heads are signed, which an engine only asks. */
  TestJournal signing() {
    signs = true;
    return this;
  }

  @Override
  public boolean signsHeads() {
    return signs;
  }
}
