package dev.interlock.internal.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in one text.
 *
 * @param added the forms of the host
 */
record Texts(List<Rule> added) {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9+/_-]{20,}+={0,2}");

  /** The secrets in their order. */
  List<Span> spans(CharSequence text) {
    List<Span> spans = new ArrayList<>(specific(text));
    Forms.AROUND.forEach(rule -> rule.find(text, spans));
    coded(text, spans);
    return Span.merged(spans);
  }

  /** Those that say by themselves what they are, whatever stands around them. */
  List<Span> specific(CharSequence text) {
    List<Span> spans = new ArrayList<>();
    added.forEach(rule -> rule.find(text, spans));
    Forms.SPECIFIC.forEach(rule -> rule.find(text, spans));
    return spans;
  }

  private void coded(CharSequence text, List<Span> spans) {
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      byte[] coded = code.group().replace("=", "").getBytes(StandardCharsets.US_ASCII);
      byte[] plain = new byte[coded.length * 3 / 4 + 3];
      for (int shift = 0; shift < 4; shift++) {
        int length = Suspicion.decode(coded, shift, coded.length, plain);
        List<Span> inside = decoded(new String(plain, 0, length, StandardCharsets.ISO_8859_1));
        if (!inside.isEmpty()) {
          spans.add(new Span(code.start(), code.end(), inside.get(0).kind()));
          break;
        }
      }
    }
  }

  private List<Span> decoded(String plain) {
    List<Span> inside = specific(plain);
    Forms.AROUND.forEach(rule -> rule.find(plain, inside));
    return inside;
  }

  /** The text with markers in place of secrets. */
  static String cut(CharSequence text, List<Span> spans) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      out.append(text, at, span.from()).append(Secrets.marker(span.kind()));
      at = span.to();
    }
    return out.append(text, at, text.length()).toString();
  }
}
