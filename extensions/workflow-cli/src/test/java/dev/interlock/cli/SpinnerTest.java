package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpinnerTest {
  private static final String WIPE = "\r\u001b[K";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger stops = new AtomicInteger();
  private final Spinner spinner =
      new Spinner(
          new PrintStream(written, true, StandardCharsets.UTF_8),
          Spinner.ASCII,
          nanos::get,
          stops::incrementAndGet);

  private String written() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  @Test
  void showsTheLastLineOfWhatAStepWritesUntilTheStepEnds() {
    LastLine last = new LastLine();
    Spinner showing =
        new Spinner(
            new PrintStream(written, true, StandardCharsets.UTF_8),
            Spinner.ASCII,
            nanos::get,
            () -> {},
            last);
    showing.started("3-test-suite");
    last.accept("Running \u001b[2Jgreet.GreetingTest ");
    showing.tick();

    assertThat(written()).contains("3-test-suite: Running").contains("greet.GreetingTest");
    showing.tick();
    assertThat(written()).doesNotContain("\u001b[2J");
    showing.ended("3-test-suite");
    showing.started("4-documentation-review");
    written();
    showing.tick();
    assertThat(written()).doesNotContain("GreetingTest");
  }

  @Test
  void showsNothingWhileNothingIsAtWork() {
    spinner.tick();
    assertThat(written()).isEmpty();
  }

  @Test
  void showsTheStepsAtWorkAndHowLongTheOldestHasTaken() {
    spinner.started("1-metrics");
    nanos.addAndGet(1_300_000_000L);
    spinner.started("2-analysis");
    spinner.tick();
    assertThat(written()).isEqualTo(WIPE + "| 1-metrics, 2-analysis  1.3 s");

    spinner.tick();
    assertThat(written()).startsWith(WIPE + "/ ");
  }

  @Test
  void wipesItsLineBeforeAnythingElseIsWritten() {
    spinner.started("1-metrics");
    spinner.tick();
    written();

    spinner.line("1-metrics done");
    assertThat(written()).isEqualTo(WIPE + "1-metrics done" + System.lineSeparator());
  }

  @Test
  void isGoneWhileItIsHidden() {
    spinner.started("1-metrics");
    spinner.tick();
    written();

    spinner.hide();
    assertThat(written()).isEqualTo(WIPE);
    spinner.tick();
    assertThat(written()).isEmpty();
    spinner.show();
    spinner.tick();
    assertThat(written()).contains("1-metrics");
  }

  @Test
  void isNeverAsWideAsTheTerminal() {
    spinner.started("x".repeat(300));
    spinner.tick();
    assertThat(Text.width(written().replace(WIPE, ""))).isEqualTo(79);
  }

  @Test
  void leavesNothingBehind() {
    spinner.started("1-metrics");
    spinner.tick();
    written();

    spinner.close();
    spinner.show();
    spinner.tick();
    assertThat(written()).isEqualTo(WIPE);
    assertThat(stops).hasValue(1);
  }
}
