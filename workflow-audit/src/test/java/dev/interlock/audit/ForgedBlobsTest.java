package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that name or erase blobs as no engine does; chain and head fit. */
class ForgedBlobsTest {
  private static final RunId RUN = RunId.of("run-1");
  private static final Principal BOB = Principal.of("bob");

  @TempDir Path dir;

  public record Text(String text) {}

  private static Workflow<Text, Text> hiding() {
    return Workflow.<Text, Text>define(
            "hiding",
            Text.class,
            (flow, text) -> {
              Ref<Text> more =
                  flow.step("more", Text.class).reading(text).sensitive().combine(t -> t);
              return flow.step("end", Text.class).reading(more).combine(t -> new Text("6"));
            })
        .sensitiveInput();
  }

  private static Workflow<Text, Text> outer() {
    return Workflow.<Text, Text>define(
            "outer",
            Text.class,
            (flow, text) -> {
              Ref<Text> inner = flow.child("inner", hiding(), text);
              Ref<Text> got = flow.receive("got", Text.class).unverified("a test").from("a");
              return flow.step("end", Text.class).reading(inner, got).combine((t, g) -> g);
            })
        .sensitiveInput();
  }

  private void run(Workflow<Text, Text> workflow) {
    try (FileJournal journal = Logs.open(dir)) {
      Engine.on(journal).build().start(workflow, RUN, new Text("hidden")).settled();
    }
  }

  private Verification verified() {
    return RecordVerifier.verify(dir);
  }

  @Test
  void a_reference_says_how_large_its_blob_is() {
    run(hiding());
    forge(
        events -> {
          events.set(0, events.get(0).with("\"size\":", "\"size\":9"));
          return events;
        });
    assertRefused(0, "that it names has another content");
  }

  @Test
  void a_blob_of_a_child_is_not_erased_before_its_parent_has_ended() {
    run(outer());
    assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
    Forging log = Forging.of(dir);
    Forging.Told began = log.events().get(log.find("run.started", 2));
    String blob = began.data().replaceAll(".*\"blob\":\"([0-9a-f]{64}).*", "$1");
    forge(
        events -> {
          events.add(erased(began.run(), blob));
          return events;
        });
    assertRefused(log.events().size(), "the run that asked for it has not ended");
  }

  private static Forging.Told erased(String run, String blob) {
    String data = "{\"blob\":\"" + blob + "\",\"by\":\"bob\"}";
    return new Forging.Told(Logs.AT, run, "blob.erased", data);
  }

  private void assertRefused(long after, String why) {
    Verification found = verified();
    assertThat(found.verdict()).isEqualTo(Verification.Verdict.TAMPERED);
    assertThat(found.badLine().orElseThrow()).isGreaterThan(after);
    assertThat(found.reason().orElseThrow()).contains(why);
  }

  private void forge(UnaryOperator<List<Forging.Told>> act) {
    Forging log = Forging.of(dir);
    log.write(act.apply(new ArrayList<>(log.events())));
  }

  @Test
  void a_blob_is_not_erased_before_its_run_has_ended() {
    run(hiding());
    try (FileJournal journal = Logs.open(dir)) {
      journal.erase(RUN, BOB);
    }
    Forging log = Forging.of(dir);
    int erased = log.find("blob.erased", 1);
    int end = log.find("run.completed", 1);
    forge(
        events -> {
          events.add(end, events.get(erased));
          return events;
        });
    assertRefused(end, "a blob of it is erased, and it has not ended");
    log.write(log.events());
    forge(
        events -> {
          events.remove(end);
          return events;
        });
    assertRefused(end, "a blob of it is erased, and it has not ended");
    log.write(log.events());
    assertThat(verified().verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
  }

  @Test
  void no_blob_is_erased_that_no_line_of_its_run_names() {
    run(hiding());
    Forging log = Forging.of(dir);
    for (String blob : List.of("a".repeat(64), "none")) {
      forge(
          events -> {
            events.add(erased("run-1", blob));
            return events;
          });
      assertRefused(log.events().size(), "it erases a blob that no line of its run names");
      log.write(log.events());
    }
  }

  @Test
  void no_two_runs_name_one_blob() {
    run(hiding());
    forge(
        events -> {
          Forging.Told started = events.get(0);
          events.add(new Forging.Told(started.at(), "run-2", started.event(), started.data()));
          return events;
        });
    assertRefused(1, "another run named the blob");
  }
}
