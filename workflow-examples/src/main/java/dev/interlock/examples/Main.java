package dev.interlock.examples;

import dev.interlock.cli.CommandOption;
import dev.interlock.cli.CommandWorkflow;
import dev.interlock.cli.InterlockCommand;
import dev.interlock.cli.LastLine;
import dev.interlock.examples.deployment.Deployment;
import dev.interlock.examples.deployment.DeploymentReport;
import dev.interlock.examples.deployment.DeploymentRequest;
import dev.interlock.examples.deployment.DeploymentRun;
import dev.interlock.examples.release.Release;
import dev.interlock.examples.release.ReleaseReport;
import dev.interlock.examples.release.ReleaseRequest;
import dev.interlock.examples.release.ReleaseRun;
import dev.interlock.examples.sprintreview.SprintReview;
import dev.interlock.examples.sprintreview.SprintReviewReport;
import dev.interlock.examples.sprintreview.SprintReviewRun;
import dev.interlock.examples.sprintreview.SprintToReview;
import java.util.List;

/** Starts the command line with the workflows of the examples. */
public final class Main {
  private Main() {}

  /**
   * Does what was typed and ends with the exit code.
   *
   * @param args what was typed
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static InterlockCommand commandLine() {
    LastLine line = new LastLine();
    return InterlockCommand.of(
            setup -> setup.engine().build(), List.of(sprintReview(), deploy(line), release(line)))
        .named("./interlock")
        .showing(line);
  }

  private static CommandWorkflow<SprintToReview> sprintReview() {
    CommandWorkflow<SprintToReview> command =
        CommandWorkflow.onLog(
            SprintReviewRun.COMMAND,
            SprintReviewRun.TEXT,
            SprintReview::workflow,
            request -> SprintReviewRun.prepare(request.log(), request.run(), request.options()));
    for (SprintReviewRun.Option option : SprintReviewRun.options()) {
      command = command.option(option(option));
    }
    return command
        .runsNamedBy("sprint")
        .afterwards(ended -> SprintReviewReport.write(ended.log(), ended.events()));
  }

  private static CommandWorkflow<DeploymentRequest> deploy(LastLine line) {
    CommandWorkflow<DeploymentRequest> command =
        CommandWorkflow.onLog(
            DeploymentRun.COMMAND,
            DeploymentRun.TEXT,
            log -> Deployment.workflow(log, line),
            request -> DeploymentRun.prepare(request.log(), request.run(), request.options()));
    for (DeploymentRun.Option option : DeploymentRun.options()) {
      command =
          command.option(CommandOption.optional(option.name(), option.label(), option.text()));
    }
    return command.afterwards(ended -> DeploymentReport.write(ended.log(), ended.events()));
  }

  private static CommandWorkflow<ReleaseRequest> release(LastLine line) {
    CommandWorkflow<ReleaseRequest> command =
        CommandWorkflow.onLog(
            ReleaseRun.COMMAND,
            ReleaseRun.TEXT,
            log -> Release.workflow(log, line),
            request -> ReleaseRun.prepare(request.log(), request.run(), request.options()));
    for (ReleaseRun.Option option : ReleaseRun.options()) {
      command =
          command.option(CommandOption.optional(option.name(), option.label(), option.text()));
    }
    return command
        .runsNamedBy("version")
        .afterwards(ended -> ReleaseReport.write(ended.log(), ended.events()));
  }

  private static CommandOption option(SprintReviewRun.Option option) {
    return option.required()
        ? CommandOption.required(option.name(), option.label(), option.text())
        : CommandOption.optional(option.name(), option.label(), option.text());
  }
}
