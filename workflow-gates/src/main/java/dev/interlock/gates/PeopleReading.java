package dev.interlock.gates;

import dev.interlock.People;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the tree of a people file, as much of it as can be read. Use once. */
final class PeopleReading {
  /** Without the characters that mean something else in an allowed signers file. */
  private static final Pattern NAME = Pattern.compile("[!-~&&[^*?!,\"'#\\\\]]{1,200}");

  private final List<String> mistakes = new ArrayList<>();

  PeopleText read(String file, Map<String, Object> tree) {
    JsonObject all = new JsonObject("", tree, mistakes);
    all.allows("format", "people", "delegations");
    all.text("format")
        .filter(format -> !format.equals(PeopleText.FORMAT))
        .ifPresent(format -> all.wrong("format", "is not '" + PeopleText.FORMAT + "'"));
    List<People.Person> persons =
        all.objects("people").stream().flatMap(one -> person(one).stream()).toList();
    List<People.Delegation> delegations =
        all.has("delegations")
            ? all.objects("delegations").stream().flatMap(one -> delegation(one).stream()).toList()
            : List.of();
    return new PeopleText(file, persons, delegations, List.copyOf(mistakes));
  }

  private Optional<People.Person> person(JsonObject one) {
    one.allows("name", "roles", "aliases", "keys", "validFrom", "validUntil");
    Optional<Principal> name = one.text("name").flatMap(text -> principal(one, "name", text));
    List<String> roles = one.texts("roles");
    List<Principal> aliases =
        one.has("aliases")
            ? one.texts("aliases").stream()
                .flatMap(text -> principal(one, "aliases", text).stream())
                .toList()
            : List.of();
    List<People.Key> keys =
        one.has("keys")
            ? one.objects("keys").stream().flatMap(key -> key(key).stream()).toList()
            : List.of();
    People.Validity valid = valid(one);
    return name.map(known -> new People.Person(known, aliases, roles, keys, valid));
  }

  private static Optional<People.Key> key(JsonObject one) {
    one.allows("key", "validFrom", "validUntil");
    People.Validity valid = valid(one);
    return one.text("key").map(text -> new People.Key(text, valid));
  }

  private Optional<People.Delegation> delegation(JsonObject one) {
    one.allows("role", "from", "to", "validFrom", "validUntil");
    Optional<String> role = one.text("role");
    Optional<Principal> from = one.text("from").flatMap(text -> principal(one, "from", text));
    Optional<Principal> to = one.text("to").flatMap(text -> principal(one, "to", text));
    People.Validity valid = valid(one);
    return role.isPresent() && from.isPresent() && to.isPresent()
        ? Optional.of(new People.Delegation(from.get(), to.get(), role.get(), valid))
        : Optional.empty();
  }

  private static People.Validity valid(JsonObject one) {
    return new People.Validity(one.time("validFrom"), one.time("validUntil"));
  }

  private static Optional<Principal> principal(JsonObject at, String name, String text) {
    if (NAME.matcher(text).matches()) {
      return Optional.of(Principal.of(text));
    }
    at.wrong(
        name,
        "has a name that is not 1 to 200 printable ASCII characters without space and without"
            + " any of * ? ! , \" ' # \\");
    return Optional.empty();
  }
}
