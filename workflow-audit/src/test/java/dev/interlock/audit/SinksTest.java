package dev.interlock.audit;

import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The sinks that there are, and the smallest that a host may write. */
class SinksTest {
  @Nested
  class ToTheLogOfTheHost extends AuditSinkContract {
    @Override
    AuditSink sink() {
      return Slf4jSink.bestEffort();
    }
  }

  @Nested
  class ToAListOfTheHost extends AuditSinkContract {
    private final List<Entry> told = new ArrayList<>();

    @Override
    AuditSink sink() {
      return told::add;
    }
  }
}
