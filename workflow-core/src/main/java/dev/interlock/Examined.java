package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as it is recorded. A pass without evidence is a failure.
 *
 * @param failure why it failed, if it did
 */
record Examined(Optional<String> failure, Optional<Json> evidence) {
  private static final ClassValue<List<String>> PROBLEMS =
      new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
          return ValueTypes.problems(type);
        }
      };

  static Examined of(RecordedForm form, @Nullable Verdict verdict, boolean sensitive) {
    if (verdict instanceof Verdict.Passed passed) {
      return passed(form, passed.seen(), sensitive);
    }
    if (verdict instanceof Verdict.Failed failed) {
      return new Examined(
          Optional.of(FailureWords.raw(failed.reason())),
          failed.seen().map(seen -> form.evidence(seen, sensitive)));
    }
    return new Examined(Optional.of("it gave no verdict"), Optional.empty());
  }

  /** A check of this name that passed, as it is recorded. */
  Event.CheckResult passed(String check) {
    return new Event.CheckResult(check, "passed", evidence, Optional.empty());
  }

  /** That there was no check, and why. */
  static Event.CheckResult unverified(String reason) {
    return new Event.CheckResult("none", "unverified", Optional.empty(), Optional.of(reason));
  }

  private static Examined passed(RecordedForm form, @Nullable Record seen, boolean sensitive) {
    if (seen == null || ValueTypes.saysNothing(seen)) {
      return new Examined(Optional.of("it passed without evidence"), Optional.empty());
    }
    return new Examined(Optional.empty(), Optional.of(form.evidence(seen, sensitive)));
  }

  @SuppressWarnings("unchecked") // the class of a record is its class
  static Json encode(Codec codec, Record seen) {
    List<String> problems = PROBLEMS.get(seen.getClass());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("what was seen is " + String.join("; ", problems));
    }
    return codec.write(seen, (Class<Record>) seen.getClass());
  }
}
