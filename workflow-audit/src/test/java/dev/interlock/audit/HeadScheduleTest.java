package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadScheduleTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long TENTH = SECOND / 10;

  /** Readings of a monotonic clock may have any origin. */
  private final long start = Long.MAX_VALUE - 30 * SECOND;

  private final HeadSchedule schedule = new HeadSchedule(10, 10, start);

  @Test
  void nothing_new_needs_no_head() {
    assertThat(schedule.dueIn(true, start + 1000 * SECOND)).isEqualTo(HeadSchedule.NEVER);
    assertThat(schedule.uncovered()).isFalse();
  }

  @Test
  void a_run_that_waits_or_ended_needs_one_as_soon_as_the_writer_is_idle() {
    schedule.forced(11, true, start);
    assertThat(schedule.dueIn(false, start)).isEqualTo(60 * SECOND);
    assertThat(schedule.dueIn(true, start)).isLessThanOrEqualTo(0);
  }

  @Test
  void a_thousand_events_need_one_though_the_writer_is_busy() {
    schedule.forced(1009, false, start);
    assertThat(schedule.dueIn(false, start)).isEqualTo(60 * SECOND);
    schedule.forced(1010, false, start);
    assertThat(schedule.dueIn(false, start)).isLessThanOrEqualTo(0);
  }

  @Test
  void a_single_event_needs_one_after_60_seconds_however_many_follow() {
    schedule.forced(11, false, start + SECOND);
    schedule.forced(12, false, start + 50 * SECOND);
    assertThat(schedule.dueIn(true, start + 60 * SECOND)).isEqualTo(SECOND);
    assertThat(schedule.dueIn(true, start + 61 * SECOND)).isLessThanOrEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 5000})
  void there_are_at_most_ten_a_second(long size) {
    schedule.forced(11, true, start);
    schedule.made(11, start);
    schedule.forced(11 + size, true, start + 1);
    assertThat(schedule.dueIn(true, start + 1)).isEqualTo(TENTH - 1);
    assertThat(schedule.dueIn(true, start + TENTH)).isLessThanOrEqualTo(0);
  }

  @Test
  void a_head_covers_what_settled_before_it() {
    schedule.forced(11, true, start);
    schedule.made(11, start);
    schedule.forced(12, false, start + SECOND);
    assertThat(schedule.dueIn(true, start + SECOND)).isEqualTo(60 * SECOND);
  }

  @Test
  void lines_found_without_a_head_need_one_after_60_seconds() {
    HeadSchedule found = new HeadSchedule(4, 6, start);
    assertThat(found.uncovered()).isTrue();
    assertThat(found.dueIn(true, start)).isEqualTo(60 * SECOND);
  }
}
