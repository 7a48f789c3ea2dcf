package dev.interlock.gates.command;

import dev.interlock.Evidence;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs the commands that an allowlist allows, in one workspace, and tells what came of each.
 *
 * <p>No shell looks at a command. Its program is the file in the allowlist, by real path, digest
 * and inode, looked at right before and right after. It has no terminal, nothing at its standard
 * input, only the variables that the allowlist says, and so much time. When that is up, or when it
 * has left processes behind, all that can be found of them is killed, and it has failed whatever
 * its exit code is. What is not found without a sandbox stands in {@code docs/guide/commands.md}.
 *
 * <p>Immutable; every call returns a new object. Safe for many threads.
 */
public final class CommandRunner {
  static final String BWRAP = "bwrap";
  static final String NO_SANDBOX = "none";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LONGEST_REFUSED = 1024;
  private static final Duration PROBING = Duration.ofSeconds(10);

  private final Allowlist allowlist;
  private final Admission admission;
  private final Isolation isolation;
  private final Consumer<String> watcher;

  private CommandRunner(
      Allowlist allowlist, Admission admission, Isolation isolation, Consumer<String> watcher) {
    this.allowlist = allowlist;
    this.admission = admission;
    this.isolation = isolation;
    this.watcher = watcher;
  }

  /**
   * Runs what this list allows, in this folder.
   *
   * @throws WorkflowException if the folder is not there, or holds the allowlist, which a command
   *     could then change
   */
  public static CommandRunner of(Allowlist allowlist, Path workspace) {
    return of(allowlist, workspace, System.getenv());
  }

  static CommandRunner of(Allowlist allowlist, Path workspace, Map<String, String> host) {
    Path real = real(workspace);
    if (allowlist.file().startsWith(real)) {
      throw new WorkflowException(
          "the allowlist '" + allowlist.file() + "' lies in the workspace; put it elsewhere");
    }
    return new CommandRunner(
        allowlist,
        new Admission(allowlist, real, host),
        new Isolation(List.of(real), List.of()),
        line -> {});
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new WorkflowException("the folder '" + folder + "' is not there", e);
    }
  }

  /**
   * The same, with one more folder that commands may write to from a sandbox; also one that lies in
   * a hidden folder, of which they then see so much.
   *
   * @throws WorkflowException if it is not there, or is hidden itself
   */
  public CommandRunner writing(Path folder) {
    return new CommandRunner(allowlist, admission, isolation.writing(real(folder)), watcher);
  }

  /**
   * The same, with a folder that is empty when it is looked at from a sandbox, such as the log's;
   * also one that lies in the workspace. If it is not where it was, no command is run.
   *
   * @throws WorkflowException if it is not there, or is to be written to itself
   */
  public CommandRunner hiding(Path folder) {
    return new CommandRunner(allowlist, admission, isolation.hiding(real(folder)), watcher);
  }

  /**
   * The same, telling each line that a command writes, as printable ASCII of at most 200
   * characters, on threads of its own. What the watcher throws is passed over.
   */
  public CommandRunner watchedBy(Consumer<String> lines) {
    return new CommandRunner(allowlist, admission, isolation, lines);
  }

  /**
   * Runs a command and writes down what came of it.
   *
   * @throws FailureException if it did not succeed: refused is a PERMISSION failure, too long a
   *     TRANSIENT one, all else UNKNOWN
   * @throws InterruptedException if the thread was interrupted; the command has been killed
   */
  public CommandResult run(Command command, Evidence evidence) throws InterruptedException {
    CommandOutcome outcome = attempt(command);
    evidence.add((Record) outcome);
    if (outcome instanceof CommandResult result && outcome.succeeded()) {
      return result;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException(outcome.says());
    }
    throw failure(outcome);
  }

  static FailureException failure(CommandOutcome outcome) {
    if (outcome instanceof CommandRefusal) {
      return new FailureException(Failure.Kind.PERMISSION, outcome.says())
          .toCheck("the allowlist, and what the step asked for")
          .toRecover("allow it, if it is to be allowed, then resume the run");
    }
    boolean late = ((CommandResult) outcome).ending() == CommandResult.Ending.TIMEOUT;
    return new FailureException(
            late ? Failure.Kind.TRANSIENT : Failure.Kind.UNKNOWN, outcome.says())
        .toCheck("what it wrote, in the evidence of the step under id " + outcome.id());
  }

  /**
   * Runs a command, if it may be run, and says what came of it. A thread that is interrupted
   * meanwhile stays interrupted.
   */
  public CommandOutcome attempt(Command command) {
    String id = id();
    try {
      Admitted admitted = admission.admit(command, id);
      String sandbox = sandbox();
      ask(admitted, id, sandbox);
      return supervised(admitted, command, id, sandbox);
    } catch (Refused e) {
      return refusal(command, id, e.reason());
    } catch (IOException e) {
      return refusal(command, id, String.valueOf(e.getMessage()));
    }
  }

  private CommandResult supervised(Admitted admitted, Command command, String id, String sandbox)
      throws Refused, IOException {
    return new Supervision(admitted, id, sandbox, this::tell)
        .run(wrapped(admitted, sandbox, false), command);
  }

  /** A command that goes on by itself, made ready to be started. */
  Prepared prepared(Command command, String id) throws Refused {
    Admitted admitted = admission.admit(command, id);
    if (!admitted.program().grants().service()) {
      throw new Refused("'" + command.executable() + "' is no \"service\" in the allowlist");
    }
    String sandbox = sandbox();
    return new Prepared(admitted, wrapped(admitted, sandbox, true), sandbox);
  }

  /** What is started, and how. */
  record Prepared(Admitted admitted, List<String> argv, String sandbox) {}

  private List<String> wrapped(Admitted admitted, String sandbox, boolean service) throws Refused {
    return sandbox.equals(BWRAP)
        ? isolation.sandboxed(admitted, service)
        : isolation.session(admitted.argv());
  }

  private void tell(String line) {
    try {
      watcher.accept(line);
    } catch (RuntimeException e) { // who watches has no say
    }
  }

  /** Asks the program whether the workspace would mislead it. */
  private void ask(Admitted admitted, String id, String sandbox) throws Refused, IOException {
    Optional<List<String>> question = admitted.program().profile().question();
    if (question.isEmpty()) {
      return;
    }
    Command asking = new Command("/", List.of(), Path.of(""), PROBING, Set.of(0, 128));
    Admitted asked = admitted.asking(question.get());
    CommandResult said = supervised(asked, asking, id, sandbox);
    if (!said.succeeded() || said.stdout().truncated()) {
      throw new Refused("the settings of the repository cannot be read: " + said.says());
    }
    Optional<String> objection = GitSettings.objection(said.stdout().head());
    if (objection.isPresent()) {
      throw new Refused(objection.get());
    }
  }

  /** Which sandbox there is for this command. */
  private String sandbox() throws Refused {
    if (allowlist.sandbox() == Sandbox.NONE) {
      return NO_SANDBOX;
    }
    Optional<String> obstacle = Bubblewrap.obstacle();
    if (obstacle.isPresent() && allowlist.sandbox() == Sandbox.REQUIRED) {
      throw new Refused("the sandbox that is required does not work here: " + obstacle.get());
    }
    return obstacle.isPresent() ? NO_SANDBOX : BWRAP;
  }

  static CommandRefusal refusal(Command command, String id, String reason) {
    List<String> argv =
        Stream.concat(Stream.of(command.executable()), command.arguments().stream())
            .map(
                text -> text.length() > LONGEST_REFUSED ? text.substring(0, LONGEST_REFUSED) : text)
            .limit(LONGEST_REFUSED)
            .toList();
    return new CommandRefusal(CommandRefusal.KIND, id, argv, reason);
  }

  static String id() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
