package dev.interlock.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands on one run: what may be typed for each. */
final class RunGrammar {
  private RunGrammar() {}

  /** Those that answer its gates. */
  static Map<String, CommandSpec> deciding() {
    Map<String, CommandSpec> commands = new LinkedHashMap<>();
    commands.put("show", ofRun("show", "Shows what happened in a run."));
    commands.put("request", request());
    commands.put(
        "approve",
        answer("approve", "Says yes, in your terminal or signed with a key, then goes on."));
    commands.put("deny", answer("deny", "Says no, in your terminal or signed with a key."));
    return commands;
  }

  /** Those that let it go on, or end it. */
  static Map<String, CommandSpec> going() {
    Map<String, CommandSpec> commands = new LinkedHashMap<>();
    commands.put("resume", change("resume", "Goes on; tries again what failed."));
    commands.put(
        "again",
        change("again", "Asks again for a run that has ended: a new run that names it.")
            .addOption(
                Grammar.text("run", "ID", "The id of the new run (default: made up).").build()));
    commands.put("cancel", change("cancel", "Calls a run off."));
    commands.put("erase", erase());
    return commands;
  }

  /** Those that tell others about it. */
  static Map<String, CommandSpec> telling() {
    Map<String, CommandSpec> commands = new LinkedHashMap<>();
    commands.put("report", report());
    commands.put("export", export());
    return commands;
  }

  private static CommandSpec change(String name, String text) {
    return Grammar.peopled(Grammar.keyed(ofRun(name, text)));
  }

  static CommandSpec ofRun(String name, String text) {
    return Grammar.logged(
        Grammar.spec(name, text).addPositional(Grammar.word("0", "RUN", "The id of the run.")));
  }

  private static CommandSpec request() {
    return Grammar.peopled(
        ofRun("request", "Writes the text to sign for an answer, and what is shown.")
            .addOption(gate())
            .addOption(Grammar.text("as", "NAME", "Who answers.").required(true).build())
            .addOption(role())
            .addOption(Grammar.flag("deny", "The text says no."))
            .addOption(
                Grammar.text("out", "DIR", "Where the two files go (default: here).").build()));
  }

  private static CommandSpec answer(String name, String text) {
    CommandSpec spec =
        ofRun(name, text)
            .addOption(Grammar.text("key", "FILE", "Signs the answer with this key.").build())
            .addOption(Grammar.text("as", "NAME", "Whose key it is (default: found out).").build())
            .addOption(
                Grammar.text("signature", "FILE", "Hands in what ssh-keygen -Y sign wrote.")
                    .build())
            .addOption(
                Grammar.text("text", "FILE", "What was signed (default: without .sig).").build())
            .addOption(gate())
            .addOption(role())
            .addOption(
                Grammar.text("comment", "TEXT", "Goes into the record; 1,000 characters at most.")
                    .build())
            .addOption(Grammar.headKey("--head-key"));
    return Grammar.peopled(spec);
  }

  private static OptionSpec gate() {
    return Grammar.text("gate", "PATH", "Which gate (default: the only open one).").build();
  }

  private static OptionSpec role() {
    return Grammar.text("role", "ROLE", "In which role (default: the one that fits best).").build();
  }

  private static CommandSpec erase() {
    return Grammar.keyed(
            ofRun("erase", "Erases what a run that has ended keeps in files of its own, for good."))
        .addOption(Grammar.text("by", "NAME", "Who does it (default: you).").build())
        .addOption(Grammar.flag("dry-run", "Says what would be erased, and changes nothing."));
  }

  private static CommandSpec report() {
    return RecordGrammar.asking(
            ofRun("report", "Writes what is recorded of a run, and what the verifier says of it."))
        .addOption(
            Grammar.text("html", "FILE", "Where to, as HTML; - is stdout (default: RUN.html).")
                .build())
        .addOption(Grammar.text("markdown", "FILE", "Where to, as Markdown; - is stdout.").build())
        .addOption(Grammar.flag("force", "Replaces files that are there already."));
  }

  private static CommandSpec export() {
    return Grammar.keyed(
            ofRun(
                "export",
                "Writes a run into a folder that anybody can check without this program."))
        .addPositional(Grammar.word("1", "DIR", "The folder to write: empty, or not there."))
        .addOption(
            Grammar.flag(ExportCommand.WITH_BLOBS, "With large and sensitive values, in clear."));
  }
}
