package dev.interlock.audit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.RunsOfOneKind;
import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndedRunsTest {
  private static final String REFUSED =
      "{\"path\":\"-\",\"attempt\":1,\"reason\":\"closed\",\"channel\":\"desk\"}";
  private static final int RUNS = 200_000;
  private static final byte[] OUTLINE = RunsOfOneKind.outline();
  private static final String DIGEST = RunsOfOneKind.digest();

  private final Judge judge =
      new Judge("test/0", sha256 -> Optional.of(OUTLINE), answer -> Optional.empty(), false);

  private Optional<String> see(int run, String event, String data) {
    return judge.see(
        Line.compose(
            0,
            Line.beforeFirst(),
            Instant.EPOCH,
            "run-" + run,
            event,
            data.getBytes(StandardCharsets.UTF_8)));
  }

  private void startAndCancel(int run) {
    assertThat(see(run, "run.started", RunsOfOneKind.started(DIGEST))).isEmpty();
    assertThat(see(run, "run.cancelled", "{\"by\":\"ada\"}")).isEmpty();
  }

  @Test
  void of_two_hundred_thousand_runs_that_ended_only_hashes_are_kept() {
    for (int run = 0; run < RUNS; run++) {
      startAndCancel(run);
      assertThat(judge.openRuns()).isZero();
    }
    assertThat(judge.bytesOfEndedRuns()).isLessThanOrEqualTo(43L * RUNS + 4_096);
  }

  @Test
  void a_run_that_ended_is_known_for_ever() {
    for (int run = 0; run < 5_000; run++) {
      startAndCancel(run);
    }
    for (int run = 0; run < 5_000; run++) {
      assertThat(see(run, "run.started", RunsOfOneKind.started(DIGEST)))
          .hasValue("run 'run-" + run + "': it is started twice, after it has ended");
      assertThat(see(run, "gate.refused", REFUSED)).isEmpty();
    }
  }

  @Test
  void of_each_it_is_known_which_workflow_it_was_of() {
    EndedRuns ended = new EndedRuns();
    assertThat(ended.bytes()).isPositive();
    for (int run = 0; run < 1_000; run++) {
      ended.add("run-" + run, "workflow-" + run % 2);
    }
    for (int run = 0; run < 1_000; run++) {
      assertThat(ended.contains("run-" + run)).isTrue();
      assertThat(ended.contains("run-" + run, "workflow-" + run % 2)).isTrue();
      assertThat(ended.contains("run-" + run, "workflow-" + (run + 1) % 2)).isFalse();
    }
    assertThat(ended.contains("run-1000")).isFalse();
    assertThat(ended.contains("run-1000", "workflow-0")).isFalse();
  }
}
