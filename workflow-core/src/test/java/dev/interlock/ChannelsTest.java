package dev.interlock;

import org.junit.jupiter.api.Nested;

/** The channels of these tests, each as every channel must be. */
class ChannelsTest {
  @Nested
  class ADeskThatAnswers extends ChannelContract {
    @Override
    Channel channel() {
      return DeskChannel.approving();
    }
  }

  @Nested
  class ADeskThatCollects extends ChannelContract {
    @Override
    Channel channel() {
      return new DeskChannel();
    }
  }
}
