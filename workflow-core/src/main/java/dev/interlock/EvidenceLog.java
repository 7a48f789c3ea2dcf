package dev.interlock;

import dev.interlock.record.Json;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The evidence of one attempt, until the attempt is over. Safe for many threads. */
final class EvidenceLog implements Evidence {
  private final RecordedForm form;
  private final boolean sensitive;
  private final String path;
  private final Consumer<String> onLate;
  private final List<Json> seen = new ArrayList<>();
  private boolean over;

  /**
   * For one attempt.
   *
   * @param sensitive whether it goes into blobs
   * @param onLate is told what came after it was over
   */
  EvidenceLog(RecordedForm form, boolean sensitive, String path, Consumer<String> onLate) {
    this.form = form;
    this.sensitive = sensitive;
    this.path = path;
    this.onLate = onLate;
  }

  @Override
  public void add(Record what) {
    if (ValueTypes.saysNothing(what)) {
      throw new WorkflowException(
          "evidence for step '" + path + "' says nothing: its record has no components");
    }
    Json json = encode(what);
    if (!added(json)) {
      String late = "evidence for step '" + path + "' came after its attempt was over";
      onLate.accept(late);
      throw new WorkflowException(late);
    }
  }

  private Json encode(Record what) {
    try {
      return form.evidence(what, sensitive);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "evidence for step '" + path + "' cannot be recorded: " + e.getMessage(), e);
    }
  }

  private boolean added(Json json) {
    synchronized (seen) {
      if (!over) {
        seen.add(json);
      }
      return !over;
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
