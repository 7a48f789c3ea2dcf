package dev.interlock.audit;

import static dev.interlock.audit.Forged.change;
import static dev.interlock.audit.Forged.edit;
import static dev.interlock.audit.Forged.insert;
import static dev.interlock.audit.Forged.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Forging.Told;
import dev.interlock.audit.Verification.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that are left out or not of their form, and events where they cannot be. */
class ForgedFieldsTest {
  private static final String CLOCK = "{\"seen\":\"ahead\",\"by\":\"PT1H\"}";
  private static final String ENDS = "{\"origin\":\"interlock/" + "a".repeat(32) + "\"}";

  @TempDir Path dir;
  private Forging log;

  @BeforeEach
  void tellHonestly() {
    Bases.gated(dir);
    log = Forging.of(dir);
  }

  private static Told told(String run, String event, String data) {
    return new Told(Logs.AT, run, event, data);
  }

  static Stream<Forged> forged() {
    return Stream.of(
        edit("no place", "", "run.started", 1, to("\"environment\"", "\"where\""), "environment"),
        edit("no user", "", "run.started", 1, to("\"uid\"", "\"user\""), "'uid'"),
        edit(
            "no proof",
            "",
            "run.started",
            1,
            to("\"proven\"", "\"prove\""),
            "requester has no 'pro"),
        edit("a made-up profile", "", "run.started", 1, to("\"P0\"", "\"P9\""), "a profile"),
        edit("a later profile", "", "run.started", 1, to("\"P0\"", "\"P2\""), "a profile"),
        edit("no time", "", "step.completed", 1, to("\"tookMicros\"", "\"took\""), "'tookMicros'"),
        change(
            "a time in words",
            "",
            "step.completed",
            1,
            "number 'tookMicros'",
            one ->
                one.data(one.data().replaceAll("\"tookMicros\":(\\d+)", "\"tookMicros\":\"$1\""))),
        edit("a longer nonce", "", "gate.requested", 1, to("nonce\":\"", "nonce\":\"0"), "nonce"),
        edit("no channel", "", "gate.decided", 1, to("\"channel\"", "\"canal\""), "'channel'"),
        insert(
            "a clock of the log",
            "",
            "step.started",
            1,
            told("-", "clock.anomaly", CLOCK),
            "must name a run"),
        insert(
            "a clock of no run",
            "",
            "step.started",
            1,
            told("other", "clock.anomaly", CLOCK),
            "does not begin with run.started"),
        insert(
            "the log ends under a run",
            "",
            "step.started",
            1,
            told("run-1", "record.continued", ENDS),
            "an event of the log itself"));
  }

  private void assertRefused(List<Told> events, long line, String why) {
    log.write(events);
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason().orElseThrow()).contains(why);
    assertThat(found.badLine()).as("%s", found).hasValue(line);
  }

  @ParameterizedTest
  @MethodSource("forged")
  void what_no_engine_writes_is_found(Forged forged) {
    int at = log.find(forged.event(), forged.nth());
    assertRefused(forged.act().apply(log.events(), at), at + 1L, forged.why());
  }

  @ParameterizedTest
  @ValueSource(strings = {"clock.anomaly", "record.continued"})
  void neither_a_clock_nor_the_end_of_the_log_follow_the_end_of_their_run(String event) {
    List<Told> events = new ArrayList<>(log.events());
    events.add(told("run-1", event, event.equals("clock.anomaly") ? CLOCK : ENDS));
    assertRefused(events, events.size(), "after it has ended");
  }

  @Test
  void an_event_that_a_later_version_may_know_stands_anywhere() {
    List<Told> events = new ArrayList<>(log.events());
    events.add(0, told("later", "some.thing", "{}"));
    events.add(3, told("run-1", "some.thing", "{\"path\":\"nowhere\"}"));
    events.add(told("run-1", "some.thing", "{}"));
    events.add(told("-", "some.thing", "{}"));
    log.write(events);
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
  }

  @Test
  void what_says_which_log_it_is_ends_in_one_newline() {
    String json = new String(Logs.read(dir.resolve("log.json")), UTF_8);
    for (String other : List.of(json.strip(), json + "\n")) {
      Logs.write(dir.resolve("log.json"), other.getBytes(UTF_8));
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.TAMPERED);
    }
  }

  // --- continued.json ---

  @Test
  void what_says_which_log_goes_on_fits_the_end_of_this_one(@TempDir Path folder) {
    Path place = folder.resolve("log");
    Bases.gated(place);
    Path old = LogRotation.rotate(place, Logs.OPTIONS, TestDisk.quick());
    assertThat(RecordVerifier.verify(old).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    Path file = old.resolve("continued.json");
    String honest = new String(Logs.read(file), UTF_8);
    String size = honest.replaceAll(".*\"size\":([0-9]+).*\n", "$1");
    for (String other :
        List.of(
            "x",
            honest.replaceFirst("interlock/.", "interlock/g"),
            honest.replaceFirst("(interlock/)[0-9a-f]{32}", "$1" + "0".repeat(32)),
            honest.replaceFirst("(continues.*interlock/)[0-9a-f]{32}", "$1" + "0".repeat(32)),
            honest.replace("\"size\":" + size, "\"size\":1"),
            honest.replaceFirst("\"root\":\"....", "\"root\":\"AAAA"),
            honest.replaceFirst(",\"continues\".*}", "}"))) {
      Logs.write(file, other.getBytes(UTF_8));
      Verification found = RecordVerifier.verify(old);
      assertThat(found.verdict()).as(other).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason().orElseThrow()).contains("continued.json");
    }
    Logs.write(file, honest.getBytes(UTF_8));
    Logs.write(dir.resolve("continued.json"), honest.getBytes(UTF_8));
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.TAMPERED);
  }
}
