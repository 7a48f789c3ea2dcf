package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The anchors of a log that is written to. Safe for many threads. */
final class Anchors {
  private final AnchoredLog log;
  private final Duration limit;
  private final List<Handover> handovers;

  /**
   * Asks each anchor whether it can be one of this log.
   *
   * @throws dev.interlock.record.WorkflowException if one cannot
   */
  Anchors(AnchoredLog log, JournalOptions options) {
    this.log = log;
    this.limit = options.anchorLimit();
    this.handovers =
        options.anchors().stream().map(anchor -> new Handover(anchor, log, limit)).toList();
    options.anchors().forEach(anchor -> anchor.refuseIfUnfit(log));
  }

  /** A head is durable. */
  void offer(Head head) {
    handovers.forEach(handover -> handover.offer(head));
  }

  /** The journal begins to close: the newest head is tried once more where it was not taken. */
  void offerAgain() {
    handovers.forEach(Handover::offerAgain);
  }

  /** How far each of them is. */
  List<Anchor.Standing> standings() {
    return handovers.stream().map(Handover::standing).toList();
  }

  /**
   * Gives all of them time to take the newest head, and then nothing more: twice what one call may
   * take, as one may be under way.
   */
  void close() {
    long end = System.nanoTime() + 2 * limit.toNanos();
    boolean interrupted = false;
    for (Handover handover : handovers) {
      interrupted |= !await(handover, end);
    }
    log.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says false if the thread was interrupted, which changes nothing: the wait has an end. */
  private static boolean await(Handover handover, long end) {
    boolean undisturbed = true;
    while (true) {
      try {
        handover.await(end - System.nanoTime());
        return undisturbed;
      } catch (InterruptedException e) {
        undisturbed = false;
      }
    }
  }

  /**
   * Complains about required anchors that do not hold the newest head.
   *
   * @throws JournalException if there is one; it names all of them
   */
  void refuseIfUntaken() {
    List<String> untaken =
        standings().stream()
            .filter(each -> each.required() && !each.holdsNewest())
            .map(each -> "'" + each.anchor() + "' (" + why(each.problem()) + ")")
            .toList();
    if (!untaken.isEmpty()) {
      throw new JournalException(
          "all events are recorded and the log is closed, but its newest head was not taken by "
              + String.join(", ", untaken)
              + "; it is handed over again when the log is opened");
    }
  }

  private static String why(Optional<String> problem) {
    return problem.orElse("no answer yet");
  }
}
