package dev.interlock.testing.contract;

import dev.interlock.Approvers;
import dev.interlock.Channel;
import dev.interlock.Time;
import dev.interlock.audit.FileJournal;
import dev.interlock.audit.Slf4jSink;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.testing.TestHost;
import dev.interlock.testing.TestPeople;
import dev.interlock.testing.TestTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Our own implementations, each as every one must be. */
class ConformantTest {
  @Nested
  class AJournalInMemory extends JournalContract {
    @Override
    protected Journal create() {
      return Journal.inMemory();
    }
  }

  @Nested
  class AJournalOfTests extends JournalContract {
    @Override
    protected Journal create() {
      return TestHost.marked(Journal.inMemory());
    }
  }

  @Nested
  class AJournalOnDisk extends JournalContract {
    @TempDir Path folder;

    @Override
    protected Journal create() {
      return FileJournal.open(folder);
    }

    @Override
    protected Optional<Journal> reopened() {
      return Optional.of(FileJournal.open(folder));
    }
  }

  @Nested
  class TheCodec extends CodecContract {
    @Override
    protected Codec codec() {
      return Codec.json();
    }
  }

  @Nested
  class TimeOfTheJdk extends TimeContract {
    @Override
    protected Time time() {
      return Time.system();
    }

    @Override
    protected void pass(Duration time) {}
  }

  @Nested
  class TimeMovedByHand extends TimeContract {
    private final TestTime time = new TestTime();

    @Override
    protected Time time() {
      return time;
    }

    @Override
    protected void pass(Duration passing) {
      time.pass(passing);
    }
  }

  @Nested
  class PeopleByScript extends ChannelContract {
    private final TestPeople people = new TestPeople().approves("gate", "alice", "bob");

    @Override
    protected Channel channel() {
      return people;
    }
  }

  @Nested
  class ASinkThatCollects extends AuditSinkContract {
    private final List<Entry> taken = new ArrayList<>();

    @Override
    protected AuditSink sink() {
      return taken::add;
    }

    @Override
    protected List<Entry> taken() {
      return taken;
    }
  }

  @Nested
  class TheSinkToTheLog extends AuditSinkContract {
    private final AuditSink sink = Slf4jSink.bestEffort();

    @Override
    protected AuditSink sink() {
      return sink;
    }
  }

  @Nested
  class Confirmed extends PolicyContract {
    @Override
    protected Approvers approvers() {
      return Approvers.confirmedBy("lead");
    }
  }

  @Nested
  class FourEyes extends PolicyContract {
    @Override
    protected Approvers approvers() {
      return Approvers.fourEyes("lead");
    }
  }
}
