package dev.interlock.internal.secret;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One form of a secret. Every repetition in it is bounded or cannot be given back, so that the time
 * it takes grows with the text only. Immutable.
 *
 * @param kind what is said in place of the secret
 * @param pattern the form; its group {@code secret} is the secret, or all of it
 * @param counts what is not a secret after all is refused here
 */
record Rule(String kind, Pattern pattern, Predicate<String> counts) {
  private static final String SECRET = "secret";

  static Rule of(String kind, String form) {
    return new Rule(kind, Pattern.compile(form), found -> true);
  }

  /** Takes what is found in a text to the others. */
  void find(CharSequence text, List<Span> spans) {
    Matcher matcher = pattern.matcher(text);
    boolean named = pattern.pattern().contains("(?<" + SECRET + ">");
    while (matcher.find()) {
      int from = named ? matcher.start(SECRET) : matcher.start();
      int to = named ? matcher.end(SECRET) : matcher.end();
      if (to > from && counts.test(text.subSequence(from, to).toString())) {
        spans.add(new Span(from, to, kind));
      }
    }
  }
}
