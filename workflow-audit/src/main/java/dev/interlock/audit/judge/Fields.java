package dev.interlock.audit.judge;

import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object in its bytes, which are known to be well-formed. Immutable. */
final class Fields {
  /** How many numbers there are of a field: where its name and its value begin and end. */
  private static final int EACH = 4;

  private static final int MOST_DIGITS = 9;
  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

  private final byte[] json;
  private final int[] places;
  private final int used;

  private Fields(byte[] json, int[] places, int used) {
    this.json = json;
    this.places = places;
    this.used = used;
  }

  /** Reads the object that begins here. */
  static Fields of(byte[] json, int from) {
    int[] places = new int[EACH * 16];
    int used = 0;
    int at = skip(json, from + 1);
    while (json[at] != '}') {
      if (used == places.length) {
        places = Arrays.copyOf(places, used * 2);
      }
      int end = endOfText(json, at);
      int value = skip(json, skip(json, end) + 1);
      places[used++] = at + 1;
      places[used++] = end - 1;
      places[used++] = value;
      at = endOfValue(json, value);
      places[used++] = at;
      at = next(json, at);
    }
    return new Fields(json, places, used);
  }

  private static int endOfText(byte[] json, int quote) {
    int at = quote + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int endOfValue(byte[] json, int from) {
    byte first = json[from];
    if (first == '"') {
      return endOfText(json, from);
    }
    return first == '{' || first == '[' ? endOfNested(json, from) : endOfBare(json, from);
  }

  private static int endOfNested(byte[] json, int from) {
    int depth = 0;
    int at = from;
    do {
      byte one = json[at];
      if (one == '"') {
        at = endOfText(json, at);
      } else {
        depth += one == '{' || one == '[' ? 1 : one == '}' || one == ']' ? -1 : 0;
        at++;
      }
    } while (depth > 0);
    return at;
  }

  private static int endOfBare(byte[] json, int from) {
    int at = from;
    while (json[at] != ',' && json[at] != '}' && json[at] != ']' && json[at] != ' ') {
      at++;
    }
    return at;
  }

  private static int skip(byte[] json, int from) {
    int at = from;
    while (json[at] == ' ') {
      at++;
    }
    return at;
  }

  /** What follows a value: the next one, or the end. */
  private static int next(byte[] json, int end) {
    int at = skip(json, end);
    return json[at] == ',' ? skip(json, at + 1) : at;
  }

  private int find(String name) {
    for (int i = 0; i < used; i += EACH) {
      if (places[i + 1] - places[i] == name.length() && isAt(places[i], name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(int from, String name) {
    for (int i = name.length() - 1; i >= 0; i--) {
      if (json[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a name is written otherwise than any writer of a record writes it. */
  boolean hidesNames() {
    for (int i = 0; i < used; i += EACH) {
      for (int at = places[i]; at < places[i + 1]; at++) {
        if (json[at] == '\\') {
          return true;
        }
      }
    }
    return false;
  }

  boolean has(String name) {
    return find(name) >= 0;
  }

  /** Refuses what is no name of a person. */
  void person(String name) {
    String who = text(name);
    Impossible.unless(isPerson(who), "it has no person's word, but that of '" + who + "'");
  }

  private static boolean isPerson(String name) {
    try {
      return Principal.of(name).kind() == Principal.Kind.PERSON;
    } catch (WorkflowException e) {
      return false;
    }
  }

  @Nullable Slice orNull(String name) {
    int at = find(name);
    return at < 0 ? null : new Slice(json, places[at + 2], places[at + 3]);
  }

  Slice value(String name) {
    Slice value = orNull(name);
    if (value == null) {
      throw new Impossible("has no '" + name + "'");
    }
    return value;
  }

  String text(String name) {
    return value(name).text();
  }

  Optional<String> textIfAny(String name) {
    return Optional.ofNullable(orNull(name)).map(Slice::text);
  }

  /** Whether a field is there and is this text. */
  boolean is(String name, String text) {
    Slice value = value(name);
    return value.isText() && value.text().equals(text);
  }

  int number(String name) {
    int at = find(name);
    int from = at < 0 ? 0 : places[at + 2];
    int to = at < 0 ? 0 : places[at + 3];
    int number = 0;
    boolean digits = to > from && to - from <= MOST_DIGITS;
    for (int i = from; i < to && digits; i++) {
      digits = json[i] >= '0' && json[i] <= '9';
      number = number * 10 + json[i] - '0';
    }
    Impossible.unless(digits, "has no number '" + name + "'");
    return number;
  }

  /** Refuses what is no number of at most 18 digits. */
  void count(String name) {
    boolean digits = COUNT.matcher(value(name).raw()).matches();
    Impossible.unless(digits, "has no number '" + name + "'");
  }

  /** Refuses what does not tell one presentation from all others. */
  void nonce() {
    Impossible.unless(
        NONCE.matcher(text("nonce")).matches(), "has a nonce that is not of its form");
  }

  boolean flag(String name) {
    String raw = value(name).raw();
    Impossible.unless(raw.equals("true") || raw.equals("false"), "has no '" + name + "'");
    return raw.equals("true");
  }

  /** The elements of a list. */
  List<Slice> list(String name) {
    Slice list = value(name);
    Impossible.unless(json[list.from()] == '[', "has no list '" + name + "'");
    List<Slice> elements = new ArrayList<>();
    int at = skip(json, list.from() + 1);
    while (json[at] != ']') {
      int end = endOfValue(json, at);
      elements.add(new Slice(json, at, end));
      at = next(json, end);
    }
    return elements;
  }

  List<String> texts(String name) {
    return list(name).stream().map(Slice::text).toList();
  }

  /** The fields of an object in a field. */
  Fields object(String name) {
    return object(value(name));
  }

  static Fields object(Slice slice) {
    Impossible.unless(slice.json()[slice.from()] == '{', "holds no object where one should stand");
    return of(slice.json(), slice.from());
  }
}
