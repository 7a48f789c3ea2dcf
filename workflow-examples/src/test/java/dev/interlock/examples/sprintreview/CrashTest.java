package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Outcome;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash after each event: what is recorded so far is all that another process finds. */
class CrashTest {
  private static final List<String> EPICS =
      List.of("items/epics/EPIC-001.json", "items/epics/EPIC-002.json");

  @TempDir Path folder;
  private Bench.Ran whole;
  private List<String> files;

  @BeforeEach
  void runOnceWithoutACrash() {
    Bench bench = Bench.of(folder.resolve("whole"), "Sprint 7");
    whole = bench.run(Answerer.yes());
    files = EPICS.stream().map(bench::text).toList();
    assertThat(whole.outcome()).isInstanceOf(Outcome.Completed.class);
  }

  /** A journal with the first events of the whole run, and what was kept beside them. */
  private Journal upTo(int events) {
    Journal journal = Journal.inMemory();
    for (Entry entry : whole.entries().subList(0, events)) {
      journal.append(entry.at(), entry.run(), entry.name(), entry.data());
      if (entry.event() instanceof Event.RunStarted started) {
        keep(journal, Journal.Side.OUTLINE, started.definition());
      } else if (entry.event() instanceof Event.GateRequested asked) {
        keep(journal, Journal.Side.SHOWN, asked.shown());
      }
    }
    return journal;
  }

  private void keep(Journal journal, Journal.Side side, String digest) {
    whole.journal().kept(side, digest).ifPresent(content -> journal.keep(side, content));
  }

  private int eventOf(String name, String path) {
    return IntStream.range(0, whole.entries().size())
        .filter(i -> whole.entries().get(i).name().equals(name))
        .filter(i -> ((Event.AtPath) whole.entries().get(i).event()).path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private void resumesTheSame(int events, Bench bench) {
    Journal journal = upTo(events);
    Outcome<?> outcome = bench.engine(journal, Answerer.yes()).resume(Bench.RUN).settled();
    Bench.Ran ran = new Bench.Ran(whole.outcome(), journal);
    assertThat((Object) outcome).as("after event %d", events).isEqualTo(whole.outcome());
    assertThat(EPICS.stream().map(bench::text).toList())
        .as("after event %d", events)
        .isEqualTo(files);
    assertThat(finishedOnce(ran)).as("steps finished, after event %d", events).isTrue();
  }

  /** No step is started again once it is completed, and all are completed. */
  private boolean finishedOnce(Bench.Ran ran) {
    List<String> done =
        ran.events(Event.StepCompleted.class).stream().map(Event.StepCompleted::path).toList();
    return done.size() == done.stream().distinct().count()
        && done.size() == whole.events(Event.StepCompleted.class).size();
  }

  @Test
  void beforeTheEffectEndsTheSame() {
    int effect = eventOf("step.completed", "8-closure");
    for (int events = 1; events <= effect; events++) {
      resumesTheSame(events, Bench.of(folder.resolve("before-" + events), "Sprint 7"));
    }
  }

  @Test
  void afterTheEffectEndsTheSame() {
    for (int events = eventOf("step.started", "8-closure") + 1;
        events <= whole.entries().size();
        events++) {
      Bench bench = Bench.of(folder.resolve("after-" + events), "Sprint 7");
      for (int i = 0; i < EPICS.size(); i++) {
        bench.write(EPICS.get(i), files.get(i));
      }
      resumesTheSame(events, bench);
    }
  }

  @Test
  void halfWayThroughTheEffectEndsTheSame() {
    Bench bench = Bench.of(folder.resolve("half"), "Sprint 7");
    bench.write(EPICS.get(0), files.get(0));
    bench.write("items/epics/.EPIC-002.json.new", "{\"id\": \"EPI");
    resumesTheSame(eventOf("step.started", "8-closure") + 1, bench);
  }

  @Test
  void theReportsAreTheSameBytesWhenWrittenAgain() throws IOException {
    Path log = folder.resolve("reports");
    List<Path> first = SprintReviewReport.write(log, whole.entries());
    List<byte[]> bytes =
        List.of(Files.readAllBytes(first.get(0)), Files.readAllBytes(first.get(1)));
    SprintReviewReport.write(log, whole.entries());
    assertThat(Files.readAllBytes(first.get(0))).isEqualTo(bytes.get(0));
    assertThat(Files.readAllBytes(first.get(1))).isEqualTo(bytes.get(1));
    try (Stream<Path> all = Files.list(log.resolve("runs/run-1"))) {
      assertThat(all).hasSize(2);
    }
  }
}
