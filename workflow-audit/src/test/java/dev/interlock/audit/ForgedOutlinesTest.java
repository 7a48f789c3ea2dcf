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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another log is found whose runs name an outline that is none, or that they do not keep. */
class ForgedOutlinesTest {
  private static Originals originals;

  @BeforeAll
  static void nothingIsForged(@TempDir Path dir) {
    originals = new Originals(dir, Map.of("escalated", GateBases::escalated, "wide", Bases::wide));
  }

  /** The log, where the run goes by another outline, which is there. */
  private static Verification goesBy(String base, String outline) {
    String digest = Line.hex(HashTree.sha256().digest(outline.getBytes(UTF_8)));
    List<Told> events = new ArrayList<>(originals.log(base).events());
    Told begins = events.get(0);
    events.set(
        0, begins.data(begins.data().replaceFirst("(definition\":\")[0-9a-f]+", "$1" + digest)));
    originals.log(base).write(events);
    Logs.write(file(base, digest), outline.getBytes(UTF_8));
    return RecordVerifier.verify(originals.dir(base));
  }

  private static Path file(String base, String digest) {
    return originals.dir(base).resolve("outlines/" + digest + ".json");
  }

  /** The outline by which the run went. */
  private static String outline(String base) {
    String began = originals.log(base).events().get(0).data();
    String digest = began.replaceFirst(".*definition\":\"([0-9a-f]+).*", "$1");
    return new String(Logs.read(file(base, digest)), UTF_8);
  }

  private static String changed(String base, String from, String to) {
    assertThat(outline(base)).contains(from);
    return outline(base).replaceFirst(java.util.regex.Pattern.quote(from), to);
  }

  private static void assertRefused(Verification found, String why) {
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason().orElseThrow()).contains(why);
    assertThat(found.badLine()).as("%s", found).hasValue(1);
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
}
