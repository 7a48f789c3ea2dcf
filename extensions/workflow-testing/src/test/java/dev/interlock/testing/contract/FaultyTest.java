package dev.interlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** An implementation that is wrong fails its contract, at the test that is about that. */
class FaultyTest {
  @ParameterizedTest
  @CsvSource({
    "FaultyJournals$ItsOriginChanges, its_origin_is_a_name_and_32_hex_digits",
    "FaultyJournals$NumbersEachRunByItself,"
        + " events_are_numbered_over_the_whole_log_and_read_back_by_run",
    "FaultyJournals$MixesRuns, an_unknown_run_has_no_events",
    "FaultyJournals$WritesNumbersAnew, what_is_written_comes_back_byte_for_byte",
    "FaultyJournals$ShowsOnlyWhatIsForced, an_event_is_read_back_before_and_after_it_is_forced",
    "FaultyJournals$TakesWhatIsNoLine, what_cannot_be_a_line_is_refused_and_nothing_is_appended",
    "FaultyJournals$HandsOutItsOwnList, what_was_read_does_not_change_with_the_log",
    "FaultyJournals$KeepsEveryKindTogether,"
        + " a_side_file_is_kept_under_its_digest_and_kind_and_nobody_can_change_it",
    "FaultyJournals$LosesEventsOfOtherThreads, threads_that_each_wait_for_durability_leave_no_gap",
    "FaultyJournals$ForgetsWhatWasForced, what_was_forced_is_there_when_it_is_opened_again",
    "FaultyOthers$TakesAnyNumber, what_is_not_of_the_type_is_refused",
    "FaultyOthers$TellsWhatItRefuses, what_is_refused_is_not_repeated_in_the_message",
    "FaultyOthers$WritesOtherwiseEachTime, a_value_is_written_the_same_each_time",
    "FaultyOthers$RunsTasksAtOnce, a_task_is_not_run_by_the_call_that_sets_it",
    "FaultyOthers$RunsTasksTwice, a_task_is_run_once_and_not_before_its_time",
    "FaultyOthers$GoesBack, the_monotonic_reading_never_goes_back",
    "FaultyOthers$SpeaksForAnotherChannel,"
        + " what_it_delivers_answers_what_it_presented_in_its_own_name",
    "FaultyOthers$SpeaksForAnAi, it_decides_in_the_name_of_people_only",
    "FaultyOthers$SaysYesAndNo, nobody_says_both_yes_and_no",
    "FaultyOthers$RepeatsItsFirstAnswer,"
        + " what_it_delivers_answers_what_it_presented_in_its_own_name",
    "FaultyOthers$HasALoudName, it_has_a_name_of_lower_case",
    "FaultyOthers$ThrowsAtWhatItDoesNotKnow, it_takes_every_event_within_its_patience",
    "FaultyOthers$TellsTwice, what_it_took_it_took_in_order_and_once",
    "FaultyOthers$HasNoPatience, its_patience_is_a_time",
    "FaultyOthers$AlwaysSaysYes, nobody_has_approved_anything",
    "FaultyOthers$TakesAnyAnswerForAYes, a_no_never_opens",
    "FaultyOthers$NeedsOneOfTwo, fewer_people_than_its_quorum_do_not"
  })
  void what_is_wrong_is_found(String type, String test) throws ClassNotFoundException {
    assertThat(failed(Class.forName(getClass().getPackageName() + "." + type))).contains(test);
  }

  @Test
  void what_is_right_fails_nowhere() {
    assertThat(failed(Right.class)).isEmpty();
  }

  static final class Right extends CodecContract {
    @Override
    protected dev.interlock.record.Codec codec() {
      return dev.interlock.record.Codec.json();
    }
  }

  private static List<String> failed(Class<?> type) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(type)).build(),
            listener);
    assertThat(listener.getSummary().getTestsStartedCount()).isPositive();
    return listener.getSummary().getFailures().stream()
        .flatMap(failure -> Stream.of(failure.getTestIdentifier().getDisplayName()))
        .map(name -> name.replace("()", ""))
        .toList();
  }
}
