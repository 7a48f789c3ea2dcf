package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;

/**
 * All that a journal holds open.
 *
 * @param prev the leaf hash of the last line
 */
record OpenedLog(
    String origin,
    String prev,
    LineStore lines,
    LineFile reader,
    Disk.LogFile file,
    HeadMaker heads,
    SideFiles sideFiles,
    FolderLock lock)
    implements AutoCloseable {

  @Override
  public void close() {
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
