package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;

/** The evidence of one attempt, until the attempt is over. Safe for many threads. */
final class EvidenceLog implements Evidence {
  private final Codec codec;
  private final String path;
  private final List<Json> seen = new ArrayList<>();
  private boolean over;

  EvidenceLog(Codec codec, String path) {
    this.codec = codec;
    this.path = path;
  }

  @Override
  public void add(Record what) {
    Json json = Examined.encode(codec, what);
    synchronized (seen) {
      if (over) {
        throw new WorkflowException(
            "evidence for step '" + path + "' came after its attempt was over");
      }
      seen.add(json);
    }
  }

  /** Ends the attempt; what comes later is refused. */
  List<Json> close() {
    synchronized (seen) {
      over = true;
      return List.copyOf(seen);
    }
  }
}
