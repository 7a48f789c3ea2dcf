package dev.interlock.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
          "runs", "show", "request", "approve", "deny", "resume", "again", "cancel", "erase",
          "people", "verify", "report", "export", "head", "keys", "log");

  /** Those of a workflow's command; {@code --version} is the program's alone. */
  static final List<String> OWN_OPTIONS =
      List.of("run", "log", "key", "head-key", "people", "json", "help");

  private static final List<String> EXIT_CODES =
      List.of(
          "0:completed, or done",
          "1:failed or stopped; the log is held elsewhere; people check: mistakes",
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
    RunGrammar.deciding().forEach(root::addSubcommand);
    RunGrammar.going().forEach(root::addSubcommand);
    root.addSubcommand("people", PeopleGrammar.people());
    RecordGrammar.commands().forEach(root::addSubcommand);
    RunGrammar.telling().forEach(root::addSubcommand);
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
    Optional<String> id = Optional.ofNullable(options.remove("run"));
    parsed
        .matchedPositionals()
        .forEach(word -> options.put(word.paramLabel().toLowerCase(Locale.ROOT), word.getValue()));
    Optional<String> run = Optional.ofNullable(options.remove("run"));
    run.flatMap(word -> id).ifPresent(of -> options.put("run", of));
    Typed.Place place =
        new Typed.Place(
            Optional.ofNullable(options.remove("log")),
            Optional.ofNullable(options.remove("head-key")),
            Optional.ofNullable(options.remove("people")));
    return new Typed(
        name(parsed.commandSpec()),
        options,
        lists(parsed.commandSpec()),
        run.or(() -> id),
        place,
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
    return spec.addOption(headKey("--key", "--head-key"));
  }

  /** The key of the heads, under these names. */
  static OptionSpec headKey(String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel("FILE")
        .description("Signs the heads of the log (default: $" + Opening.VARIABLE + ").")
        .build();
  }

  /** One whose engine must know who may decide. */
  static CommandSpec peopled(CommandSpec spec) {
    return spec.addOption(
        text("people", "FILE", "Who may decide (default: $" + KnownPeople.VARIABLE + ").").build());
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
    return peopled(keyed(logged(spec)));
  }

  /** An option without a value. */
  static OptionSpec flag(String name, String text) {
    return OptionSpec.builder("--" + name).type(boolean.class).description(text).build();
  }

  /** A word that must be there. */
  static PositionalParamSpec word(String index, String label, String text) {
    return PositionalParamSpec.builder()
        .index(index)
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(text)
        .build();
  }

  static OptionSpec.Builder text(String name, String label, String text) {
    return OptionSpec.builder("--" + name)
        .type(String.class)
        .paramLabel(label)
        .description(text.replace("%", "%%"));
  }
}
