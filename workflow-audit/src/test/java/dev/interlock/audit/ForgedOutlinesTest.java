package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Forging.Told;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another log is found whose runs name an outline that is none, or that they do not keep. */
class ForgedOutlinesTest {
  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals =
        new Originals(
            dir,
            Map.of(
                "escalated", GateBases::escalated,
                "wide", Bases::wide,
                "migrated", MigratedBases::migrated,
                "migratedOver", MigratedBases::migratedOver,
                "migratedWide", MigratedBases::migratedWide));
  }

  /** The log, where a run goes by another outline, which is there. */
  private static Verification goesBy(String base, String event, String field, String outline) {
    String digest = Line.hex(HashTree.sha256().digest(outline.getBytes(UTF_8)));
    int at = originals.log(base).find(event, 1);
    List<Told> events = new ArrayList<>(originals.log(base).events());
    Told told = events.get(at);
    events.set(at, told.data(told.data().replaceFirst(named(field), "$1" + digest)));
    originals.log(base).write(events);
    Logs.write(file(base, digest), outline.getBytes(UTF_8));
    return RecordVerifier.verify(originals.dir(base));
  }

  private static Verification goesBy(String base, String outline) {
    return goesBy(base, "run.started", "definition", outline);
  }

  private static String named(String field) {
    return "(\"" + field + "\":\")([0-9a-f]+)";
  }

  private static Path file(String base, String digest) {
    return originals.dir(base).resolve("outlines/" + digest + ".json");
  }

  /** The outline that an event names, with another text in the place of one. */
  private static String changed(String base, String event, String field, String from, String to) {
    Told told = originals.log(base).events().get(originals.log(base).find(event, 1));
    String digest = told.data().replaceFirst(".*" + named(field) + ".*", "$2");
    String outline = new String(Logs.read(file(base, digest)), UTF_8);
    assertThat(outline).contains(from);
    return outline.replaceFirst(Pattern.quote(from), to);
  }

  private static String changed(String base, String from, String to) {
    return changed(base, "run.started", "definition", from, to);
  }

  private static void assertRefused(Verification found, String why) {
    assertRefused(found, why, 1);
  }

  private static void assertRefused(Verification found, String why, long line) {
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason().orElseThrow()).contains(why);
    assertThat(found.badLine()).as("%s", found).hasValue(line);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "interlock-outline/1, interlock-outline/2, its format is not interlock-outline/1",
        "`\"workflow\"`, `\"flow\"`, 'workflow' is missing",
        "`\"version\":\"1\"`, `\"version\":1`, 'version' is something else",
        "`\"nodes\":[`, `\"nodes\":[1,`, 'nodes' holds something else than objects",
        "`\"nodes\":[`, `\"nodes\":1,\"knots\":[`, 'nodes' is something else",
        "`\"node\":\"gate\"`, `\"node\":\"goat\"`, 'approval' is of a kind that is not known",
        "`\"gives\":\"close\"`, `\"takes\":\"close\"`, 'gives' is missing",
        "`\"reads\":[{\"ref\":\"look\"`, `\"read\":[{\"ref\":\"look\"`, 'approval' is about nothing",
        "`\"ref\":\"look\"`, `\"of\":\"look\"`, 'ref' is missing",
        "`\"lead\",\"qa\"`, `\"lead\",7`, 'roles' holds something else than texts",
        "`\"quorum\":2`, `\"quorum\":\"2\"`, 'quorum' is something else",
        "`\"people\":1`, `\"persons\":1`, 'people' is missing",
        "`TERMINAL`, `PIPE`, 'presence' is no grade",
        "`\"escalates\"`, `\"escapes\"`, 'then' is not known",
        "`\"escalatesTo\"`, `\"to\"`, 'escalatesTo' is missing",
        "`\"kind\":\"combine\"`, `\"kind\":7`, 'kind' is something else",
        "`\"workflow\":\"gated\"`, `\"workflow\":\"other\"`, another workflow or version",
        "`\"version\":\"1\"`, `\"version\":\"2\"`, another workflow or version",
        "`\"version\":\"1\"`, `\"version\":\"1\",\"profile\":\"P1\"`, a lower profile",
        "`\"version\":\"1\"`, `\"version\":\"1\",\"sensitiveInput\":1`, 'sensitiveInput' is something else",
        "`\"version\":\"1\"`, `\"version\":\"1\",\"sensitiveInput\":true`, sensitive"
      })
  void what_is_no_outline_of_the_run_is_found(String from, String to, String why) {
    assertRefused(goesBy("escalated", changed("escalated", from, to)), why);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"branches\":[`, `\"branches\":[7,`, 'branches' holds something else than objects",
        "`{\"name\":\"one\"`, `{\"named\":\"one\"`, 'name' is missing",
        "`\"atMost\":3`, `\"most\":3`, 'atMost' is missing",
        "`\"atOnce\":1`, `\"once\":1`, 'atOnce' is missing",
        "`\"workflow\":\"kid\"`, `\"flow\":\"kid\"`, 'workflow' is missing",
        "`\"definition\"`, `\"defined\"`, 'definition' is missing",
        "`\"from\":[\"lead\"]`, `\"from\":\"lead\"`, 'from' is something else"
      })
  void neither_is_one_whose_scopes_say_less(String from, String to, String why) {
    assertRefused(goesBy("wide", changed("wide", from, to)), why);
  }

  @Test
  void what_is_no_json_is_no_outline() {
    assertRefused(goesBy("escalated", "x"), "its outline is none");
    assertRefused(goesBy("escalated", "[]"), "its outline is none");
  }

  @Test
  void one_that_says_the_same_in_other_words_is_one() {
    String other = changed("escalated", "\"showing\":[],", "");
    assertThat(goesBy("escalated", other).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "lock, 4, `reads 'lock', which its outline does not have`",
        "item, 4, `reads 'item', which its outline does not have`",
        "look/item, 4, `reads 'look/item', which its outline does not have`",
        "close, 4, has no value"
      })
  void a_gate_is_about_what_there_is(String other, long line, String why) {
    String gate = "\"reads\":[{\"ref\":\"look\"";
    assertRefused(
        goesBy("escalated", changed("escalated", gate, gate.replace("look", other))), why, line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest", "kid"})
  void a_child_is_given_what_there_is(String other) {
    String child = "\"node\":\"child\",\"reads\":[{\"ref\":\"word\"";
    assertRefused(
        goesBy("wide", changed("wide", child, child.replace("word", other))), "has no value", 34);
  }

  @Test
  void a_child_is_a_run_of_the_workflow_that_is_asked_for() {
    String other = changed("wide", "\"workflow\":\"kid\"", "\"workflow\":\"cat\"");
    assertRefused(goesBy("wide", other), "asks for another workflow", 34);
  }

  private static Verification migratesTo(String base, String from, String to) {
    String outline = changed(base, "run.migrated", "to", from, to);
    return goesBy(base, "run.migrated", "to", outline);
  }

  private static long migration(String base) {
    return originals.log(base).find("run.migrated", 1) + 1L;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "migrated, `\"workflow\":\"versioned\"`, `\"workflow\":\"other\"`, another workflow",
        "migrated, `\"version\":\"2\"`, `\"version\":\"2\",\"profile\":\"P1\"`, its profile",
        "migrated, `\"name\":\"look\"`, `\"name\":\"lock\"`, 'look' has no place there",
        "migrated, `\"kind\":\"combine\"`, `\"kind\":\"act\"`, 'look' has no place there",
        "migrated, `\"node\":\"gate\"`, `\"node\":\"check\"`, 'approval' has no place there",
        "migratedWide, `\"name\":\"left\"`, `\"name\":\"right\"`, has no arm 'left'",
        "migratedWide, `\"name\":\"two\"`, `\"name\":\"three\"`, 'sides/two/c' has no place there",
        "migratedWide, `\"name\":\"f\"`, `\"name\":\"h\"`, 'rounds[1]/f' has no place there",
        "migratedWide, `\"name\":\"g\"`, `\"name\":\"h\"`, 'each[x]/g' has no place there",
        "migratedWide, `\"name\":\"rest\",\"node\":\"pause\"`, "
            + "`\"name\":\"pest\",\"node\":\"pause\"`, 'rest' has no place there"
      })
  void no_run_goes_on_where_what_it_did_has_no_place(
      String base, String from, String to, String why) {
    assertRefused(migratesTo(base, from, to), why, migration(base));
  }

  @Test
  void what_is_not_optional_is_not_passed_over() {
    originals.assertHolds("migratedOver");
    Verification found = migratesTo("migratedOver", ",\"optional\":\"it may be missing\"", "");
    int skipped = originals.log("migratedOver").find("step.skipped", 1);
    assertRefused(found, "is passed over for another reason than its outline's", skipped + 1L);
  }

  @Test
  void what_went_before_something_new_is_done_again_in_order() {
    String fresh =
        "{\"name\":\"new\",\"node\":\"step\",\"kind\":\"combine\",\"reads\":[],"
            + "\"type\":\"x\"},{\"name\":\"rest\"";
    Verification found = migratesTo("migratedWide", "{\"name\":\"rest\"", fresh);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason().orElseThrow()).contains("'new'");
  }
}
