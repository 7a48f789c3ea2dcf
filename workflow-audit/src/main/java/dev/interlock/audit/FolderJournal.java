package dev.interlock.audit;

import dev.interlock.record.Journal;
import java.util.Optional;

/** What a log in a folder answers without its lines. Safe for many threads. */
abstract sealed class FolderJournal implements Journal permits FileJournal, ReadOnlyJournal {
  private final LogFolder folder;
  private final String origin;

  FolderJournal(LogFolder folder, String origin) {
    this.folder = folder;
    this.origin = origin;
  }

  LogFolder folder() {
    return folder;
  }

  /** Refuses if nothing may be asked of this journal any more. */
  abstract void check();

  @Override
  public final String origin() {
    return origin;
  }

  @Override
  public final Optional<byte[]> kept(Side side, String sha256) {
    check();
    return folder.kept(side, sha256);
  }

  @Override
  public final Optional<Approval> approval(String name) {
    check();
    return folder.approval(name);
  }

  @Override
  public final Journal.Head head() {
    check();
    return at(LogFolder.largest(folder.headSizes())).orElseGet(Journal.Head::none);
  }

  @Override
  public final boolean had(Journal.Head head) {
    check();
    return head.equals(Journal.Head.none()) || at(head.size()).filter(head::equals).isPresent();
  }

  private Optional<Journal.Head> at(long size) {
    return folder
        .read(folder.head(size))
        .flatMap(dev.interlock.audit.Head::parse)
        .filter(head -> head.origin().equals(origin) && head.size() == size)
        .map(head -> new Journal.Head(head.size(), head.root()));
  }
}
