package dev.interlock.audit;

import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Puts whole files beside the events, durably, each once. Safe for many threads. */
final class SideFiles {
  private static final int MOST_REMEMBERED = 1000;

  private final LogFolder folder;
  private final Disk disk;
  private final AtomicLong number = new AtomicLong();
  private final Set<String> durable = ConcurrentHashMap.newKeySet();

  SideFiles(LogFolder folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Keeps content under its digest, which is the answer. */
  String keep(Side side, byte[] content) throws IOException {
    String sha256 = Digests.sha256Hex(content);
    Path file = folder.side(side, sha256);
    if (!durable.contains(side + sha256)) {
      if (Files.exists(file)) {
        confirm(side, sha256);
      } else {
        put(file, content);
      }
      remember(side + sha256);
    }
    return sha256;
  }

  private void confirm(Side side, String sha256) throws IOException {
    if (folder.kept(side, sha256).isEmpty()) {
      throw new JournalException(
          "'" + folder.side(side, sha256) + "' does not hold what its name says");
    }
    disk.forceFolder(folder.side(side));
  }

  private void remember(String name) {
    if (durable.size() < MOST_REMEMBERED) {
      durable.add(name);
    }
  }

  /** Takes files away, durably, if they are there. */
  void erase(Side side, List<String> all) throws IOException {
    for (String sha256 : all) {
      disk.delete(folder.side(side, sha256));
      durable.remove(side + sha256);
    }
    disk.forceFolder(folder.side(side));
  }

  /** Keeps a signed answer, the signature first, so that no text stands there without one. */
  synchronized String keepApproval(String nonce, Journal.Approval approval) throws IOException {
    int number = 1;
    while (Files.exists(folder.approval(nonce, number))) {
      number++;
    }
    Path text = folder.approval(nonce, number);
    put(LogFolder.signatureOf(text), approval.signature().getBytes(StandardCharsets.UTF_8));
    put(text, approval.text().getBytes(StandardCharsets.UTF_8));
    return String.valueOf(text.getFileName());
  }

  /** Writes a file under a name of its own, then gives it its name. */
  void put(Path file, byte[] content) throws IOException {
    String name = file.getFileName() + "." + number.incrementAndGet();
    disk.put(file, content, folder.temporary().resolve(name));
  }
}
