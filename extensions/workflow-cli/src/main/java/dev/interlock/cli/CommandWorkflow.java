package dev.interlock.cli;

import dev.interlock.Workflow;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A workflow as a command: its name, its options, how its input is made of them, and what is
 * written after a run has ended.
 *
 * <pre>{@code
 * CommandWorkflow.of("greet", "Greets somebody", greeting, request -> new Guest(request.value("name")))
 *     .option(CommandOption.required("name", "NAME", "who is greeted"))
 *     .runsNamedBy("name");
 * }</pre>
 *
 * <p>Immutable; every call returns a new object.
 *
 * @param <I> the type of the workflow's input
 */
public final class CommandWorkflow<I> {
  private final String name;
  private final String text;
  private final Function<Path, Workflow<I, ?>> workflow;
  private final Function<RunRequest, I> input;
  private final Extras extras;

  /** What may be said besides. */
  private record Extras(
      List<CommandOption> options,
      Optional<String> namedBy,
      Function<EndedRun, List<Path>> afterwards) {}

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");

  private CommandWorkflow(
      String name,
      String text,
      Function<Path, Workflow<I, ?>> workflow,
      Function<RunRequest, I> input,
      Extras extras) {
    this.name = name;
    this.text = text;
    this.workflow = workflow;
    this.input = input;
    this.extras = extras;
  }

  /**
   * A command without options.
   *
   * @param name what people type, of the form {@code [a-z][a-z0-9-]{0,29}} and no other command's;
   *     otherwise a {@link WorkflowException} says so
   * @param text what it does, one sentence for the help
   * @param input makes the input, and may prepare files below the folder of the log; called once
   *     before the run is started. A {@link WorkflowException} says that what was typed is wrong:
   *     it is shown, nothing is started and the exit code is 2
   */
  public static <I> CommandWorkflow<I> of(
      String name, String text, Workflow<I, ?> workflow, Function<RunRequest, I> input) {
    return onLog(name, text, log -> workflow, input);
  }

  /**
   * The same for a workflow whose steps work with files below the folder of the log.
   *
   * @param workflow makes the workflow for the folder of a log, which need not exist yet; its name
   *     and its digest are the same for every folder
   */
  public static <I> CommandWorkflow<I> onLog(
      String name,
      String text,
      Function<Path, Workflow<I, ?>> workflow,
      Function<RunRequest, I> input) {
    refuseTaken(name);
    Extras none = new Extras(List.of(), Optional.empty(), ended -> List.of());
    return new CommandWorkflow<>(name, text, workflow, input, none);
  }

  private static void refuseTaken(String name) {
    if (!NAME.matcher(name).matches() || Grammar.OWN_COMMANDS.contains(name)) {
      throw new WorkflowException(
          "the name '"
              + name
              + "' of a command is not of the form "
              + NAME.pattern()
              + ", or one of "
              + Grammar.OWN_COMMANDS);
    }
  }

  /** The same with one more option. */
  public CommandWorkflow<I> option(CommandOption option) {
    List<CommandOption> options = new ArrayList<>(extras.options());
    options.add(option);
    return with(new Extras(List.copyOf(options), extras.namedBy(), extras.afterwards()));
  }

  /**
   * The same, with run ids that begin with the value of this option where no id is given: of {@code
   * Sprint 7} comes {@code sprint-7-k3f9q2}. Otherwise they begin with the name of the command.
   */
  public CommandWorkflow<I> runsNamedBy(String option) {
    return with(new Extras(extras.options(), Optional.of(option), extras.afterwards()));
  }

  /**
   * The same with something to write after a run has ended, in whatever way and by whatever
   * command, and again when somebody resumes a run that has ended.
   *
   * @param reports writes files and says which; what it throws is shown and changes nothing of how
   *     the run was left
   */
  public CommandWorkflow<I> afterwards(Function<EndedRun, List<Path>> reports) {
    return with(new Extras(extras.options(), extras.namedBy(), reports));
  }

  private CommandWorkflow<I> with(Extras changed) {
    return new CommandWorkflow<>(name, text, workflow, input, changed);
  }

  String name() {
    return name;
  }

  Workflow<I, ?> workflowOn(Path log) {
    return workflow.apply(log);
  }

  String text() {
    return text;
  }

  Function<RunRequest, I> input() {
    return input;
  }

  List<CommandOption> options() {
    return extras.options();
  }

  Optional<String> namedBy() {
    return extras.namedBy();
  }

  List<Path> writeReports(EndedRun ended) {
    return extras.afterwards().apply(ended);
  }
}
