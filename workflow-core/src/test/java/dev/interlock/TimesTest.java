package dev.interlock;

import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The times that there are, each as every time must be. */
class TimesTest {
  @Nested
  class OfTheJdk extends TimeContract {
    @Override
    Time time() {
      return Time.system();
    }

    @Override
    void pass(Duration time) {}
  }

  @Nested
  class MovedByHand extends TimeContract {
    private final ManualTime time = new ManualTime();

    @Override
    Time time() {
      return time;
    }

    @Override
    void pass(Duration passing) {
      time.pass(passing);
      time.fire();
    }
  }
}
