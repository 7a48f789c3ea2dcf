package dev.interlock.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What may be typed; the only class that knows how it is parsed. Use from one thread. */
final class Grammar {
  static final List<String> OWN_COMMANDS =
      List.of(
          "runs", "show", "approve", "deny", "resume", "cancel", "erase", "verify", "report",
          "export", "head", "keys", "log");
  static final List<String> OWN_OPTIONS = List.of("run", "log", "key", "json", "help", "version");

  private static final List<String> EXIT_CODES =
      List.of(
          "0:completed; for runs and show always",
          "1:failed, or stopped, or the log is held by another process",
          "2:what was typed cannot be done",
          "3:waiting for somebody",
          "4:rejected or expired",
          "5:cancelled",
          "10:verify, export: the run has not ended, or a torn tail",
          "11:verify, report, export: tampered",
          "12:verify, report, export: rolled back",
          "13:verify, report, export: signed by a key that may not",
          "130:interrupted; the run stays waiting");

  private final CommandLine line;

  Grammar(String program, List<CommandWorkflow<?>> workflows) {
    CommandSpec root = root(program);
    workflows.forEach(workflow -> root.addSubcommand(workflow.name(), workflow(workflow)));
    root.addSubcommand("runs", logged(spec("runs", "Lists the runs of a log.")));
    root.addSubcommand("show", ofRun("show", "Shows what happened in a run."));
    root.addSubcommand("approve", change("approve", "Asks you in your terminal, then goes on."));
    root.addSubcommand("deny", change("deny", "Lets you say no in your terminal."));
    root.addSubcommand("resume", change("resume", "Goes on; tries again what failed."));
    root.addSubcommand("cancel", change("cancel", "Calls a run off."));
    root.addSubcommand("erase", erase());
    RecordGrammar.commands().forEach(root::addSubcommand);
    root.addSubcommand("report", report());
    root.addSubcommand("export", export());
    line = new CommandLine(root).setExpandAtFiles(false).setInterpolateVariables(false);
  }

  private static CommandSpec root(String program) {
    CommandSpec root = spec(program, "Runs workflows that stop until somebody has decided.");
    root.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .exitCodeListHeading("Exit codes tell how a run was left:%n")
        .exitCodeList(UsageMessageSpec.keyValuesMap(EXIT_CODES.toArray(String[]::new)));
    return root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Shows the version.")
            .build());
  }

  /** What was typed, or nothing if it asks for help or the version, which is then in the answer. */
  record Answer(Optional<Typed> typed, String text) {}

  /**
   * Reads what was typed.
   *
   * @throws Mistake if it is no command
   */
  Answer read(String... args) {
    try {
      ParseResult parsed = line.parseArgs(args);
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      return answer(parsed);
    } catch (ParameterException e) {
      throw new Mistake(mistake(e));
    }
  }

  private Answer answer(ParseResult parsed) {
    if (parsed.isUsageHelpRequested()) {
      return new Answer(Optional.empty(), usage(parsed.commandSpec().commandLine()));
    }
    if (parsed.isVersionHelpRequested()) {
      return new Answer(Optional.empty(), Version.text(line.getCommandName()));
    }
    CommandLine asked = parsed.commandSpec().commandLine();
    if (!asked.getSubcommands().isEmpty()) {
      throw new Mistake("a command is missing\n" + usage(asked).stripTrailing());
    }
    return new Answer(Optional.of(typed(parsed)), "");
  }

  private static String usage(CommandLine command) {
    return command.getUsageMessage(Ansi.OFF);
  }

  private static String mistake(ParameterException e) {
    String help = "see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    return e.getMessage()
        + "\n"
        + (near.isEmpty() ? help : "did you mean " + String.join(" or ", near) + "? " + help);
  }

  /** All names of a command but the program's, with a space between: {@code keys new}. */
  private String name(CommandSpec command) {
    return command.qualifiedName().substring(line.getCommandName().length() + 1);
  }

  private Typed typed(ParseResult parsed) {
    Map<String, String> options = options(parsed.commandSpec());
    flags(parsed).forEach(flag -> options.put(flag, ""));
    if (parsed.hasMatchedPositional(1)) {
      options.put(ExportCommand.DIR, parsed.matchedPositionalValue(1, ""));
    }
    Optional<String> log = Optional.ofNullable(options.remove("log"));
    Optional<String> run = Optional.ofNullable(options.remove("run"));
    if (parsed.hasMatchedPositional(0)) {
      String word = parsed.matchedPositionalValue(0, "");
      if (parsed.matchedPositional(0).paramLabel().equals(RecordGrammar.FILE)) {
        options.put("file", word);
      } else {
        run = Optional.of(word);
      }
    }
    return new Typed(
        name(parsed.commandSpec()),
        options,
        lists(parsed.commandSpec()),
        run,
        new Typed.Place(log, Optional.ofNullable(options.remove("key"))),
        parsed.hasMatchedOption("--json"));
  }

  /** The values of all options that may be given more than once. */
  private static Map<String, List<String>> lists(CommandSpec command) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (option.getValue() instanceof String[] values) {
        lists.put(option.longestName().substring(2), List.of(values));
      }
    }
    return lists;
  }

  /** The names of the options that were typed and take no value. */
  private static List<String> flags(ParseResult parsed) {
    return parsed.matchedOptions().stream()
        .filter(option -> option.arity().max() == 0)
        .map(option -> option.longestName().substring(2))
        .filter(name -> !name.equals("json"))
        .toList();
  }

  /** The values of all options that take one and have one. */
  private static Map<String, String> options(CommandSpec command) {
    Map<String, String> options = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (option.getValue() instanceof String value) {
        options.put(option.longestName().substring(2), value);
      }
    }
    return options;
  }

  static CommandSpec spec(String name, String text) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(text.replace("%", "%%")).width(Text.COLUMNS).sortOptions(false);
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this help.").build());
  }

  static CommandSpec logged(CommandSpec spec) {
    return answering(
        spec.addOption(
            text("log", "DIR", "The folder of the log (default: " + Typed.STANDARD_LOG + ").")
                .build()));
  }

  static CommandSpec answering(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder("--json")
            .type(boolean.class)
            .description("Answers with one JSON object on stdout.")
            .build());
  }

  /** One that writes to the log. */
  static CommandSpec keyed(CommandSpec spec) {
    return spec.addOption(
        text("key", "FILE", "Signs the heads of the log (default: $" + Opening.VARIABLE + ").")
            .build());
  }

  private static CommandSpec change(String name, String text) {
    return keyed(ofRun(name, text));
  }

  private static CommandSpec ofRun(String name, String text) {
    return logged(spec(name, text))
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .required(true)
                .type(String.class)
                .paramLabel("RUN")
                .description("The id of the run.")
                .build());
  }

  private static CommandSpec erase() {
    return change("erase", "Erases what a run that has ended keeps in files of its own, for good.")
        .addOption(text("by", "NAME", "Who does it (default: you).").build())
        .addOption(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Says what would be erased, and changes nothing.")
                .build());
  }

  private static CommandSpec report() {
    return RecordGrammar.asking(
            ofRun("report", "Writes what is recorded of a run, and what the verifier says of it."))
        .addOption(
            text("html", "FILE", "Where to, as HTML; - is stdout (default: RUN.html).").build())
        .addOption(text("markdown", "FILE", "Where to, as Markdown; - is stdout.").build())
        .addOption(
            OptionSpec.builder("--force")
                .type(boolean.class)
                .description("Replaces files that are there already.")
                .build());
  }

  private static CommandSpec export() {
    return keyed(
            ofRun(
                "export",
                "Writes a run into a folder that anybody can check without this program."))
        .addPositional(
            PositionalParamSpec.builder()
                .index("1")
                .required(true)
                .type(String.class)
                .paramLabel("DIR")
                .description("The folder to write: empty, or not there.")
                .build())
        .addOption(
            OptionSpec.builder("--" + ExportCommand.WITH_BLOBS)
                .type(boolean.class)
                .description("With large and sensitive values, in clear.")
                .build());
  }

  private static CommandSpec workflow(CommandWorkflow<?> workflow) {
    CommandSpec spec = spec(workflow.name(), workflow.text());
    for (CommandOption option : workflow.options()) {
      String standard = option.standard().map(value -> " (default: " + value + ").").orElse(".");
      spec.addOption(
          text(option.name(), option.label(), option.text() + standard)
              .required(option.required())
              .defaultValue(option.standard().orElse(null))
              .build());
    }
    spec.addOption(text("run", "ID", "The id of the new run (default: made up).").build());
    return keyed(logged(spec));
  }

  static OptionSpec.Builder text(String name, String label, String text) {
    return OptionSpec.builder("--" + name)
        .type(String.class)
        .paramLabel(label)
        .description(text.replace("%", "%%"));
  }
}
