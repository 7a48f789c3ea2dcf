package dev.interlock.cli;

import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.RunReport;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the report of a run, and says where it is. */
final class ReportCommand {
  private static final String STDOUT = "-";

  private final Screen screen;
  private final Log log;

  ReportCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** What goes where. */
  private record Target(String form, String name) {
    boolean isStdout() {
      return name.equals(STDOUT);
    }

    Path file() {
      return Typed.path("--" + form, name);
    }
  }

  /** Gives the exit code back: that of the verdict, if the record cannot be what was written. */
  int report(RunId run, Typed typed) {
    log.refuseIfNone();
    boolean force = typed.options().containsKey("force");
    List<Target> targets = targets(run, typed);
    refuseTwoOnStdout(targets);
    if (!force) {
      targets.forEach(ReportCommand::refuseIfThere);
    }
    RunReport report = read(run, Asking.of(log, typed));
    for (Target target : targets) {
      write(target, target.form().equals("html") ? report.html() : report.markdown(), force);
    }
    tell(run, report, targets);
    return exit(report);
  }

  private static List<Target> targets(RunId run, Typed typed) {
    Optional<String> html = Optional.ofNullable(typed.options().get("html"));
    Optional<String> markdown = Optional.ofNullable(typed.options().get("markdown"));
    List<Target> targets = new ArrayList<>();
    html.ifPresent(name -> targets.add(new Target("html", name)));
    markdown.ifPresent(name -> targets.add(new Target("markdown", name)));
    return targets.isEmpty() ? List.of(new Target("html", run + ".html")) : targets;
  }

  private void refuseTwoOnStdout(List<Target> targets) {
    long onStdout = targets.stream().filter(Target::isStdout).count();
    if (onStdout > 1) {
      throw new Mistake("only one of '--html' and '--markdown' can go to stdout");
    }
    if (onStdout > 0 && screen.json()) {
      throw new Mistake("with '--json' the report cannot go to stdout; name a file");
    }
  }

  private static void refuseIfThere(Target target) {
    if (!target.isStdout() && Files.exists(target.file())) {
      throw there(target);
    }
  }

  private static Mistake there(Target target) {
    return new Mistake(
        "'" + target.name() + "' is there already; name another file, or replace it with --force");
  }

  /** What is no failure of the disk is a run that nobody knows. */
  private RunReport read(RunId run, RecordVerifier verifier) {
    try {
      return RunReport.of(log.folder(), run, verifier);
    } catch (JournalException e) {
      if (e.getCause() instanceof IOException) {
        throw e;
      }
      throw new Mistake(String.valueOf(e.getMessage()), log.next().command("runs"));
    }
  }

  private void write(Target target, String text, boolean force) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (target.isStdout()) {
      screen.out().write(bytes, 0, bytes.length);
      screen.out().flush();
      return;
    }
    OpenOption[] options =
        force
            ? new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE
            }
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Files.write(target.file(), bytes, options);
    } catch (FileAlreadyExistsException e) {
      throw there(target);
    } catch (IOException e) {
      throw new Mistake("'" + target.name() + "' cannot be written: " + e);
    }
  }

  private void tell(RunId run, RunReport report, List<Target> targets) {
    String verdict = "verdict: " + report.verification().verdict().word();
    List<Target> files = targets.stream().filter(target -> !target.isStdout()).toList();
    List<String> lines = new ArrayList<>();
    files.forEach(target -> lines.add("written to " + target.name()));
    lines.add(verdict);
    if (files.size() == targets.size()) {
      screen.say(lines);
    } else {
      lines.forEach(screen::note);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run);
    object.put("verdict", report.verification().verdict().word());
    object.put("exit", exit(report));
    files.forEach(target -> object.put(target.form(), target.name()));
    screen.answer(object);
  }

  private static int exit(RunReport report) {
    Verdict verdict = report.verification().verdict();
    return verdict == Verdict.INCOMPLETE ? Exit.COMPLETED : verdict.exitCode();
  }
}
