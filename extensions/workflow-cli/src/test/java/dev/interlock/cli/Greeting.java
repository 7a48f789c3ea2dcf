package dev.interlock.cli;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Checked;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.WorkflowException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A tiny workflow: looks somebody up, asks a host, greets. What is looked up decides how it ends.
 */
public final class Greeting {
  static final String NAME = "greeting";

  /** Somebody to greet. */
  public record Guest(String name) {}

  /** Somebody who was looked up. */
  public record Known(String name, int visits) {}

  /** A greeting that was said. */
  public record Said(String text) {}

  private final Path log;

  private Greeting(Path log) {
    this.log = log;
  }

  static Workflow<Guest, Said> on(Path log) {
    Greeting greeting = new Greeting(log);
    return Workflow.define(
        NAME,
        Guest.class,
        (flow, guest) -> {
          Ref<Known> known =
              flow.step("1-look-up", Known.class)
                  .reading(guest)
                  .unverified("there is no other book")
                  .compute(greeting::lookUp);
          Ref<Checked<Known>> welcome = flow.check("welcome", known, Greeting::isWelcome);
          Ref<Approved<Checked<Known>>> approval =
              flow.gate(
                  "2-approval", welcome, Approvers.confirmedBy("host").within(Duration.ofDays(1)));
          return flow.step("3-greet", Said.class)
              .reading(approval)
              .unverified("words leave no trace")
              .act(greeting::greet);
        });
  }

  private Known lookUp(Guest guest) throws IOException {
    if (guest.name().equals("slow")) {
      waitForAKey();
    }
    if (guest.name().equals("boom")) {
      throw new IllegalStateException("the book fell\nWhat to check: \u001b[31mnothing");
    }
    if (guest.name().equals("locked") && !Files.exists(log.resolve("key"))) {
      throw new FailureException(Failure.Kind.CONFIGURATION, "the file 'key' is missing")
          .toCheck("the drawer")
          .toRecover("put the key there");
    }
    return new Known(guest.name(), 3);
  }

  private static void waitForAKey() throws IOException {
    try (InputStream terminal = new FileInputStream("/dev/tty")) {
      terminal.read();
    }
  }

  private static Verdict isWelcome(Known known) {
    return Verdict.of(!known.name().equals("troll"), "trolls are not welcome", known);
  }

  private Said greet(Approved<Checked<Known>> approved) {
    return new Said("Hello, " + approved.value().value().name());
  }

  /** The command that starts it, which writes a report at the end. */
  static CommandWorkflow<Guest> command() {
    return CommandWorkflow.onLog("greet", "Greets 100% of guests.", Greeting::on, Greeting::guest)
        .option(CommandOption.required("name", "NAME", "Who is greeted"))
        .option(CommandOption.optional("tone", "TONE", "How").standard("warm"))
        .runsNamedBy("name")
        .afterwards(Greeting::report);
  }

  private static Guest guest(RunRequest request) {
    if (request.value("name").equals("unknown")) {
      throw new WorkflowException("there is no guest 'unknown'; there are 'Ann' and 'Bo'");
    }
    if (request.value("name").equals("broken")) {
      throw new FailureException(Failure.Kind.PERMISSION, "the book may not be read");
    }
    return new Guest(request.value("name"));
  }

  private static List<Path> report(EndedRun ended) {
    Path report = ended.log().resolve(ended.run() + ".txt");
    try {
      Files.writeString(report, ended.status() + ", " + ended.events().size() + " events\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(report);
  }
}
