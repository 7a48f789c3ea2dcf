package dev.interlock.testing.contract;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Journals that are each wrong in one way. */
final class FaultyJournals {
  private FaultyJournals() {}

  static final class ItsOriginChanges extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        private int asked;

        @Override
        public String origin() {
          return good.origin() + asked++;
        }
      };
    }
  }

  static final class NumbersEachRunByItself extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        @Override
        public Entry append(Instant at, RunId run, String event, Json data) {
          Entry entry = super.append(at, run, event, data);
          long seq = good.entries(run).size() - 1L;
          return new Entry(seq, entry.at(), run, event, data);
        }
      };
    }
  }

  static final class MixesRuns extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        @Override
        public List<Entry> entries(RunId run) {
          return good.runs().stream().flatMap(one -> good.entries(one).stream()).toList();
        }
      };
    }
  }

  static final class WritesNumbersAnew extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        @Override
        public Entry append(Instant at, RunId run, String event, Json data) {
          byte[] text =
              data.toString()
                  .replace("1.10", "1.1")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          return super.append(at, run, event, Json.of(text));
        }
      };
    }
  }

  static final class ShowsOnlyWhatIsForced extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        private Map<RunId, List<Entry>> forced = Map.of();

        @Override
        public synchronized java.util.concurrent.CompletionStage<Void> force() {
          Map<RunId, List<Entry>> all = new HashMap<>();
          good.runs().forEach(run -> all.put(run, good.entries(run)));
          forced = all;
          return good.force();
        }

        @Override
        public synchronized List<Entry> entries(RunId run) {
          return forced.getOrDefault(run, List.of());
        }
      };
    }
  }

  static final class TakesWhatIsNoLine extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        @Override
        public Entry append(Instant at, RunId run, String event, Json data) {
          boolean bad = event.isEmpty() || !data.toString().startsWith("{");
          return super.append(at, run, bad ? "a" : event, bad ? emptyObject() : data);
        }
      };
    }

    private static Json emptyObject() {
      return Json.of("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  static final class HandsOutItsOwnList extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        private final Map<RunId, List<Entry>> all = new HashMap<>();

        @Override
        public synchronized Entry append(Instant at, RunId run, String event, Json data) {
          Entry entry = super.append(at, run, event, data);
          all.computeIfAbsent(run, r -> new ArrayList<>()).add(entry);
          return entry;
        }

        @Override
        public synchronized List<Entry> entries(RunId run) {
          return all.getOrDefault(run, List.of());
        }
      };
    }
  }

  static final class KeepsEveryKindTogether extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        @Override
        public String keep(Side side, byte[] content) {
          return good.keep(Side.BLOB, content);
        }

        @Override
        public Optional<byte[]> kept(Side side, String sha256) {
          return good.kept(Side.BLOB, sha256);
        }
      };
    }
  }

  static final class LosesEventsOfOtherThreads extends JournalContract {
    @Override
    protected Journal create() {
      return new Forwarding() {
        private final Thread first = Thread.currentThread();

        @Override
        public Entry append(Instant at, RunId run, String event, Json data) {
          return Thread.currentThread().equals(first)
              ? super.append(at, run, event, data)
              : new Entry(0, at, run, event, data);
        }

        @Override
        public List<RunId> runs() {
          return good.runs();
        }
      };
    }
  }

  static final class ForgetsWhatWasForced extends JournalContract {
    @Override
    protected Journal create() {
      return Journal.inMemory();
    }

    @Override
    protected Optional<Journal> reopened() {
      return Optional.of(Journal.inMemory());
    }
  }
}
