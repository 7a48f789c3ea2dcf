package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;

/** What {@code continued.json} says of the log that goes on from this one. Use from one thread. */
final class LogContinued {
  private Optional<String> origin = Optional.empty();
  private long size;

  /** Takes that a line ends the log, and the origin that it names of the one that goes on. */
  void endsAt(Line line, String next) {
    origin = Optional.of(next);
    size = line.seq() + 1;
  }

  /**
   * Why the file is not what it should be: the {@code log.json} of the log that the last line
   * names, which goes on from a head of this one. It is missing where rotating was broken off.
   *
   * @param own the origin of this log
   */
  Optional<String> problem(LogFolder folder, String own) {
    if (!Files.exists(folder.continuedJson(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Optional<LogJson> next = folder.read(folder.continuedJson()).flatMap(LogJson::parse);
    boolean fits =
        next.isPresent()
            && origin.equals(next.map(LogJson::origin))
            && next.get().continues().filter(head -> isLast(folder, own, head)).isPresent();
    return fits
        ? Optional.empty()
        : Optional.of("continued.json is not that of a log that goes on from the end of this one");
  }

  /** Whether a head of this log covers its end, and the other one goes on from it. */
  private boolean isLast(LogFolder folder, String own, Head head) {
    return head.origin().equals(own)
        && head.size() >= size
        && folder.read(folder.head(head.size())).flatMap(Head::parse).equals(Optional.of(head));
  }
}
