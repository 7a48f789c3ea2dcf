package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.record.Journal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class Slf4jSinkTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.interlock.record");
  private final ListAppender<ILoggingEvent> log =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing(); // its context is that of the thread that asks first
          super.append(event);
        }
      };

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private void run(Slf4jSink sink) {
    Publishing publishing = new Publishing();
    Engine engine = Engine.on(Journal.inMemory()).channel(new Publishing.Desk()).sink(sink).build();
    assertThat(engine.start(publishing.workflow(), Publishing.RUN, Publishing.INPUT).settled())
        .isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void tellsEveryEventWithItsRunItsNumberAndItsPathAndNoValue() {
    run(Slf4jSink.bestEffort());
    assertThat(log.list).hasSizeGreaterThan(8);
    ILoggingEvent second = log.list.get(1);
    assertThat(second.getFormattedMessage()).isEqualTo("step.started of run run-1 at 1-read");
    assertThat(second.getMDCPropertyMap())
        .isEqualTo(
            Map.of(
                "interlock.run", "run-1",
                "interlock.event", "step.started",
                "interlock.seq", "1",
                "interlock.path", "1-read"));
    assertThat(log.list)
        .noneMatch(event -> event.getFormattedMessage().contains("hello"))
        .allMatch(event -> event.getLevel() == Level.INFO);
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test
  void isRequiredOnlyWhereItIsSaid() {
    assertThat(Slf4jSink.bestEffort().isRequired()).isFalse();
    assertThat(Slf4jSink.required().isRequired()).isTrue();
  }
}
