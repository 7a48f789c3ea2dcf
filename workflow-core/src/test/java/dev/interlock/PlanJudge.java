package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at what happens in a run, and says what is wrong with it. */
abstract sealed class PlanJudge permits PlanStepReferee {
  /** What somebody outside says in the present action. */
  record Said(
      @Nullable Decision decision,
      @Nullable Submission submission,
      @Nullable String doubt,
      @Nullable String resumedBy,
      boolean presents) {
    static final Said NOTHING = new Said(null, null, null, null, false);

    static Said deciding(@Nullable Decision decision) {
      return new Said(decision, null, null, null, false);
    }

    static Said submitting(@Nullable Submission submission) {
      return new Said(null, submission, null, null, false);
    }

    static Said reconciling(String path) {
      return new Said(null, null, path, null, false);
    }

    static Said resuming(String by) {
      return new Said(null, null, null, by, false);
    }

    static Said presenting() {
      return new Said(null, null, null, null, true);
    }
  }

  final PlanModel model;
  final PlanWorld world;
  Said said = Said.NOTHING;
  Entry entry;
  PlanView view;

  PlanJudge(Plan.Whole plan, RunId run, PlanWorld world, Entry first) {
    this.model = new PlanModel(plan, run);
    this.world = world;
    this.entry = first;
    this.view = new PlanView(model, first.at());
  }

  final PlanModel model() {
    return model;
  }

  final PlanView view(Instant now) {
    return new PlanView(model, now);
  }

  final void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(
          otherwise
              + ": "
              + entry.name()
              + " "
              + entry.data()
              + "; ready "
              + view.ready
              + ", awaited "
              + view.awaited
              + ", endings "
              + view.endings
              + ", running "
              + model.running());
    }
  }

  final Optional<String> mustEnd() {
    return model.mustEnd(view);
  }

  final boolean goesOn() {
    return mustEnd().isEmpty()
        ? !view.ready.isEmpty() || view.result.isPresent()
        : view.ready.containsValue("doubt") || view.ready.containsValue("reconcile");
  }

  final void begins(String path, String what) {
    require(mustEnd().isEmpty(), "the run must end");
    is(path, what);
  }

  final void is(String path, String what) {
    require(what.equals(view.ready.get(path)), "it is not the time to " + what);
  }

  final Optional<Instant> limit(boolean limited, java.time.Duration time) {
    return limited ? Optional.of(entry.at().plus(time)) : Optional.empty();
  }
}
