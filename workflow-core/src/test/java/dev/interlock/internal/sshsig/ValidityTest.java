package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of an allowed signers file. */
class ValidityTest {
  @ParameterizedTest
  @CsvSource({
    "20260102Z,UTC,2026-01-02T00:00:00Z",
    "202601020304Z,UTC,2026-01-02T03:04:00Z",
    "20260102030405Z,Europe/Berlin,2026-01-02T03:04:05Z",
    "20260102030405,Europe/Berlin,2026-01-02T02:04:05Z",
    "20260702030405,Europe/Berlin,2026-07-02T02:04:05Z",
    "20260702,America/New_York,2026-07-02T05:00:00Z",
    "20240229Z,UTC,2024-02-29T00:00:00Z",
    "19700101000001Z,UTC,1970-01-01T00:00:01Z",
    "99991231235959Z,UTC,9999-12-31T23:59:59Z"
  })
  void areRead(String text, String zone, Instant time) throws Malformed {
    assertThat(Validity.time(text, ZoneId.of(zone))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-01-02",
        "20260102z",
        "20260102UTC",
        "2026010203Z",
        "20260102030Z",
        " 20260102",
        "20260102 ",
        "\u0662\u0660\u0662\u06660102",
        "+2026010",
        "20260102ZZ"
      })
  void haveTheirForm(String text) {
    assertThat(Refusal.of(() -> Validity.time(text, ZoneId.of("UTC"))))
        .endsWith(" is no time: write YYYYMMDD[HHMM[SS]][Z]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20260230", "20261301Z", "20260100", "202601012400Z", "20260101235960"})
  void areOnTheCalendar(String text) {
    assertThat(Refusal.of(() -> Validity.time(text, ZoneId.of("UTC"))))
        .isEqualTo("'" + text + "' is on no calendar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"19691231Z", "19700101Z", "00010101"})
  void areLaterThanTheBeginningOfUnix(String text) {
    assertThat(Refusal.of(() -> Validity.time(text, ZoneId.of("UTC"))))
        .isEqualTo("'" + text + "' is not after the year 1969");
  }
}
