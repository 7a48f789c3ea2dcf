package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.util.Optional;

/** The checks of one run that stand in the definition by themselves. */
final class Examinations {
  private final RunTask task;
  private final Host host;
  private final Values values;

  Examinations(RunTask task, Host host, Values values) {
    this.task = task;
    this.host = host;
    this.values = values;
  }

  /** Has a value examined once all before is durable. */
  void begin(Ready.ToExamine ready) {
    Held subject = values.held(ready.check().subject(), ready.frame());
    boolean sensitive = values.isSensitive(ready.check().subject(), ready.frame());
    task.launch(
        new Bodies.Job(
            ready.path(),
            ready.attempt(),
            Optional.empty(),
            at -> {
              Event event = examined(ready, subject, sensitive);
              return () -> task.progress().steps().record(event);
            },
            why -> task.log().append(threw(ready, why))));
  }

  private Event examined(Ready.ToExamine ready, Held subject, boolean sensitive) {
    String path = ready.path();
    String name = ready.check().name();
    try {
      Verdict verdict = ready.check().examine().with(new Object[] {subject.read()});
      Examined examined = Examined.of(host.form(), verdict, sensitive);
      return examined
          .failure()
          .<Event>map(why -> new Event.CheckFailed(path, name, why, examined.evidence()))
          .orElseGet(() -> new Event.CheckPassed(path, name, examined.evidence().orElseThrow()));
    } catch (LostBlob e) {
      throw e;
    } catch (Throwable e) { // a check that throws has not passed
      return threw(ready, Failures.of(e));
    }
  }

  private static Event threw(Ready.ToExamine ready, Failure why) {
    return why.kind().waits()
        ? Steps.failed(ready.path(), ready.attempt(), why)
        : new Event.CheckFailed(
            ready.path(),
            ready.check().name(),
            "it threw " + why.type() + ": " + why.message(),
            Optional.empty());
  }
}
