package dev.interlock.examples;

import dev.interlock.cli.CommandOption;
import dev.interlock.cli.CommandWorkflow;
import dev.interlock.cli.InterlockCommand;
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
    return InterlockCommand.of(setup -> setup.engine().build(), List.of(sprintReview()))
        .named("./interlock");
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

  private static CommandOption option(SprintReviewRun.Option option) {
    return option.required()
        ? CommandOption.required(option.name(), option.label(), option.text())
        : CommandOption.optional(option.name(), option.label(), option.text());
  }
}
