package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of gates at which more is asked than one yes. */
class GateReportTest {
  @TempDir Path dir;

  private String report(Consumer<Path> base) {
    base.accept(dir);
    return RunReport.of(dir, Telling.RUN).markdown();
  }

  @Test
  void it_names_what_is_needed_who_stood_in_for_whom_and_the_signed_file() {
    assertThat(report(GateBases::signed))
        .contains("1 of lead, and 1 of qa")
        .contains(", on behalf of ")
        .contains("proven; presence KEY")
        .contains(".1.txt")
        .contains(Signed.DIGEST)
        .contains("whose keys these are was not looked at");
  }

  @Test
  void it_names_what_follows_and_why_it_was_opened() {
    assertThat(report(GateBases::glass)).contains("look at it", "it burns / so it does");
  }

  @Test
  void it_names_vetoes_and_who_comes_in_later() {
    assertThat(report(GateBases::vetoed)).contains("Closed only by a no of", "boss");
  }

  @Test
  void it_names_who_may_answer_once_time_is_over() {
    assertThat(report(GateBases::escalated)).contains("`chief` may answer as well");
  }

  @Test
  void it_names_the_people_whom_the_run_names() {
    assertThat(report(GateBases::named)).contains("Only these", "alice, carol");
  }
}
