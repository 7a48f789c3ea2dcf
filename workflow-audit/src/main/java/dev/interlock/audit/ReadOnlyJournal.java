package dev.interlock.audit;

import dev.interlock.record.Entry;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log as it stood when it was opened, to read. Safe for many threads. */
final class ReadOnlyJournal extends FolderJournal {
  private final LineFile file;
  private final LineStore lines;

  private ReadOnlyJournal(LogFolder folder, String origin, IndexedLog log) {
    super(folder, origin);
    this.file = log.file();
    this.lines = new LineStore(log.index(), log.file(), log.reading().scan().end());
  }

  static ReadOnlyJournal open(LogFolder folder) {
    folder.refuseIfNone();
    try {
      String origin = folder.originOrRefuse();
      return new ReadOnlyJournal(folder, origin, IndexedLog.read(folder, origin));
    } catch (IOException e) {
      throw new JournalException("the log in '" + folder.dir() + "' cannot be read: " + e, e);
    }
  }

  @Override
  void check() {}

  @Override
  public Entry append(Instant at, RunId run, String event, Json data) {
    throw refusal();
  }

  /** Nothing was appended here, so that there is nothing left to force. */
  @Override
  public CompletionStage<Void> force() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public String keep(Side side, byte[] content) {
    throw refusal();
  }

  private JournalException refusal() {
    return new JournalException("the log in '" + folder().dir() + "' was opened to be read only");
  }

  @Override
  public List<Entry> entries(RunId run) {
    return lines.entries(run);
  }

  @Override
  public List<RunId> runs() {
    return lines.runs();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new JournalException("the log in '" + folder().dir() + "' cannot be closed", e);
    }
  }
}
