package dev.interlock.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
  private static final Json VALUE = json("{\"b\": 1.10, \"a\":[ \"\\u0085\" ]}");
  private static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");

  private static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  /** Every event with all its fields, and how it stands in the record. */
  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            new Event.RunStarted(
                "review",
                "1",
                "d".repeat(64),
                VALUE,
                new Event.Requester("ana", true),
                "P0",
                new Event.Environment("17.0.1", true, "1000", false, "0.1.0"),
                Optional.of("e".repeat(64)),
                Optional.of(new Event.Parent("run-0", "p")),
                Optional.of("run-9")),
            "run.started",
            "{'workflow':'review','version':'1','definition':'"
                + "d".repeat(64)
                + "','input':VALUE,'requester':{'principal':'ana','proven':true},'profile':'P0',"
                + "'environment':{'jdk':'17.0.1','modulePath':true,'uid':'1000','terminal':false,"
                + "'library':'0.1.0'},'people':'"
                + "e".repeat(64)
                + "','parent':{'run':'run-0','path':'p'},'replaces':'run-9'}"),
        Arguments.of(
            new Event.StepStarted("a/b", 2, "act", "k"),
            "step.started",
            "{'path':'a/b','attempt':2,'kind':'act','key':'k'}"),
        Arguments.of(
            new Event.StepCompleted(
                "a",
                1,
                VALUE,
                List.of(
                    new Event.CheckResult("c", "passed", Optional.of(VALUE), Optional.empty()),
                    new Event.CheckResult("d", "unverified", Optional.empty(), Optional.of("r"))),
                List.of(VALUE, json("1")),
                9_999_999_999L),
            "step.completed",
            "{'path':'a','attempt':1,'value':VALUE,'checks':[{'check':'c','verdict':'passed',"
                + "'evidence':VALUE},{'check':'d','verdict':'unverified','reason':'r'}],"
                + "'evidence':[VALUE,1],'tookMicros':9999999999}"),
        Arguments.of(
            new Event.StepFailed(
                "a",
                1,
                Failure.Kind.TRANSIENT,
                "java.io.IOException",
                "down",
                "waiting",
                Optional.of(AT),
                Optional.of("look"),
                Optional.of("mend"),
                Optional.of(VALUE)),
            "step.failed",
            "{'path':'a','attempt':1,'failure':'TRANSIENT','type':'java.io.IOException',"
                + "'message':'down','next':'waiting','due':'2026-03-01T10:20:30.123456Z',"
                + "'toCheck':'look','toRecover':'mend','value':VALUE}"),
        Arguments.of(
            new Event.StepDoubt("a", 1, Optional.of("no answer")),
            "step.doubt",
            "{'path':'a','attempt':1,'reason':'no answer'}"),
        Arguments.of(
            new Event.StepReconciled("a", 1, "ana", true, Optional.of(VALUE), List.of()),
            "step.reconciled",
            "{'path':'a','attempt':1,'by':'ana','happened':true,'value':VALUE,'checks':[]}"),
        Arguments.of(
            new Event.CheckPassed("a", "c", VALUE),
            "check.passed",
            "{'path':'a','check':'c','evidence':VALUE}"),
        Arguments.of(
            new Event.CheckFailed("a", "c", "no", Optional.of(VALUE)),
            "check.failed",
            "{'path':'a','check':'c','reason':'no','evidence':VALUE}"),
        Arguments.of(
            new Event.GateRequested(
                "g",
                1,
                "s",
                "t",
                List.of("owner", "lead"),
                2,
                Presence.HARDWARE,
                "four-eyes",
                Optional.of(AT),
                "n",
                Optional.of(List.of("ana"))),
            "gate.requested",
            "{'path':'g','attempt':1,'subject':'s','shown':'t','roles':['owner','lead'],'quorum':2,"
                + "'presence':'HARDWARE','approval':'four-eyes',"
                + "'notAfter':'2026-03-01T10:20:30.123456Z','nonce':'n','named':['ana']}"),
        Arguments.of(
            new Event.GateDecided(
                "g",
                1,
                "n",
                "approved",
                "ana",
                false,
                "owner",
                Presence.TERMINAL,
                "terminal",
                "t",
                Optional.of("fine"),
                Optional.of("bob"),
                Optional.of("n.1.txt")),
            "gate.decided",
            "{'path':'g','attempt':1,'nonce':'n','decision':'approved','principal':'ana',"
                + "'proven':false,'role':'owner','presence':'TERMINAL','channel':'terminal',"
                + "'shown':'t','comment':'fine','onBehalfOf':'bob','signed':'n.1.txt'}"),
        Arguments.of(
            new Event.GateFollowUp("g", 1, "look", "fire"),
            "gate.followup",
            "{'path':'g','attempt':1,'what':'look','reason':'fire'}"),
        Arguments.of(
            new Event.PeopleChanged(Optional.of("a"), "b", "ana"),
            "people.changed",
            "{'from':'a','to':'b','by':'ana'}"),
        Arguments.of(
            new Event.GateRefused("g", 1, "late", "web"),
            "gate.refused",
            "{'path':'g','attempt':1,'reason':'late','channel':'web'}"),
        Arguments.of(
            new Event.GateClosed("g", 1, "expired"),
            "gate.closed",
            "{'path':'g','attempt':1,'outcome':'expired'}"),
        Arguments.of(
            new Event.RunWaiting(List.of(new Event.Awaited("gate", "g"))),
            "run.waiting",
            "{'awaited':[{'what':'gate','path':'g'}]}"),
        Arguments.of(
            new Event.RunResumed(Optional.of("ana"), Optional.of("a")),
            "run.resumed",
            "{'by':'ana','path':'a'}"),
        Arguments.of(new Event.RunCompleted(VALUE), "run.completed", "{'value':VALUE}"),
        Arguments.of(
            new Event.RunRejected("g", "denied"), "run.rejected", "{'path':'g','reason':'denied'}"),
        Arguments.of(
            new Event.RunFailed("a", Failure.Kind.UNKNOWN, "x.Y", "boom"),
            "run.failed",
            "{'path':'a','failure':'UNKNOWN','type':'x.Y','message':'boom'}"),
        Arguments.of(new Event.RunCancelled("ana"), "run.cancelled", "{'by':'ana'}"),
        Arguments.of(new Event.RunRehearsal(), "run.rehearsal", "{}"),
        Arguments.of(
            new Event.StepEvidence("a", 2, List.of(VALUE)),
            "step.evidence",
            "{'path':'a','attempt':2,'evidence':[VALUE]}"),
        Arguments.of(
            new Event.StepSkipped("a", "nice to have"),
            "step.skipped",
            "{'path':'a','reason':'nice to have'}"),
        Arguments.of(
            new Event.StepAbandoned("a", 1, "hangs"),
            "step.abandoned",
            "{'path':'a','attempt':1,'reason':'hangs'}"),
        Arguments.of(
            new Event.ChoiceMade("by-risk", "high"),
            "choice.made",
            "{'path':'by-risk','arm':'high'}"),
        Arguments.of(
            new Event.LoopTurned("rounds", 2, true),
            "loop.turned",
            "{'path':'rounds','turn':2,'again':true}"),
        Arguments.of(
            new Event.EachStarted("regions", List.of("eu", "us"), List.of(VALUE, json("1"))),
            "each.started",
            "{'path':'regions','keys':['eu','us'],'items':[VALUE,1]}"),
        Arguments.of(
            new Event.PauseStarted("cool-down", AT),
            "pause.started",
            "{'path':'cool-down','due':'2026-03-01T10:20:30.123456Z'}"),
        Arguments.of(new Event.PauseEnded("cool-down"), "pause.ended", "{'path':'cool-down'}"),
        Arguments.of(
            new Event.SubmissionRequested(
                "plan", 1, "n", "x.Plan", List.of("agent"), Optional.of(AT)),
            "submission.requested",
            "{'path':'plan','attempt':1,'nonce':'n','type':'x.Plan','roles':['agent'],"
                + "'notAfter':'2026-03-01T10:20:30.123456Z'}"),
        Arguments.of(
            new Event.SubmissionReceived(
                "plan",
                1,
                "n",
                "ai:helper",
                false,
                "agent",
                VALUE,
                List.of(
                    new Event.CheckResult("c", "passed", Optional.of(VALUE), Optional.empty()))),
            "submission.received",
            "{'path':'plan','attempt':1,'nonce':'n','principal':'ai:helper','proven':false,"
                + "'role':'agent','value':VALUE,"
                + "'checks':[{'check':'c','verdict':'passed','evidence':VALUE}]}"),
        Arguments.of(
            new Event.SubmissionRefused("plan", 1, "role"),
            "submission.refused",
            "{'path':'plan','attempt':1,'reason':'role'}"),
        Arguments.of(
            new Event.SubmissionExpired("plan", 1, true, Optional.of(VALUE)),
            "submission.expired",
            "{'path':'plan','attempt':1,'goesOn':true,'value':VALUE}"),
        Arguments.of(
            new Event.ChildStarted("c", "run-1.0"),
            "child.started",
            "{'path':'c','run':'run-1.0'}"),
        Arguments.of(
            new Event.ChildEnded("c", "run-1.0", "completed", Optional.of(VALUE), Optional.of("r")),
            "child.ended",
            "{'path':'c','run':'run-1.0','outcome':'completed','value':VALUE,'reason':'r'}"),
        Arguments.of(
            new Event.CompensationStarted("a", 1),
            "compensation.started",
            "{'path':'a','attempt':1}"),
        Arguments.of(
            new Event.CompensationCompleted("a", 1),
            "compensation.completed",
            "{'path':'a','attempt':1}"),
        Arguments.of(
            new Event.CompensationFailed("a", 1, Failure.Kind.UNKNOWN, "x.Y", "boom"),
            "compensation.failed",
            "{'path':'a','attempt':1,'failure':'UNKNOWN','type':'x.Y','message':'boom'}"),
        Arguments.of(
            new Event.RunMigrated("d", "e", "ana", Map.of("a", "b")),
            "run.migrated",
            "{'from':'d','to':'e','by':'ana','mapping':{'a':'b'}}"),
        Arguments.of(
            new Event.ClockAnomaly("back", "PT24H"),
            "clock.anomaly",
            "{'seen':'back','by':'PT24H'}"),
        Arguments.of(new Event.CancelRequested("ana"), "cancel.requested", "{'by':'ana'}"),
        Arguments.of(new Event.BlobErased("ab", "bob"), "blob.erased", "{'blob':'ab','by':'bob'}"),
        Arguments.of(
            new Event.Violation(Optional.of("a"), "start a run"),
            "violation",
            "{'path':'a','what':'start a run'}"));
  }

  private static Json expected(String text) {
    return json(text.replace('\'', '"').replace("VALUE", VALUE.toString()));
  }

  /** The fields of an object, each as it stands in the JSON. */
  private static Map<String, String> fields(Event event) {
    Map<String, String> fields = new LinkedHashMap<>();
    int from = 0;
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      String all = event.json().toString();
      String name = "\"" + component.getName() + "\":";
      from = all.indexOf(name, from) + name.length();
      String value = valueAt(all, from);
      fields.put(component.getName(), value);
      from += value.length();
    }
    return fields;
  }

  private static String valueAt(String text, int from) {
    for (int to = from + 1; to < text.length(); to++) {
      char next = text.charAt(to);
      if ((next == ',' || next == '}') && isJson(text.substring(from, to))) {
        return text.substring(from, to);
      }
    }
    throw new AssertionError(text);
  }

  private static boolean isJson(String text) {
    try {
      json(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Json object(Map<String, String> fields) {
    return json(
        fields.entrySet().stream()
            .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
            .collect(Collectors.joining(",", "{", "}")));
  }

  private static boolean isOptional(Event event, String field) {
    return Arrays.stream(event.getClass().getRecordComponents())
        .anyMatch(c -> c.getName().equals(field) && c.getType() == Optional.class);
  }

  @Test
  void every_event_is_here() {
    assertThat(events().<Class<?>>map(event -> event.get()[0].getClass()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Event.class.getDeclaredClasses())
                .filter(type -> Event.class.isAssignableFrom(type) && type.isRecord())
                .filter(type -> type != Event.Other.class)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void it_stands_in_the_record_under_its_name_and_with_its_fields(
      Event event, String name, String text) {
    assertThat(event.name()).isEqualTo(name);
    assertThat(event.json()).isEqualTo(expected(text));
  }

  @ParameterizedTest
  @MethodSource("events")
  void it_reads_back_equal_by_way_of_an_entry(Event event, String name, String text) {
    Entry entry = new Entry(0, AT, RunId.of("r"), name, expected(text));
    assertThat(entry.event()).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_field_that_is_unknown_is_passed_over(Event event, String name, String text) {
    for (String more : new String[] {"1", "null", "{\"x\":[null]}", "[]", "\"y\""}) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("newer", more);
      fields.putAll(fields(event));
      fields.put("newest", more);
      assertThat(EventJson.read(name, object(fields))).as(text).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void the_order_of_fields_says_nothing(Event event, String name, String text) {
    Map<String, String> turned = new LinkedHashMap<>();
    List<Map.Entry<String, String>> fields = List.copyOf(fields(event).entrySet());
    for (int i = fields.size() - 1; i >= 0; i--) {
      turned.put(fields.get(i).getKey(), fields.get(i).getValue());
    }
    assertThat(EventJson.read(name, object(turned))).as(text).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_required_field_that_is_missing_is_refused_and_an_optional_one_is_absent(
      Event event, String name, String text) {
    for (String field : fields(event).keySet()) {
      Map<String, String> fields = fields(event);
      fields.remove(field);
      Json data = object(fields);
      if (isOptional(event, field)) {
        Event read = EventJson.read(name, data);
        assertThat(read).isNotEqualTo(event);
        assertThat(EventJson.write(read)).as(text).isEqualTo(data);
      } else {
        assertUnreadable(name, data, field);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_field_that_is_null_is_refused(Event event, String name, String text) {
    for (String field : fields(event).keySet()) {
      Map<String, String> fields = fields(event);
      fields.put(field, "null");
      assertThat(text).isNotEmpty();
      assertUnreadable(name, object(fields), field);
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_field_of_another_kind_is_refused(Event event, String name, String text) {
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      if (component.getType() == Json.class
          || component.getGenericType().getTypeName().contains("Json")) {
        continue; // any value will do
      }
      Map<String, String> fields = fields(event);
      String own = fields.getOrDefault(component.getName(), "");
      fields.put(component.getName(), own.startsWith("[") ? "{}" : "[1]");
      assertThat(text).isNotEmpty();
      assertUnreadable(name, object(fields), component.getName());
    }
  }

  private static void assertUnreadable(String name, Json data, String field) {
    assertThatThrownBy(() -> EventJson.read(name, data))
        .as(field)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("'" + field);
  }

  @Test
  void values_are_kept_byte_for_byte() {
    Event.RunCompleted read =
        (Event.RunCompleted) EventJson.read("run.completed", json("{\"value\": " + VALUE + " }"));
    assertThat(read.value()).isEqualTo(VALUE);
    for (String value :
        new String[] {
          "1", "1.10", "1E+3", "\"\\u0041é€😀\"", "true", "[]", "{}", "[ 1 , 2 ]", "\"\""
        }) {
      Event event = new Event.RunCompleted(json(value));
      assertThat(EventJson.write(event)).hasToString("{\"value\":" + value + "}");
      assertThat(EventJson.read("run.completed", EventJson.write(event))).isEqualTo(event);
    }
  }

  @Test
  void a_value_in_a_list_is_kept_byte_for_byte() {
    for (String value : new String[] {"1", "1.10", "\"é\"", "true", "[ ]", "{ \"a\" : 1 }"}) {
      Event event =
          new Event.StepCompleted(
              "a", 1, json(value), List.of(), List.of(json("0"), json("\"x\"")), 0);
      assertThat(EventJson.read("step.completed", EventJson.write(event))).isEqualTo(event);
    }
  }

  @Test
  void an_event_of_an_unknown_name_is_kept_as_it_is() {
    Json data = json("{\"z\": 1, \"a\":null}");
    Event event = new Entry(0, AT, RunId.of("r"), "witness.seen", data).event();
    assertThat(event).isEqualTo(new Event.Other("witness.seen", data));
    assertThat(event.name()).isEqualTo("witness.seen");
    assertThat(event.json()).isEqualTo(data);
  }

  @Test
  void an_end_is_one_of_four() {
    assertThat(
            events().map(event -> event.get()).filter(event -> event[0] instanceof Event.Terminal))
        .extracting(event -> event[1])
        .containsExactly("run.completed", "run.rejected", "run.failed", "run.cancelled");
  }
}
