package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.audit.Forging.Told;
import dev.interlock.record.Codec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is declared sensitive stands in clear; chain and head fit. */
class ForgedSensitiveTest {
  private static final Pattern BLOB =
      Pattern.compile("\\{\"blob\":\"[0-9a-f]{64}\",\"size\":[0-9]+}");

  @TempDir Path dir;
  private Forging log;

  public record Text(String text) {}

  public record Saw(String what) {}

  private static Verdict seen() {
    return Verdict.passed(new Saw("it"));
  }

  private static Ref<Text> hidden(Flow flow, String name, Ref<Text> in) {
    return flow.step(name, Text.class).reading(in).sensitive().combine(text -> text);
  }

  private static Ref<Text> plain(Flow flow, String name, Ref<?> in) {
    return flow.step(name, Text.class).reading(in).combine(text -> new Text("plain"));
  }

  private static Workflow<Text, Text> kid() {
    return Workflow.<Text, Text>define(
            "kid", Text.class, (flow, in) -> hidden(flow, "work", plain(flow, "look", in)))
        .sensitiveInput();
  }

  private static Workflow<Text, Text> hiding() {
    return Workflow.<Text, Text>define(
            "hiding",
            Text.class,
            (flow, in) -> {
              Ref<Text> look =
                  flow.step("look", Text.class)
                      .reading(in, flow.evidence())
                      .verifiedBy("seen", (a, evidence, b) -> seen())
                      .sensitive()
                      .compute(
                          (text, evidence) -> {
                            evidence.add(new Saw("on the way"));
                            return text;
                          });
              Ref<List<Text>> each =
                  flow.forEach("each", Text.class)
                      .of(look, text -> List.of(text, new Text("other")))
                      .keyedBy(text -> text.text())
                      .atMost(2)
                      .run((f, item) -> plain(f, "g", item));
              Ref<Text> sides =
                  flow.parallel("sides", Text.class)
                      .branch("one", f -> hidden(f, "a", in))
                      .branch("two", f -> plain(f, "b", each))
                      .join((a, b) -> a);
              var good = flow.check("good", sides, text -> seen());
              Ref<Text> word =
                  flow.receive("word", Text.class)
                      .verifiedBy("fine", text -> seen())
                      .after(good)
                      .sensitive()
                      .from("lead");
              return plain(flow, "end", flow.child("kid", kid(), word));
            })
        .sensitiveInput();
  }

  @BeforeEach
  void tellHonestly() {
    try (FileJournal journal = Logs.open(dir)) {
      Workflow<Text, Text> workflow = hiding();
      Engine engine =
          Engine.on(journal).channel(new Desk()).executor(Runnable::run).workflow(workflow).build();
      engine.start(workflow, Telling.RUN, new Text("in"), Telling.RITA);
      var word = Codec.json().write(new Text("word"), Text.class);
      engine.submit(engine.requested(Telling.RUN).get(0).answer(Telling.BOB, "lead", word));
    }
    log = Forging.of(dir);
  }

  @Test
  void an_honest_log_raises_no_alarm_and_its_child_is_handed_what_is_sensitive() {
    assertThat(RecordVerifier.verify(dir, Telling.RUN).verdict())
        .isEqualTo(Verification.Verdict.OK_UNANCHORED);
    assertThat(log.find("child.ended", 1)).isPositive();
    log.write(log.events());
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
  }

  private void assertRefused(int at, Told changed, String why) {
    List<Told> events = new ArrayList<>(log.events());
    events.set(at, changed);
    log.write(events);
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict())
        .as("%s: %s", changed, found)
        .isEqualTo(Verification.Verdict.TAMPERED);
    assertThat(found.badLine()).as("%s: %s", changed, found).hasValue(at + 1);
    assertThat(found.reason().orElseThrow()).contains(why);
  }

  @Test
  void wherever_a_blob_stands_nothing_stands_in_clear() {
    int blobs = 0;
    for (int at = 0; at < log.events().size(); at++) {
      Told told = log.events().get(at);
      boolean end = told.event().equals("child.ended") || told.event().equals("run.completed");
      String why = end ? "another value" : "in clear";
      Matcher found = BLOB.matcher(told.data());
      while (found.find()) {
        String before = told.data().substring(0, found.start());
        String clear = before + "{\"text\":\"clear\"}" + told.data().substring(found.end());
        assertRefused(at, told.data(clear), why);
        blobs++;
      }
    }
    assertThat(blobs).isEqualTo(15);
  }

  @Test
  void the_keys_of_sensitive_elements_tell_nothing() {
    int at = log.find("each.started", 1);
    Told told = log.events().get(at);
    assertRefused(at, told.with("[\"1\",\"2\"]", "[\"in\",\"other\"]"), "keys that tell");
  }

  @Test
  void a_child_is_handed_no_value_of_another_size() {
    int at = log.find("run.started", 2);
    Told told = log.events().get(at);
    String other = told.data().replaceAll("(\"input\":.*?\"size\":)[0-9]+", "$1" + "99");
    assertRefused(at, told.data(other), "another input");
  }

  @Test
  void what_a_child_gives_is_sensitive_further_out(@TempDir Path place) {
    Workflow<Text, Text> workflow =
        Workflow.<Text, Text>define(
                "further",
                Text.class,
                (flow, in) ->
                    flow.parallel("sides", Text.class)
                        .branch("one", side -> side.child("kid", kid(), in))
                        .branch("two", side -> plain(side, "b", in))
                        .join((a, b) -> a))
            .sensitiveInput();
    try (FileJournal journal = Logs.open(place)) {
      Engine.on(journal)
          .executor(Runnable::run)
          .build()
          .start(workflow, Telling.RUN, new Text("in"), Telling.RITA);
    }
    dir = place;
    log = Forging.of(place);
    log.write(log.events());
    assertThat(RecordVerifier.verify(place).verdict())
        .isEqualTo(Verification.Verdict.OK_UNANCHORED);
    for (int at = 0; at < log.events().size(); at++) {
      Told told = log.events().get(at);
      if (told.event().equals("step.completed") && told.data().contains("\"sides\"")) {
        assertRefused(
            at, told.data(BLOB.matcher(told.data()).replaceFirst("{\"text\":\"x\"}")), "in clear");
        return;
      }
    }
    throw new IllegalStateException("no join in " + log.events());
  }
}
