package dev.interlock.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands on the record as a whole: what may be typed for each. */
final class RecordGrammar {
  private static final String[] VERDICTS = {
    "0:OK-WITNESSED, OK-ANCHORED, OK-UNANCHORED or RECOVERED",
    "10:INCOMPLETE: the run has not ended, a line is torn, people are missing",
    "11:TAMPERED: this is not what was written",
    "12:ROLLED-BACK: there was more in this log, or it is another one",
    "13:UNKNOWN-KEY: a head or an answer is signed by a key that may not"
  };

  private RecordGrammar() {}

  /** All of them by name. */
  static Map<String, CommandSpec> commands() {
    Map<String, CommandSpec> commands = new LinkedHashMap<>();
    commands.put("verify", verify());
    commands.put("head", head());
    commands.put("keys", keys());
    commands.put("log", log());
    return commands;
  }

  private static CommandSpec verify() {
    CommandSpec spec =
        asking(
            Grammar.spec("verify", "Verifies the record.")
                .addOption(option("run", "ID", "Also says whether this run has ended.")));
    spec.usageMessage()
        .exitCodeListHeading("Exit codes tell the verdict:%n")
        .exitCodeList(UsageMessageSpec.keyValuesMap(VERDICTS));
    return Grammar.logged(spec);
  }

  /** The same with what can be asked of a record beside its chain. */
  static CommandSpec asking(CommandSpec spec) {
    return spec.addOption(
            list("head", "FILE", "A head kept elsewhere: must be contained. Repeatable."))
        .addOption(option("allowed-signers", "FILE", "Whose keys may sign heads."))
        .addOption(option("revoked-keys", "FILE", "Keys that may not, one a line."))
        .addOption(list("people", "FILE", "Whose answers count: asks for their keys. Repeatable."))
        .addOption(list("witness", "VKEY", "The key of a witness. Repeatable."));
  }

  private static CommandSpec head() {
    return Grammar.logged(
        Grammar.spec("head", "Gives the newest head, to keep elsewhere for verify --head.")
            .addPositional(file("Where to keep it (default: printed).", false)));
  }

  private static CommandSpec keys() {
    CommandSpec keys = Grammar.spec("keys", "Makes, shows and rotates keys that sign heads.");
    keys.addSubcommand("new", key("new", "Makes a key."));
    keys.addSubcommand("show", key("show", "Says which key it is, and who verifies with it how."));
    keys.addSubcommand(
        "rotate",
        key("rotate", "Puts a new key in the place of another, which is kept beside it.")
            .addOption(
                option("allowed-signers", "FILE", "Where the old key ends, the new begins.")));
    return keys;
  }

  private static CommandSpec key(String name, String text) {
    return Grammar.answering(Grammar.spec(name, text))
        .addPositional(file("The file of the key; the public half is FILE.pub.", true));
  }

  private static CommandSpec log() {
    CommandSpec log = Grammar.spec("log", "Looks after the log as a whole.");
    String text = "Ends the log and begins another that goes on from it.";
    log.addSubcommand("rotate", Grammar.keyed(Grammar.logged(Grammar.spec("rotate", text))));
    return log;
  }

  private static OptionSpec option(String name, String label, String text) {
    return Grammar.text(name, label, text).build();
  }

  static OptionSpec list(String name, String label, String text) {
    return Grammar.text(name, label, text).type(String[].class).arity("1").build();
  }

  private static PositionalParamSpec file(String text, boolean required) {
    return PositionalParamSpec.builder()
        .index("0")
        .required(required)
        .arity(required ? "1" : "0..1")
        .type(String.class)
        .paramLabel("FILE")
        .description(text)
        .build();
  }
}
