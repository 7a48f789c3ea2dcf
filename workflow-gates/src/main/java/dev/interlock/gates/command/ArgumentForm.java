package dev.interlock.gates.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * One list of arguments that a program may be given: a pattern for each argument, and for the rest
 * one pattern that any number of them must match, if more are allowed. Immutable.
 *
 * <p>A pattern matches an argument as a whole. Behind it stand three rules that no pattern has to
 * think of: what begins with {@code -} or {@code @} needs a pattern that begins so itself, or for
 * {@code -} a {@code --} in front of it; a control character needs a pattern that begins with
 * {@code (?s)}; NUL is never let through.
 */
final class ArgumentForm {
  private static final int MOST = 4096;
  private static final String ANY = "(?s)";

  private final List<Pattern> each;
  private final Optional<Pattern> rest;
  private final int most;

  private ArgumentForm(List<Pattern> each, Optional<Pattern> rest, int most) {
    this.each = each;
    this.rest = rest;
    this.most = most;
  }

  /** The form that this list says; what is wrong with it is said through {@code program}. */
  static ArgumentForm read(List<?> items, Fields program) {
    List<Pattern> each = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof String text) {
        pattern(text, program).ifPresent(each::add);
      } else if (item != items.get(items.size() - 1) || !(item instanceof Map<?, ?>)) {
        program.mistake("an argument is neither a pattern nor, at the end, {\"each\": ...}");
      }
    }
    return !items.isEmpty() && items.get(items.size() - 1) instanceof Map<?, ?> last
        ? many(each, last, program)
        : new ArgumentForm(each, Optional.empty(), 0);
  }

  private static ArgumentForm many(List<Pattern> each, Map<?, ?> last, Fields program) {
    boolean wellFormed =
        last.keySet().stream().allMatch(List.of("each", "most")::contains)
            && (!last.containsKey("most") || last.get("most") instanceof Integer);
    if (!wellFormed || !(last.get("each") instanceof String pattern)) {
      program.mistake("the end of a form is {\"each\": \"pattern\", \"most\": number}");
      return new ArgumentForm(each, Optional.empty(), 0);
    }
    int most = last.get("most") instanceof Integer number ? number : MOST;
    if (most < 1 || most > MOST) {
      program.mistake("'most' is from 1 to " + MOST);
    }
    return new ArgumentForm(each, pattern(pattern, program), most);
  }

  private static Optional<Pattern> pattern(String text, Fields program) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      program.mistake("'" + text + "' is no pattern: " + e.getDescription());
      return Optional.empty();
    }
  }

  /** Why these arguments are not of this form; empty if they are. */
  Optional<String> objection(List<String> arguments) {
    int more = arguments.size() - each.size();
    if (more < 0 || more > (rest.isPresent() ? most : 0)) {
      return Optional.of("there are " + arguments.size() + " arguments");
    }
    boolean behindDashes = false;
    for (int i = 0; i < arguments.size(); i++) {
      Pattern pattern = i < each.size() ? each.get(i) : rest.orElseThrow();
      if (!lets(pattern, arguments.get(i), behindDashes)) {
        return Optional.of("argument " + (i + 1) + " is not one that it may be given");
      }
      behindDashes |= arguments.get(i).equals("--");
    }
    return Optional.empty();
  }

  private static boolean lets(Pattern pattern, String argument, boolean behindDashes) {
    String text = pattern.pattern();
    String says = says(pattern);
    boolean option = argument.startsWith("-") && !behindDashes && !argument.equals("-");
    boolean allowed =
        !(option && !says.startsWith("-"))
            && !(argument.startsWith("@") && !says.startsWith("@"))
            && (text.startsWith(ANY) || argument.chars().noneMatch(Character::isISOControl));
    return allowed && matches(pattern, argument);
  }

  private static String says(Pattern pattern) {
    String text = pattern.pattern();
    return text.startsWith(ANY) ? text.substring(ANY.length()) : text;
  }

  private static boolean matches(Pattern pattern, String argument) {
    try {
      return pattern.matcher(argument).matches();
    } catch (StackOverflowError e) { // a pattern that cannot cope says nothing, which is no
      return false;
    }
  }

  /** The first pattern that lets options through which it does not name. */
  Optional<String> loose() {
    return Stream.concat(each.stream(), rest.stream())
        .filter(pattern -> says(pattern).startsWith("-"))
        .filter(pattern -> !OptionNames.areSaidBy(pattern))
        .map(Pattern::pattern)
        .findFirst();
  }

  /** The first argument where the form names exactly one, such as a subcommand. */
  Optional<String> first() {
    return each.stream()
        .findFirst()
        .map(Pattern::pattern)
        .filter(text -> text.matches("[a-z][a-z-]*"));
  }
}
