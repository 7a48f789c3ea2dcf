package dev.interlock.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The commands on the people: what may be typed for each. */
final class PeopleGrammar {
  private PeopleGrammar() {}

  static CommandSpec people() {
    CommandSpec people = Grammar.spec("people", "Says who may decide, and with which keys.");
    people.addSubcommand("add", add());
    people.addSubcommand("list", of("list", "Lists the people, their roles and keys."));
    people.addSubcommand(
        "check",
        of("check", "Lists all mistakes of the file, and the gates that nobody could open."));
    people.addSubcommand(
        "signers",
        of("signers", "Gives the keys as ssh-keygen -Y verify takes them (allowed signers)."));
    people.addSubcommand("adopt", adopt());
    return people;
  }

  private static CommandSpec of(String name, String text) {
    return Grammar.logged(Grammar.peopled(Grammar.spec(name, text)));
  }

  private static CommandSpec add() {
    return of("add", "Adds somebody, or roles, names and keys of somebody who is there.")
        .addPositional(Grammar.word("0", "NAME", "The name that the record says."))
        .addOption(RecordGrammar.list("role", "ROLE", "A role held. Repeatable."))
        .addOption(RecordGrammar.list("alias", "NAME", "Another name of the same. Repeatable."))
        .addOption(RecordGrammar.list("key", "PUBFILE", "The public half of a key. Repeatable."));
  }

  private static CommandSpec adopt() {
    return Grammar.peopled(
            Grammar.keyed(
                RunGrammar.ofRun("adopt", "Lets a run go by the people as they are now.")))
        .addOption(Grammar.text("by", "NAME", "Who says so (default: you).").build());
  }
}
