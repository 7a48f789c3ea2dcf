package dev.interlock.cli;

import dev.interlock.record.FailureException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of a host: one command for each of its workflows, and those that look at runs
 * and let them go on.
 *
 * <pre>{@code
 * System.exit(InterlockCommand.of(setup -> setup.engine().build(), workflows).execute(args));
 * }</pre>
 *
 * <p>Immutable; use from one thread. Which exit code means what is in {@code --help}.
 */
public final class InterlockCommand {
  private final EngineFactory engines;
  private final List<CommandWorkflow<?>> workflows;
  private final String program;
  private final PrintStream out;
  private final PrintStream err;

  private InterlockCommand(
      EngineFactory engines,
      List<CommandWorkflow<?>> workflows,
      String program,
      PrintStream out,
      PrintStream err) {
    this.engines = engines;
    this.workflows = List.copyOf(workflows);
    this.program = program;
    this.out = out;
    this.err = err;
  }

  /**
   * A command line that is called {@code interlock}.
   *
   * @throws WorkflowException if two commands have one name
   */
  public static InterlockCommand of(EngineFactory engineFor, List<CommandWorkflow<?>> workflows) {
    Set<String> names = new HashSet<>();
    for (CommandWorkflow<?> workflow : workflows) {
      if (!names.add(workflow.name())) {
        throw new WorkflowException("two commands have the name '" + workflow.name() + "'");
      }
    }
    return new InterlockCommand(engineFor, workflows, "interlock", System.out, System.err);
  }

  /** The same under the name by which people start it, such as {@code ./interlock}. */
  public InterlockCommand named(String name) {
    return new InterlockCommand(engines, workflows, name, out, err);
  }

  /** The same, writing answers and everything else to these. */
  public InterlockCommand writingTo(PrintStream answers, PrintStream others) {
    return new InterlockCommand(engines, workflows, program, answers, others);
  }

  /**
   * Does what was typed.
   *
   * <p>Where the program is ended meanwhile (Ctrl-C), the record is closed first, and this may not
   * return. Where the calling thread is interrupted, it returns 130.
   *
   * @return the exit code
   */
  public int execute(String... args) {
    Screen screen = new Screen(out, err, List.of(args).contains("--json"));
    try {
      Grammar.Answer answer = new Grammar(program, workflows).read(args);
      out.print(answer.text());
      out.flush();
      return answer.typed().map(typed -> run(typed, screen)).orElse(Exit.COMPLETED);
    } catch (Mistake e) {
      return screen.refuse(Exit.USAGE, String.valueOf(e.getMessage()), e.next());
    } catch (FailureException e) {
      return screen.refuse(Exit.FAILED, e.failure().guidance(), Optional.empty());
    } catch (WorkflowException e) {
      return screen.refuse(Exit.FAILED, String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  private int run(Typed typed, Screen screen) {
    Log log = new Log(folder(typed), Next.after(program, typed));
    ReadCommands reading = new ReadCommands(screen, log);
    return switch (typed.command()) {
      case "runs" -> reading.runs();
      case "verify" -> new VerifyCommand(screen, log).verify(typed.run().map(RunIds::typed));
      case "show" -> reading.show(run(typed));
      default -> change(typed, Host.of(engines, workflows, log.folder()), screen, log);
    };
  }

  private static int change(Typed typed, Host host, Screen screen, Log log) {
    RunCommands commands = new RunCommands(host, screen, log);
    return switch (typed.command()) {
      case "approve" -> commands.approve(run(typed));
      case "deny" -> commands.deny(run(typed));
      case "resume" -> commands.resume(run(typed));
      case "cancel" -> commands.cancel(run(typed));
      default -> commands.start(host.startedBy(typed.command()).orElseThrow(), typed);
    };
  }

  private static RunId run(Typed typed) {
    return RunIds.typed(typed.run().orElse(""));
  }

  private static Path folder(Typed typed) {
    try {
      return typed.folder();
    } catch (InvalidPathException e) {
      throw new Mistake("'--log' does not name a folder");
    }
  }
}
