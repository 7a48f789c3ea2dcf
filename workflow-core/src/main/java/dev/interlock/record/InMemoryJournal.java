package dev.interlock.record;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A journal in memory; its lines are chained and hashed, so that it costs what a record costs. */
final class InMemoryJournal implements Journal {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final String origin = "interlock/" + UUID.randomUUID().toString().replace("-", "");
  private final Map<RunId, List<Entry>> runs = new LinkedHashMap<>();
  private final Map<String, byte[]> side = new ConcurrentHashMap<>();
  private final Map<String, Approval> approvals = new ConcurrentHashMap<>();
  private final Map<Long, String> roots = new ConcurrentHashMap<>();
  private final HashTree tree = new HashTree();
  private final Object lock = new Object();
  private byte[] prev = Line.beforeFirst();

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public Entry append(Instant at, RunId run, String event, Json data) {
    synchronized (lock) {
      Line line = Line.compose(tree.size(), prev, at, run.value(), event, data.bytes());
      byte[] leaf = line.leafHash();
      tree.add(leaf);
      prev = leaf;
      Entry entry = new Entry(line.seq(), line.at(), run, event, data);
      runs.computeIfAbsent(run, r -> new ArrayList<>()).add(entry);
      return entry;
    }
  }

  @Override
  public CompletionStage<Void> force() {
    return DONE;
  }

  @Override
  public List<Entry> entries(RunId run) {
    synchronized (lock) {
      return List.copyOf(runs.getOrDefault(run, List.of()));
    }
  }

  @Override
  public List<RunId> runs() {
    synchronized (lock) {
      return List.copyOf(runs.keySet());
    }
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

  /** There is nothing to lose, so that the head is what was appended. */
  @Override
  public Head head() {
    synchronized (lock) {
      String root = Base64.getEncoder().encodeToString(tree.root());
      roots.put(tree.size(), root);
      return new Head(tree.size(), root);
    }
  }

  @Override
  public boolean had(Head head) {
    return head.equals(Head.none()) || head.root().equals(roots.get(head.size()));
  }

  @Override
  public String keepApproval(String nonce, Approval approval) {
    synchronized (lock) {
      int number = 1;
      while (approvals.containsKey(nonce + "." + number + ".txt")) {
        number++;
      }
      String name = nonce + "." + number + ".txt";
      approvals.put(name, approval);
      return name;
    }
  }

  @Override
  public Optional<Approval> approval(String name) {
    return Optional.ofNullable(approvals.get(name));
  }

  @Override
  public void close() {}
}
