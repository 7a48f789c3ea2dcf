package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class RunReportTest {
  /** What a browser may take for something else than text. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Zl}\\p{Zp}\\u00a0&&[^\\n]]");

  private static final Set<String> ELEMENTS =
      Set.of(
          "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer",
          "section", "div", "h1", "h2", "h3", "p", "a", "span", "strong", "code", "pre", "ul", "ol",
          "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "details",
          "summary", "figure", "svg", "desc", "g", "rect", "line", "path", "text");

  private static final String SECRET = "password of the service";

  @TempDir static Path folder;
  private static Path ended;
  private static Path waits;
  private static Page page;

  @BeforeAll
  static void writeLogs() throws Exception {
    ended = folder.resolve("ended");
    waits = folder.resolve("waits");
    Eventful.release(ended);
    Eventful.waiting(waits);
    page = Page.of(RunReport.of(ended, Eventful.RELEASE).html());
  }

  @Nested
  class APage {
    @Test
    void isWellFormedAndSaysWhatItIs() {
      Element html = page.document().getDocumentElement();
      assertThat(html.getAttribute("lang")).isEqualTo("en");
      assertThat(page.html()).startsWith("<!DOCTYPE html>\n");
      assertThat(page.all("title").get(0).getTextContent())
          .isEqualTo("Run release-42: OK-UNANCHORED");
      assertThat(page.all("h1")).hasSize(1);
      assertThat(page.all("h2"))
          .extracting(Element::getTextContent)
          .containsExactly("Summary", "Gates", "Diagram", "Steps", "Evidence", "Timeline");
      assertThat(page.all("svg")).hasSize(1);
      assertThat(page.all("desc").get(0).getTextContent()).contains("go-live", "denied");
    }

    @Test
    void isMadeOfElementsThatNeitherRunNorFetch() {
      Set<String> names = new TreeSet<>();
      page.all("*").forEach(element -> names.add(element.getTagName()));
      assertThat(ELEMENTS).containsAll(names);
      assertThat(page.attributes())
          .noneMatch(one -> one.matches("(?s)\\S+ (on.*|src|style|srcset|data|action|xlink.*)=.*"))
          .noneMatch(one -> one.contains("//"));
      assertThat(page.all("style").get(0).getTextContent())
          .doesNotContain("url(")
          .doesNotContain("@import");
    }

    @Test
    void allowsNothingFromElsewhere() {
      assertThat(page.attributes())
          .contains(
              "meta content=default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                  + " base-uri 'none'; form-action 'none'");
    }

    @Test
    void linksToPlacesOfItsOwn() {
      assertThat(page.all("a")).isNotEmpty();
      for (Element link : page.all("a")) {
        String target = link.getAttribute("href").substring(1);
        assertThat(page.attributes()).anyMatch(one -> one.endsWith(" id=" + target));
      }
    }

    @Test
    void isTheSameForTheSameLog() {
      RunReport again = RunReport.of(ended, Eventful.RELEASE);
      assertThat(again.html()).isEqualTo(page.html());
      assertThat(again.markdown()).isEqualTo(RunReport.of(ended, Eventful.RELEASE).markdown());
    }
  }

  @Nested
  class WhatOthersWrote {
    @Test
    void isTextAndCanBeSeen() {
      assertThat(page.text())
          .contains("</script></style></pre><img src=\"https://evil.test/a.png\"")
          .contains("\\u001b[2J\\u202egnp.exe\\u2066")
          .contains("\\u000a```\\u000a# heading");
      assertThat(page.text()).doesNotContainPattern(UNSEEN);
    }

    @Test
    void isCutWhereItIsLongAndSaysHowMuchIsMissing() {
      assertThat(page.text()).doesNotContain("x".repeat(17_000)).contains("x".repeat(16_000));
      assertThat(page.all("p"))
          .extracting(Element::getTextContent)
          .anyMatch(text -> text.matches("Left out: 3,\\d\\d\\d characters"));
    }

    @Test
    void isNeverShownWhereItIsSensitive() throws Exception {
      String waiting = RunReport.of(waits, Eventful.RELEASE).html();
      assertThat(waiting).contains("(blob of ").doesNotContain("(erased blob of ");
      assertThat(page.html()).contains("(erased blob of ");
      for (String report : List.of(waiting, page.html())) {
        assertThat(report).doesNotContain(SECRET);
      }
    }
  }

  @Nested
  class TheStory {
    @Test
    void saysHowTheRunEndedAndWhoAsked() {
      assertThat(page.text())
          .contains("\u2717 rejected at go-live: the gate was denied")
          .contains("rita (claimed)")
          .contains("6 min 0 s after the start");
    }

    @Test
    void countsWhatHappened() {
      assertThat(page.all("dd"))
          .extracting(Element::getTextContent)
          .contains(
              "9 done, 2 undone, 3 skipped or not taken, 1 not reached of 15 in the definition;"
                  + " with joins and turns of loops, 16 ran",
              "3 passed, 0 failed, 4 unverified",
              "1 approved, 1 denied, 0 expired, 0 cancelled",
              "2 times",
              "1 time",
              "4 steps, 0 could not be");
    }

    @Test
    void namesWhatIsTakenOnTrust() {
      assertThat(page.text())
          .contains("regions/deploy is unguarded: approved above, for all regions")
          .contains("regions/deploy is unverified: the region has no read-back")
          .contains("tell-the-news is optional: news can wait");
    }

    @Test
    void tellsWhoDecidedAndWhoseAnswerDidNotCount() {
      assertThat(page.all("dd"))
          .extracting(Element::getTextContent)
          .contains(
              "\u2713 approved by alice as lead",
              "claimed, not proven; presence TERMINAL, over desk",
              "looked at all three",
              "\u2717 refused not-a-person: ai:clever opens no gate",
              "\u2717 refused self-approval: who asked for the run may not decide");
      assertThat(page.text()).contains("What was shown (270 characters)");
    }

    @Test
    void hasEveryEventWithItsData() {
      int events = RunReportTest.lines(ended) - 4;
      assertThat(
              page.all("li").stream()
                  .filter(one -> one.getFirstChild().getNodeName().equals("details")))
          .hasSize(events);
    }
  }

  private static int lines(Path log) {
    return Logs.lines(Logs.read(Logs.journal(log))).size();
  }

  @Nested
  class TheDiagram {
    @Test
    void showsHowEachNodeOfAnEndedRunStands() {
      assertThat(page.boxes())
          .containsAllEntriesOf(
              Map.of(
                  "collect-the-build-and-what-it-is-made-of", "node step done: \u2713 done",
                  "size-of-the-change", "node choice done: \u2713 took small",
                  "plan", "node step skipped: \u2013 not taken",
                  "improve", "node step done: \u2713 done (2 turns)",
                  "approval", "node gate done: \u2713 approved",
                  "deploy", "node act undone: \u21ba undone (3 turns)",
                  "tell-the-news", "node step skipped: \u2013 skipped",
                  "word-of-the-operator", "node receive done: \u2713 received",
                  "go-live", "node gate failed: \u2717 denied",
                  "switch-over", "node act idle: \u00b7 not reached"))
          .containsEntry("repeat polish", "frame done: \u2713 done after 2 turns")
          .containsEntry("forEach regions", "frame done: \u2713 done")
          .containsEntry("", "node end failed: \u2717 rejected");
    }

    @Test
    void showsWhereAnotherRunWaits() throws Exception {
      Page waiting = Page.of(RunReport.of(waits, Eventful.RELEASE).html());
      assertThat(waiting.boxes())
          .containsEntry("go-live", "node gate waiting: \u2026 waiting")
          .containsEntry("deploy", "node act done: \u2713 done (3 turns)")
          .containsEntry("", "node end waiting: \u2026 waiting");
    }
  }

  @Nested
  class ARunThatHasNotEnded {
    @Test
    void isReportedAsFarAsItWent() throws Exception {
      RunReport report = RunReport.of(waits, Eventful.RELEASE);
      assertThat(report.verification().verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(Page.of(report.html()).text())
          .contains("Verdict: INCOMPLETE")
          .contains("\u2026 waiting for gate go-live")
          .contains("Last event");
    }

    @Test
    void ofWhichNobodyKnowsIsRefused() {
      assertThatThrownBy(() -> RunReport.of(ended, RunId.of("other")))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("has no run 'other'");
    }
  }

  @Nested
  class ALogThatIsNotWhatWasWritten {
    private Path copy(String name) throws Exception {
      Path log = folder.resolve(name);
      Eventful.small(log);
      return log;
    }

    @Test
    void isSaidToBeTamperedWithAndTellsNoStory() throws Exception {
      Path log = copy("tampered");
      byte[] lines = Logs.read(Logs.journal(log));
      String changed = new String(lines, StandardCharsets.UTF_8).replace("alice", "mally");
      Logs.write(Logs.journal(log), changed.getBytes(StandardCharsets.UTF_8));
      RunReport report = RunReport.of(log, Eventful.SMALL);
      Page tampered = Page.of(report.html());
      assertThat(report.verification().verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(tampered.all("section").get(0).getAttribute("class")).isEqualTo("banner failed");
      assertThat(tampered.text()).contains("Verdict: TAMPERED", "First bad line: 6");
      assertThat(tampered.all("h2")).isEmpty();
      for (String form : List.of(tampered.text(), report.markdown())) {
        assertThat(form).doesNotContain("mally").doesNotContain("may-it");
      }
    }

    @Test
    void isSaidToBeRolledBackAndTellsNoStory() throws Exception {
      Path log = copy("rolled-back");
      List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(log)));
      Logs.write(Logs.journal(log), Logs.join(lines.subList(0, 5)));
      RunReport report = RunReport.of(log, Eventful.SMALL);
      assertThat(report.verification().verdict()).isEqualTo(Verdict.ROLLED_BACK);
      assertThat(report.html()).contains("banner failed").doesNotContain("may-it");
    }
  }

  @Test
  void asMarkdownASmallRunReadsLikeThis() throws Exception {
    Path log = folder.resolve("small");
    Eventful.small(log);
    String expected;
    try (var in = RunReportTest.class.getResourceAsStream("small-report.md")) {
      expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(general(RunReport.of(log, Eventful.SMALL).markdown())).isEqualTo(expected);
  }

  /** Without what differs from log to log and from machine to machine. */
  private static String general(String markdown) {
    return markdown
        .replaceAll("interlock/[0-9a-f]{32}", "interlock/ORIGIN")
        .replaceAll("root `[A-Za-z0-9+/=]{44}`", "root `ROOT`")
        .replaceAll("on Java `[^`]+`, on the \\w+ path, as user `[^`]+`", "on JAVA")
        .replaceAll("interlock `[^`]+`", "interlock `VERSION`")
        .replaceAll("took \\d+ ms", "took 0 ms")
        .replaceAll("\\| \\d+ ms \\|", "| 0 ms |");
  }
}
