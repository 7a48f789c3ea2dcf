package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a run was left, told from its events: for people and for machines. */
final class Left {
  private static final int RESULT_LINES = 2;

  private final Log.Known known;
  private final Run.Standing standing;
  private final List<Event> events;
  private final Next next;

  Left(Log.Known known, Next next) {
    this.known = known;
    this.standing = known.standing();
    this.events = known.entries().stream().map(Entry::event).toList();
    this.next = next;
  }

  /** The gates that it waits at. */
  static List<OpenGate> gates(Log.Known known) {
    return known.standing().awaited().stream()
        .filter(awaited -> awaited.what().equals("gate"))
        .flatMap(awaited -> OpenGate.at(awaited.path(), known).stream())
        .toList();
  }

  /** What lets it go on, if anything does. */
  Optional<String> command() {
    List<OpenGate> gates = gates(known);
    boolean signed = !gates.isEmpty() && gates.stream().allMatch(OpenGate::asksForKey);
    return next.command(standing, signed);
  }

  int exit() {
    return Exit.of(standing.status());
  }

  static String word(Run.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** For people; where it waits, the last line is the command to type next. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(Text.after("run ", standing.run() + " " + state()));
    last(Event.RunCompleted.class).ifPresent(end -> lines.addAll(result(end)));
    last(Event.RunRejected.class).ifPresent(end -> lines.addAll(at(end)));
    last(Event.RunFailed.class).ifPresent(end -> lines.addAll(guidance(end.path())));
    last(Event.RunCancelled.class).ifPresent(end -> lines.addAll(Text.after("  by ", end.by())));
    standing.awaited().forEach(awaited -> lines.addAll(cause(awaited)));
    command().ifPresent(lines::add);
    return lines;
  }

  private static List<String> at(Event.RunRejected rejected) {
    return Text.after("  at " + Text.clean(rejected.path()) + ": ", rejected.reason());
  }

  private String state() {
    return switch (standing.status()) {
      case RUNNING -> "is not ended: it is at work, or its process was stopped";
      case WAITING -> "waits";
      case COMPLETED -> "completed";
      case REJECTED -> "was rejected";
      case FAILED -> "failed";
      case CANCELLED -> "was cancelled";
    };
  }

  private List<String> result(Event.RunCompleted completed) {
    List<String> lines = Text.after("  result: ", completed.value().toString());
    return lines.size() <= RESULT_LINES
        ? lines
        : List.of("  result: long; it is in the record, see show with --json");
  }

  private List<String> cause(Event.Awaited awaited) {
    String path = Text.clean(awaited.path());
    return switch (awaited.what()) {
      case "gate" -> gate(awaited.path());
      case "retry" -> guidance(awaited.path());
      case "doubt" ->
          Text.after(
              "  at " + path + ": ",
              "nobody knows whether its effect happened; look; the host says so with"
                  + " Engine.reconcile, or cancel");
      case "compensation" -> guidance(awaited.path());
      default -> Text.after("  at " + path + ": ", comesBy(awaited));
    };
  }

  /** What comes from elsewhere, or with time. */
  private String comesBy(Event.Awaited awaited) {
    String path = awaited.path();
    return switch (awaited.what()) {
      case "submission" ->
          last(Event.SubmissionRequested.class, path)
              .map(asked -> "a value from " + String.join(", ", asked.roles()))
              .orElse("a value from outside");
      case "pause" ->
          last(Event.PauseStarted.class, path)
              .map(pause -> "goes on after " + Text.second(pause.due()) + " UTC")
              .orElse("a pause");
      case "child" ->
          last(Event.ChildStarted.class, path)
              .map(child -> "run " + child.run() + " has not ended")
              .orElse("another run");
      default -> awaited.what();
    };
  }

  private List<String> gate(String path) {
    List<String> lines = new ArrayList<>();
    String label = "  at " + Text.clean(path) + ": ";
    OpenGate.at(path, known)
        .ifPresent(
            gate -> {
              lines.addAll(Text.after(label, gate.openFor()));
              gate.answers().forEach(said -> lines.addAll(Text.after("    ", said)));
            });
    return lines;
  }

  private List<String> guidance(String path) {
    List<String> lines = new ArrayList<>(Text.after("  at ", path));
    failure(path)
        .ifPresent(
            failure ->
                failure
                    .guidance()
                    .lines()
                    .forEach(line -> lines.addAll(Text.hanging("  ", "      ", line))));
    return lines;
  }

  private Optional<Failure> failure(String path) {
    return last(Event.CompensationFailed.class, path)
        .map(Left::failure)
        .or(() -> last(Event.StepFailed.class, path).map(Left::failure))
        .or(() -> last(Event.RunFailed.class).map(Left::failure));
  }

  private static Failure failure(Event.StepFailed failed) {
    return new Failure(
        failed.failure(),
        failed.type(),
        Text.clean(failed.message()),
        failed.toCheck().map(Text::clean),
        failed.toRecover().map(Text::clean));
  }

  private static Failure failure(Event.CompensationFailed failed) {
    return Failure.of(failed.failure(), failed.type(), Text.clean(failed.message()));
  }

  private static Failure failure(Event.RunFailed failed) {
    return Failure.of(failed.failure(), failed.type(), Text.clean(failed.message()));
  }

  private <E extends Event> Optional<E> last(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).reduce((first, then) -> then);
  }

  private <E extends Event.AtPath> Optional<E> last(Class<E> type, String path) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(event -> event.path().equals(path))
        .reduce((first, then) -> then);
  }

  /** For machines. */
  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", standing.run());
    object.put("workflow", standing.workflow());
    object.put("status", word(standing.status()));
    object.put("exit", exit());
    object.put("result", last(Event.RunCompleted.class).map(Event.RunCompleted::value));
    object.put("rejected", last(Event.RunRejected.class).map(no -> at(no.path(), no.reason())));
    object.put("failed", last(Event.RunFailed.class).flatMap(run -> failed(run.path())));
    object.put("cancelledBy", last(Event.RunCancelled.class).map(Event.RunCancelled::by));
    object.put("awaited", standing.awaited().stream().map(this::awaited).toList());
    object.put("next", command());
    return object;
  }

  private Map<String, Object> awaited(Event.Awaited awaited) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("what", awaited.what());
    object.put("path", awaited.path());
    if (awaited.what().equals("retry") || awaited.what().equals("compensation")) {
      object.put("failed", failed(awaited.path()));
    }
    if (awaited.what().equals("gate")) {
      OpenGate.at(awaited.path(), known).ifPresent(gate -> gate.into(object));
    }
    return object;
  }

  private static Map<String, Object> at(String path, String reason) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("path", path);
    object.put("reason", reason);
    return object;
  }

  private Optional<Map<String, Object>> failed(String path) {
    return failure(path)
        .map(
            failure -> {
              Map<String, Object> object = at(path, failure.message());
              object.put("failure", failure.kind());
              object.put("type", failure.type());
              object.put("check", failure.whatToCheck());
              object.put("recover", failure.howToRecover());
              return object;
            });
  }
}
