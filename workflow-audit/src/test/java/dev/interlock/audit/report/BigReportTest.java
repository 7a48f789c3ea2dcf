package dev.interlock.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Entry;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BigReportTest {
  private static final RunId RUN = RunId.of("big");
  private static final int EVENTS = 100_000;
  private static final int MOST_BYTES = 20_000_000;

  /** Every kind of text grows where it is written: markup by six, what is escaped by six. */
  private static final String GROWING = "&\"<>\\u0007\u202e\u65e5".repeat(90);

  private static Entry entry(int seq, String name, String data) {
    Json json = Json.of(data.getBytes(StandardCharsets.UTF_8));
    return new Entry(seq, Instant.EPOCH.plusSeconds(seq), RUN, name, json);
  }

  private static String json(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    String text = json(GROWING);
    for (int i = 0; i < EVENTS; i++) {
      String path = "\"path\":\"each[k" + i + "]/step\"";
      entries.add(
          i % 2 == 0
              ? entry(i, "violation", "{" + path + ",\"what\":" + text + "}")
              : entry(
                  i,
                  "check.passed",
                  "{" + path + ",\"check\":\"c\",\"evidence\":{\"a\":" + text + "}}"));
    }
    return entries;
  }

  @Test
  void aRunOfAHundredThousandEventsIsAPageThatCanBeOpened() {
    Material.Finding finding = new Material.Finding(true, "OK-UNANCHORED", "it holds", List.of());
    Material.Seal seal = new Material.Seal(Optional.empty(), Optional.empty(), "1");
    Report report = Report.of(new Material(RUN, finding, entries(), Map.of(), seal));
    String html = report.html();
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    assertThat(html)
        .contains("97,500 events left out here")
        .contains("Left out: 49,500 places more")
        .contains("for the report is full");
    assertThat(report.markdown().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
  }
}
