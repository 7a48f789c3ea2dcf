package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * All that a journal holds open.
 *
 * @param prev the leaf hash of the last line
 * @param signed whether its heads are signed
 * @param continuedBy the origin of the log that goes on from it, if it has ended
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed over once and never compared
record OpenedLog(
    String origin,
    byte[] prev,
    LineStore lines,
    LineFile reader,
    Disk.LogFile file,
    HeadMaker heads,
    SideFiles sideFiles,
    Anchors anchors,
    FolderLock lock,
    InstantSource clock,
    boolean signed,
    Optional<String> continuedBy)
    implements AutoCloseable {

  @Override
  public void close() {
    anchors.close();
    try {
      closeFiles();
    } catch (IOException e) {
      throw new JournalException("the journal cannot be closed", e);
    } finally {
      lock.close();
    }
  }

  private void closeFiles() throws IOException {
    try {
      reader.close();
    } finally {
      file.close();
    }
  }
}
