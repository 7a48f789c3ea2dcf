package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one run asks for from outside: requests it, has it checked, records what counted. */
final class Submissions {
  private static final String MUST_END = "closed: the run must end, and asks for nothing more";

  private final RunTask task;
  private final Host host;
  private final String workflow;
  private final List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();

  Submissions(RunTask task, Host host, String workflow) {
    this.task = task;
    this.host = host;
    this.workflow = workflow;
  }

  /** Asks for a value. */
  void ask(Ready.ToRequest ready) {
    ReceiptOptions options = ready.receipt().options();
    Optional<Instant> notAfter = options.within().map(host.time().now()::plus);
    task.log()
        .append(
            new Event.SubmissionRequested(
                ready.path(),
                1,
                host.nonces().get(),
                ready.receipt().gives().getName(),
                options.roles(),
                notAfter));
  }

  /** What is asked for at a path, as submitters see it. */
  Submission.Request request(Found walk, String path) {
    return walk.openReceipts().stream()
        .filter(open -> open.path().equals(path))
        .findFirst()
        .map(this::request)
        .orElseThrow();
  }

  private Submission.Request request(Ready.ToRequest open) {
    return request(task.id(), workflow, open, task.facts());
  }

  static Submission.Request request(
      RunId run, String workflow, Ready.ToRequest open, RunFacts facts) {
    Event.SubmissionRequested asked =
        facts.last(Event.SubmissionRequested.class, open.path()).orElseThrow();
    return new Submission.Request(
        run,
        workflow,
        open.path(),
        asked.attempt(),
        asked.nonce(),
        open.receipt().gives(),
        asked.roles(),
        asked.notAfter());
  }

  /** Takes a value that was handed in, and tells why it does not count, or nothing if it does. */
  void take(Submission submission, CompletableFuture<Optional<String>> told) {
    waiting.add(told);
    task.progress().advance();
    Optional<Ready.ToRequest> open =
        task.progress().walk().openReceipts().stream()
            .filter(one -> one.path().equals(submission.path()))
            .findFirst();
    boolean asksForNothing = open.isEmpty() || task.facts().ending().isPresent();
    Optional<String> objection =
        asksForNothing
            ? Optional.of("closed: this run asks for nothing there")
            : task.progress().mustEnd() ? Optional.of(MUST_END) : objection(submission, open.get());
    if (objection.isPresent()) {
      refuse(submission, objection.get(), told);
    } else {
      check(submission, open.get().receipt(), told);
    }
  }

  private Optional<String> objection(Submission submission, Ready.ToRequest open) {
    Submission.Request asked = request(open);
    if (submission.attempt() != asked.attempt() || !submission.nonce().equals(asked.nonce())) {
      return Optional.of("replay: it answers another request");
    }
    if (!asked.roles().contains(submission.role())) {
      return Optional.of("role: it is not asked of this role");
    }
    Optional<String> stranger = stranger(submission);
    if (stranger.isPresent()) {
      return stranger;
    }
    if (task.running().contains(open.path())) {
      return Optional.of("busy: another submission is being checked");
    }
    try {
      host.form().codec().read(submission.value(), asked.type());
      return host.form()
          .objection(submission.value(), open.receipt().options().sensitive())
          .map(why -> "value: it" + why);
    } catch (IllegalArgumentException e) {
      return Optional.of("type: " + e.getMessage());
    }
  }

  private Optional<String> stranger(Submission submission) {
    Persons persons = host.persons();
    Instant now = host.time().now();
    return persons
        .others(task.facts().people())
        .or(() -> persons.holds(submission.by(), submission.role(), Optional.empty(), now));
  }

  private void check(
      Submission submission, Node.Receipt receipt, CompletableFuture<Optional<String>> told) {
    task.launch(
        new Bodies.Job(
            submission.path(),
            submission.attempt(),
            Optional.empty(),
            at -> checked(submission, receipt, told),
            why -> refuse(submission, "check: " + why.message(), told)));
  }

  private Runnable checked(
      Submission submission, Node.Receipt receipt, CompletableFuture<Optional<String>> told) {
    try {
      List<Event.CheckResult> checks = new ArrayList<>();
      boolean sensitive = receipt.options().sensitive();
      Json value = host.form().value("'" + submission.path() + "'", submission.value(), sensitive);
      Optional<String> objection = examine(value, receipt, checks);
      return objection.isPresent()
          ? () -> refuse(submission, objection.get(), told)
          : () -> receive(submission, value, checks, told);
    } catch (LostBlob e) {
      throw e;
    } catch (Throwable e) { // a check that throws has not passed
      Failure why = Failures.of(e);
      return () -> refuse(submission, "check: it threw " + why.type() + ": " + why.message(), told);
    }
  }

  private Optional<String> examine(Json value, Node.Receipt receipt, List<Event.CheckResult> checks)
      throws Exception {
    ReceiptOptions options = receipt.options();
    for (Node.Expectation expectation : options.expectations()) {
      if (!expectation.holds().with(read(value, receipt))) {
        return Optional.of("expected: " + expectation.says());
      }
    }
    for (Node.Verification verification : options.verifications()) {
      Verdict verdict = verification.examine().with(read(value, receipt));
      Examined examined = Examined.of(host.form(), verdict, options.sensitive());
      if (examined.failure().isPresent()) {
        return Optional.of(
            "check: '" + verification.name() + "' failed: " + examined.failure().get());
      }
      checks.add(examined.passed(verification.name()));
    }
    options.unverified().ifPresent(reason -> checks.add(Examined.unverified(reason)));
    return Optional.empty();
  }

  private Object[] read(Json value, Node.Receipt receipt) {
    return new Object[] {host.form().read(value, receipt.gives())};
  }

  private void receive(
      Submission submission,
      Json value,
      List<Event.CheckResult> checks,
      CompletableFuture<Optional<String>> told) {
    if (task.facts().last(Event.SubmissionExpired.class, submission.path()).isPresent()) {
      refuse(submission, "late: the time for it is over", told);
      return;
    }
    if (task.progress().mustEnd()) {
      refuse(submission, MUST_END, told);
      return;
    }
    try {
      task.log()
          .append(
              new Event.SubmissionReceived(
                  submission.path(),
                  submission.attempt(),
                  submission.nonce(),
                  host.persons().named(submission.by()).name(),
                  false,
                  submission.role(),
                  value,
                  checks));
      tell(told, Optional.empty());
    } catch (IllegalArgumentException e) {
      refuse(submission, "size: " + e.getMessage(), told);
    }
  }

  private void refuse(
      Submission submission, String reason, CompletableFuture<Optional<String>> told) {
    String bounded = host.form().text(reason);
    boolean known =
        task.facts().last(Event.SubmissionRequested.class, submission.path()).isPresent();
    String path = known ? submission.path() : "-";
    task.log().append(new Event.SubmissionRefused(path, submission.attempt(), bounded));
    tell(told, Optional.of(bounded));
  }

  private void tell(CompletableFuture<Optional<String>> told, Optional<String> objection) {
    task.log()
        .then(
            () -> {
              told.complete(objection);
              waiting.removeIf(CompletableFuture::isDone);
            });
  }

  /** The run is stopped: nobody knows whether what is being checked will count. */
  void stopped(Failure why) {
    waiting.forEach(
        told ->
            told.completeExceptionally(
                new JournalException("run '" + task.id() + "' is stopped: " + why.message())));
    waiting.clear();
  }
}
