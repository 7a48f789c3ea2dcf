package dev.interlock.cli;

import dev.interlock.audit.JournalOptions;
import dev.interlock.record.FailureException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final Streams streams;
  private final Around around;

  private record Streams(PrintStream out, PrintStream err, LastLine last) {}

  /**
   * What is around a command.
   *
   * @param journal the options of the host's journal
   * @param people the host's file of people
   */
  private record Around(
      JournalOptions journal, Optional<Path> people, Map<String, String> environment) {
    Optional<String> variable(String name) {
      return Optional.ofNullable(environment.get(name));
    }
  }

  private InterlockCommand(
      EngineFactory engines,
      List<CommandWorkflow<?>> workflows,
      String program,
      Streams streams,
      Around around) {
    this.engines = engines;
    this.workflows = List.copyOf(workflows);
    this.program = program;
    this.streams = streams;
    this.around = around;
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
    return new InterlockCommand(
        engineFor,
        workflows,
        "interlock",
        new Streams(System.out, System.err, new LastLine()),
        new Around(JournalOptions.standard(), Optional.empty(), System.getenv()));
  }

  /** The same under the name by which people start it, such as {@code ./interlock}. */
  public InterlockCommand named(String name) {
    return new InterlockCommand(engines, workflows, name, streams, around);
  }

  /** The same, writing answers and everything else to these. */
  public InterlockCommand writingTo(PrintStream answers, PrintStream others) {
    Streams written = new Streams(answers, others, streams.last());
    return new InterlockCommand(engines, workflows, program, written, around);
  }

  /** The same, showing at a terminal what the commands of a step write last. */
  public InterlockCommand showing(LastLine line) {
    Streams showing = new Streams(streams.out(), streams.err(), line);
    return new InterlockCommand(engines, workflows, program, showing, around);
  }

  /**
   * The same, opening journals with these options: the name of new logs, anchors, a key. A key that
   * is typed comes first.
   */
  public InterlockCommand journal(JournalOptions options) {
    return with(new Around(options, around.people(), around.environment()));
  }

  /**
   * The same, taking answers from the people of this file only. One that is typed comes first, then
   * that of the environment.
   *
   * @param file outside of the folder that commands are typed in, and of the log; looked at by each
   *     command that needs it
   */
  public InterlockCommand people(Path file) {
    return with(new Around(around.journal(), Optional.of(file), around.environment()));
  }

  /** The same in another environment. */
  InterlockCommand in(Map<String, String> environment) {
    return with(new Around(around.journal(), around.people(), environment));
  }

  private InterlockCommand with(Around changed) {
    return new InterlockCommand(engines, workflows, program, streams, changed);
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
    Screen screen = screen(args);
    try {
      Grammar.Answer answer = new Grammar(program, workflows).read(args);
      streams.out().print(answer.text());
      streams.out().flush();
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
    Opening opening = Opening.of(around.journal(), typed, around.variable(Opening.VARIABLE));
    Path folder = typed.folder();
    Log log =
        new Log(
            folder,
            Next.after(program, typed),
            opening,
            () -> Host.of(engines, workflows, folder).definitions());
    ReadCommands reading = new ReadCommands(screen, log);
    return switch (typed.command()) {
      case "runs" -> reading.runs();
      case "verify" -> new VerifyCommand(screen, log).verify(typed);
      case "head" -> new HeadCommand(screen, log).head(typed.file("file"));
      case "log rotate" -> new RotateCommand(screen, log).rotate();
      case "keys new", "keys show", "keys rotate" -> new KeyCommands(screen, program).does(typed);
      case "show" -> reading.show(run(typed));
      case "report" -> new ReportCommand(screen, log).report(run(typed), typed);
      case "erase" -> new EraseCommand(screen, log).erase(run(typed), typed);
      case "export" -> new ExportCommand(screen, log).export(run(typed), typed);
      default -> withPeople(typed, screen, log);
    };
  }

  private int withPeople(Typed typed, Screen screen, Log log) {
    KnownPeople people =
        KnownPeople.of(typed, around.variable(KnownPeople.VARIABLE), around.people());
    PeopleCommands commands = new PeopleCommands(people, screen, log);
    return switch (typed.command()) {
      case "people add" -> commands.add(typed);
      case "people list" -> commands.list();
      case "people check" -> commands.check();
      case "people signers" -> commands.signers();
      default -> {
        Host host = Host.of(engines, workflows, log.folder()).with(people.read());
        yield change(typed, host, screen, log);
      }
    };
  }

  private static int change(Typed typed, Host host, Screen screen, Log log) {
    RunCommands commands = new RunCommands(host, screen, log);
    return switch (typed.command()) {
      case "request" -> new RequestCommand(host, screen, log).request(run(typed), typed);
      case "approve", "deny" ->
          new AnswerCommands(host, screen, log).answer(run(typed), TypedAnswer.of(typed));
      case "people adopt" -> commands.adopt(run(typed), typed);
      case "again" -> commands.again(run(typed), typed);
      case "resume" -> commands.resume(run(typed));
      case "cancel" -> commands.cancel(run(typed));
      default -> commands.start(host.startedBy(typed.command()).orElseThrow(), typed);
    };
  }

  private Screen screen(String... args) {
    boolean json = List.of(args).contains("--json");
    return new Screen(streams.out(), streams.err(), json, streams.last());
  }

  private static RunId run(Typed typed) {
    return RunIds.typed(typed.run().orElse(""));
  }
}
