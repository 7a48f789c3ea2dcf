package dev.interlock.gates;

import dev.interlock.People;
import dev.interlock.internal.json.StrictJson;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What stands in a people file. Immutable.
 *
 * @param file its name, for messages
 * @param mistakes what could not be read, each with where it stands
 */
record PeopleText(
    String file,
    List<People.Person> persons,
    List<People.Delegation> delegations,
    List<String> mistakes) {

  static final String FORMAT = "interlock-people/1";

  /** A file that nobody stands in yet. */
  static final PeopleText NOBODY = new PeopleText("", List.of(), List.of(), List.of());

  private static final StrictJson JSON = StrictJson.ofValues();

  /** Reads as much of a file as can be read. */
  static PeopleText parse(String file, byte[] json) {
    try {
      return new PeopleReading().read(file, JSON.readTree(json));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      String mistake = "it is no JSON object: " + why.substring(why.indexOf(": ") + 2);
      return new PeopleText(file, List.of(), List.of(), List.of(mistake));
    }
  }

  /**
   * The people of this text.
   *
   * @throws WorkflowException with all that is wrong in it
   */
  People people(String digest) {
    List<String> all = new ArrayList<>(mistakes);
    if (mistakes.isEmpty() || !persons.isEmpty()) {
      all.addAll(People.mistakes(persons, delegations));
    }
    if (!all.isEmpty()) {
      throw new WorkflowException(
          "the people file '" + file + "' is not valid:\n  - " + String.join("\n  - ", all));
    }
    return People.of(digest, persons, delegations);
  }

  PeopleText with(People.Person person) {
    List<People.Person> more = new ArrayList<>(persons);
    more.add(person);
    return new PeopleText(file, List.copyOf(more), delegations, mistakes);
  }

  PeopleText with(People.Delegation delegation) {
    List<People.Delegation> more = new ArrayList<>(delegations);
    more.add(delegation);
    return new PeopleText(file, persons, List.copyOf(more), mistakes);
  }

  /** The same with one person changed, found by name or alias. */
  PeopleText changed(Principal name, UnaryOperator<People.Person> edit) {
    if (persons.stream().noneMatch(one -> isNamed(one, name))) {
      throw new WorkflowException("nobody in '" + file + "' has the name '" + name + "'");
    }
    List<People.Person> changed =
        persons.stream().map(one -> isNamed(one, name) ? edit.apply(one) : one).toList();
    return new PeopleText(file, changed, delegations, mistakes);
  }

  private static boolean isNamed(People.Person one, Principal name) {
    return one.name().equals(name) || one.aliases().contains(name);
  }

  /**
   * The bytes of a file: one person a line.
   *
   * @throws WorkflowException if some of it could not be read, and so would be lost
   */
  byte[] write() {
    if (!mistakes.isEmpty()) {
      people("");
    }
    String text =
        "{\n\"format\":\""
            + FORMAT
            + "\",\n\"people\":["
            + lines(persons.stream().map(PeopleText::tree).toList())
            + "],\n\"delegations\":["
            + lines(delegations.stream().map(PeopleText::tree).toList())
            + "]\n}\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String lines(List<Map<String, Object>> trees) {
    return trees.stream()
        .map(tree -> "\n  " + new String(JSON.writeTree(tree), StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  private static Map<String, Object> tree(People.Person one) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", one.name().name());
    tree.put("roles", one.roles());
    if (!one.aliases().isEmpty()) {
      tree.put("aliases", one.aliases().stream().map(Principal::name).toList());
    }
    if (!one.keys().isEmpty()) {
      tree.put("keys", one.keys().stream().map(PeopleText::tree).toList());
    }
    return valid(tree, one.valid());
  }

  private static Map<String, Object> tree(People.Key key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", key.text());
    return valid(tree, key.valid());
  }

  private static Map<String, Object> tree(People.Delegation one) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("role", one.role());
    tree.put("from", one.from().name());
    tree.put("to", one.to().name());
    return valid(tree, one.valid());
  }

  private static Map<String, Object> valid(Map<String, Object> tree, People.Validity valid) {
    put(tree, "validFrom", valid.from());
    put(tree, "validUntil", valid.until());
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, Optional<Instant> time) {
    time.ifPresent(at -> tree.put(name, at.toString()));
  }
}
