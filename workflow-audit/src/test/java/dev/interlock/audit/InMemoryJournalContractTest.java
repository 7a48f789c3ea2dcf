package dev.interlock.audit;

import dev.interlock.record.Journal;

class InMemoryJournalContractTest extends JournalContract {
  @Override
  Journal create() {
    return Journal.inMemory();
  }
}
