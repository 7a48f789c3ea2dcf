package dev.interlock.audit;

import dev.interlock.record.Journal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {
  @TempDir Path dir;

  @Override
  Journal create() {
    return FileJournal.open(dir);
  }
}
