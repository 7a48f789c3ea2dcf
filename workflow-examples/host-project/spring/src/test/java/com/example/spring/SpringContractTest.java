package com.example.spring;

import dev.interlock.Channel;
import dev.interlock.Time;
import dev.interlock.testing.contract.ChannelContract;
import dev.interlock.testing.contract.TimeContract;
import dev.interlock.testing.rules.HostRule;
import dev.interlock.testing.rules.HostRules;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What this host hands the engine is as it must be. */
class SpringContractTest {
  @Nested
  class ItsTime extends TimeContract {
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    @BeforeEach
    void start() {
      scheduler.initialize();
    }

    @AfterEach
    void stop() {
      scheduler.shutdown();
    }

    @Override
    protected Time time() {
      return new SpringTime(scheduler);
    }

    @Override
    protected void pass(Duration time) {}
  }

  @Nested
  class ItsInbox extends ChannelContract {
    @Override
    protected Channel channel() {
      return new WebInbox();
    }
  }

  @Test
  void itBuildsItsEngineInOnePlace() {
    HostRules.of("com.example.spring").compositionRoot("com.example.spring.SpringHost")
        .check(HostRule.ONE_COMPOSITION_ROOT, HostRule.NO_TEST_DOUBLES_IN_MAIN);
  }
}
