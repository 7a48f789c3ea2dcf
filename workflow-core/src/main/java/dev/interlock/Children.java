package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of other workflows that one run asked for: starts them, takes how they ended. */
final class Children {
  private static final Logger LOG = LoggerFactory.getLogger(Children.class);
  private static final Principal PARENT = Principal.of("system:parent");

  /** How much of the parent's id stays in a child's, so that it is no longer than an id may be. */
  private static final int PARENT_ID = 80;

  private final RunTask task;
  private final Host host;
  private final Values values;
  private final Set<String> calledOff = new HashSet<>();

  /**
   * Whether a child was begun in this process, or called off before it was, whichever was first.
   */
  private final Map<String, Boolean> begun = new ConcurrentHashMap<>();

  private int atWork;

  Children(RunTask task, Host host, Values values) {
    this.task = task;
    this.host = host;
    this.values = values;
  }

  /** Announces a child and has it started once that is durable. */
  void begin(Ready.ToFollow ready) {
    task.log().append(new Event.ChildStarted(ready.path(), id(ready.path()).value()));
    follow(ready, Optional.empty());
  }

  /** Has a child started, or gone on with, and waits until it is settled. */
  void follow(Ready.ToFollow ready, Optional<Principal> by) {
    Json input = values.held(ready.child().input(), ready.frame()).json();
    atWork++;
    task.dispatch(() -> work(ready, input, by));
  }

  private void work(Ready.ToFollow ready, Json input, Optional<Principal> by) {
    String path = ready.path();
    RunId child = id(path);
    try {
      if (goesOn(ready, child, input, by)) {
        var unused =
            task.registry()
                .settled(child)
                .whenComplete((outcome, error) -> task.work().post(() -> settled(path)));
      } else {
        task.work().post(() -> settled(path));
      }
    } catch (LostBlob e) {
      task.work()
          .post(
              () -> {
                throw e;
              });
    } catch (WorkflowException e) {
      boolean goesOnElsewhere = isOurs(RunFacts.of(host.journal().entries(child)), path);
      task.work().post(() -> cannotRun(path, goesOnElsewhere, e));
    }
  }

  /** Has a child started or gone on with, unless it was called off before it began. */
  private boolean goesOn(Ready.ToFollow ready, RunId child, Json input, Optional<Principal> by) {
    String path = ready.path();
    RunFacts known = RunFacts.of(host.journal().entries(child));
    if (isOurs(known, path)) {
      adoptPeople(child, known);
      task.registry().post(child, run -> run.progress().resume(by));
      return true;
    }
    if (!known.isEmpty()) {
      throw new WorkflowException("run '" + child + "' is there already, and not of this run");
    }
    boolean calledOff = Boolean.FALSE.equals(begun.putIfAbsent(path, true));
    if (!calledOff) {
      Principal requester = Principal.of(task.facts().started().requester().principal());
      Workflow<?, ?> workflow = ready.child().workflow();
      Json its = host.form().again(input, workflow.terms().sensitiveInput());
      Starting.Asked asked =
          new Starting.Asked(
              its,
              requester,
              task.facts().people(),
              Optional.of(parent(path)),
              Optional.empty(),
              false);
      task.registry().start(workflow, child, asked);
      task.work().post(task.progress()::advance); // which calls it off if that was due meanwhile
    }
    return !calledOff;
  }

  /** Has a child go by the people by whom its parent goes since somebody said so. */
  void adoptPeople(Ready.ToFollow open) {
    RunId child = id(open.path());
    task.dispatch(() -> adoptPeople(child, RunFacts.of(host.journal().entries(child))));
  }

  private void adoptPeople(RunId child, RunFacts known) {
    task.facts()
        .adoption()
        .filter(adopted -> !known.isEmpty() && !known.people().equals(task.facts().people()))
        .filter(adopted -> host.persons().others(task.facts().people()).isEmpty())
        .map(adopted -> Principal.of(adopted.by()))
        .ifPresent(by -> task.registry().post(child, run -> run.progress().adoptPeople(by)));
  }

  private Event.Parent parent(String path) {
    return new Event.Parent(task.id().value(), path);
  }

  private boolean isOurs(RunFacts child, String path) {
    return !child.isEmpty() && child.started().parent().filter(parent(path)::equals).isPresent();
  }

  private void settled(String path) {
    atWork--;
    ended(path);
  }

  /** What cannot begin has failed; what has begun goes on elsewhere, and tells when it ends. */
  private void cannotRun(String path, boolean goesOnElsewhere, WorkflowException why) {
    atWork--;
    String reason = host.form().text(String.valueOf(why.getMessage()));
    if (goesOnElsewhere) {
      LOG.warn("run {} does not go on with the run at '{}': {}", task.id(), path, reason);
    } else {
      end(path, "failed", Optional.empty(), Optional.of(reason));
    }
    task.progress().advance();
  }

  /** Takes how a child ended, if it has. */
  void ended(String path) {
    if (!task.isStopped()) {
      RunFacts child = RunFacts.of(host.journal().entries(id(path)));
      Event.Terminal ending = child.isEmpty() ? null : child.ending().orElse(null);
      if (ending instanceof Event.RunCompleted completed) {
        end(path, "completed", Optional.of(completed.value()), Optional.empty());
      } else if (ending instanceof Event.RunRejected rejected) {
        end(path, "rejected", Optional.empty(), Optional.of(rejected.reason()));
      } else if (ending instanceof Event.RunFailed failed) {
        end(path, "failed", Optional.empty(), Optional.of(failed.message()));
      } else if (ending instanceof Event.RunCancelled cancelled) {
        end(path, "cancelled", Optional.empty(), Optional.of("by " + cancelled.by()));
      }
    }
    task.progress().advance();
  }

  private void end(String path, String outcome, Optional<Json> value, Optional<String> reason) {
    RunFacts facts = task.facts();
    boolean known = facts.last(Event.ChildEnded.class, path).isPresent();
    if (!known && facts.ending().isEmpty()) {
      Optional<Json> ours = value.map(json -> host.form().again(json, false));
      task.log().append(new Event.ChildEnded(path, id(path).value(), outcome, ours, reason));
    }
  }

  /**
   * Calls a child off, because its parent must end.
   *
   * @return whether that is all there is to it, because it was never started
   */
  boolean cancel(Ready.ToFollow open) {
    String path = open.path();
    RunId child = id(path);
    if (host.journal().entries(child).isEmpty()) {
      boolean never = !Boolean.TRUE.equals(begun.putIfAbsent(path, false));
      if (never) {
        end(path, "cancelled", Optional.empty(), Optional.of("by " + PARENT.name()));
      }
      return never;
    }
    if (calledOff.add(path)) {
      task.dispatch(() -> task.registry().post(child, run -> run.progress().cancel(PARENT)));
    }
    return false;
  }

  /** Whether some child is at work in this process. */
  boolean areAtWork() {
    return atWork > 0;
  }

  private RunId id(String path) {
    String parent = task.id().value();
    String kept = parent.substring(0, Math.min(parent.length(), PARENT_ID));
    return RunId.of(kept + "." + task.progress().steps().key(path).substring(0, 16));
  }
}
