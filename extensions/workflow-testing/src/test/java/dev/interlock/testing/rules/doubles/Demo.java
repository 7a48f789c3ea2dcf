package dev.interlock.testing.rules.doubles;

import dev.interlock.record.Journal;
import dev.interlock.testing.TestPeople;

/** Main code with people by script. */
final class Demo {
  final TestPeople people = new TestPeople().approves("approval", "alice");
  final Journal journal = Journal.inMemory();
}
