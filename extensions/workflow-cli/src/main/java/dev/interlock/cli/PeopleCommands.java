package dev.interlock.cli;

import dev.interlock.People;
import dev.interlock.Time;
import dev.interlock.gates.PeopleFile;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands on the file of the people. Each gives the exit code back. */
final class PeopleCommands {
  private final KnownPeople file;
  private final Screen screen;
  private final Log log;

  PeopleCommands(KnownPeople file, Screen screen, Log log) {
    this.file = file;
    this.screen = screen;
    this.log = log;
  }

  /** Adds somebody, or to somebody. */
  int add(Typed typed) {
    try {
      Principal name = Principal.of(typed.option("name").orElseThrow());
      List<Principal> aliases = typed.list("alias").stream().map(Principal::of).toList();
      List<People.Key> keys = typed.files("key").stream().map(PublicKeys::read).toList();
      PeopleFile people = file.required();
      boolean first = !Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS);
      boolean known = !first && people.people().person(name).isPresent();
      if (known) {
        refuseNothing(typed);
        aliases.forEach(alias -> people.addAlias(name, alias));
        typed.list("role").forEach(role -> people.addRole(name, role));
        keys.forEach(key -> people.addKey(name, key));
      } else {
        People.Validity always = People.Validity.always();
        people.add(new People.Person(name, aliases, typed.list("role"), keys, always));
      }
      return added(people.people(), name);
    } catch (Mistake e) {
      throw e;
    } catch (WorkflowException e) {
      throw new Mistake(String.valueOf(e.getMessage()));
    }
  }

  private static void refuseNothing(Typed typed) {
    if (typed.lists().values().stream().allMatch(List::isEmpty)) {
      throw new Mistake(
          "'"
              + typed.option("name").orElseThrow()
              + "' is among the people already\nadd something with --role, --alias or --key");
    }
  }

  private int added(People people, Principal name) {
    People.Person person = people.person(name).orElseThrow();
    List<String> lines = new ArrayList<>(Text.after("written to ", file.path().toString()));
    lines.addAll(lines(person));
    lines.addAll(
        Text.after(
            "",
            "runs that were started before go by the people as they were; to let one go by"
                + " these:"));
    lines.add("  " + log.next().command("people adopt RUN"));
    screen.say(lines);
    answer(people, Map.of("person", object(person)));
    return Exit.COMPLETED;
  }

  /** Lists them. */
  int list() {
    People people = read();
    List<String> lines = new ArrayList<>();
    people.persons().forEach(person -> lines.addAll(lines(person)));
    people.delegations().forEach(one -> lines.addAll(Text.after("", delegation(one))));
    lines.add("SHA-256 of the file, which runs pin:");
    lines.add("  " + people.digest());
    screen.say(lines);
    answer(
        people,
        Map.of(
            "people", people.persons().stream().map(PeopleCommands::object).toList(),
            "delegations", people.delegations().stream().map(PeopleCommands::object).toList()));
    return Exit.COMPLETED;
  }

  /** Says all that is wrong: with the file, and with it for the workflows of the host. */
  int check() {
    PeopleFile named = file.required();
    People people;
    try {
      people = named.people();
    } catch (WorkflowException e) {
      return screen.refuse(Exit.FAILED, String.valueOf(e.getMessage()), Optional.empty());
    }
    Instant now = Time.system().now();
    List<String> gates =
        log.definitions().get().stream()
            .flatMap(
                workflow ->
                    people.problems(workflow, now).stream()
                        .map(problem -> "workflow '" + workflow.name() + "': " + problem))
            .toList();
    if (gates.isEmpty()) {
      screen.say(Text.after("", "the file holds, and every gate could be opened"));
    } else {
      gates.forEach(gate -> screen.say(Text.hanging("- ", "  ", gate)));
    }
    int exit = gates.isEmpty() ? Exit.COMPLETED : Exit.FAILED;
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("digest", people.digest());
    object.put("gates", gates);
    object.put("exit", exit);
    screen.answer(object);
    return exit;
  }

  /** Gives the keys for {@code ssh-keygen}; its lines are never wrapped. */
  int signers() {
    People people = read();
    String text = PeopleFile.allowedSigners(people);
    screen.say(text.lines().toList());
    answer(people, Map.of("allowedSigners", text));
    return Exit.COMPLETED;
  }

  private People read() {
    file.path();
    return file.read().orElseThrow();
  }

  private void answer(People people, Map<String, Object> more) {
    Map<String, Object> object = new LinkedHashMap<>(more);
    object.put("file", file.path().toString());
    object.put("digest", people.digest());
    object.put("exit", Exit.COMPLETED);
    screen.answer(object);
  }

  private static List<String> lines(People.Person person) {
    String kind = person.name().kind() == Principal.Kind.PERSON ? "" : " (opens no gate)";
    String name = person.name() + kind + valid(person.valid());
    List<String> lines = new ArrayList<>(Text.after("", name));
    if (!person.aliases().isEmpty()) {
      lines.addAll(Text.after("  also   ", joined(person.aliases())));
    }
    lines.addAll(
        Text.after("  roles  ", person.roles().isEmpty() ? "none" : joined(person.roles())));
    for (People.Key key : person.keys()) {
      lines.addAll(Text.after("  key    ", PublicKeys.shown(key.text()) + valid(key.valid())));
    }
    return lines;
  }

  private static String joined(List<?> all) {
    return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String valid(People.Validity valid) {
    return valid.from().map(at -> ", from " + Text.second(at) + " UTC").orElse("")
        + valid.until().map(at -> ", until " + Text.second(at) + " UTC").orElse("");
  }

  private static String delegation(People.Delegation one) {
    return one.from() + " lets " + one.to() + " answer as " + one.role() + valid(one.valid());
  }

  private static Map<String, Object> object(People.Person person) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", person.name());
    object.put("aliases", person.aliases());
    object.put("roles", person.roles());
    object.put("keys", person.keys().stream().map(PeopleCommands::object).toList());
    valid(object, person.valid());
    return object;
  }

  private static Map<String, Object> object(People.Key key) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", key.text());
    object.put("fingerprint", PublicKeys.fingerprint(key.text()));
    valid(object, key.valid());
    return object;
  }

  private static Map<String, Object> object(People.Delegation one) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("role", one.role());
    object.put("from", one.from());
    object.put("to", one.to());
    valid(object, one.valid());
    return object;
  }

  private static void valid(Map<String, Object> object, People.Validity valid) {
    object.put("validFrom", valid.from());
    object.put("validUntil", valid.until());
  }
}
