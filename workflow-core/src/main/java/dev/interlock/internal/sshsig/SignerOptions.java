package dev.interlock.internal.sshsig;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of an allowed signers file says of its key. Immutable.
 *
 * @param namespaces for which purposes it may sign
 * @param validity from when until when
 * @param verifyRequired whether the key must have known its user
 */
record SignerOptions(PatternList namespaces, Validity validity, boolean verifyRequired) {
  static final SignerOptions NONE = new SignerOptions(PatternList.ANY, Validity.ALWAYS, false);

  private static final Pattern OPTION =
      Pattern.compile("([A-Za-z-]+)(?:=\"([^\"\\\\]*)\")?(,(?=.)|$)");

  /**
   * Reads options with commas between.
   *
   * @throws Malformed with all mistakes
   */
  static SignerOptions parse(String text, ZoneId zone) throws Malformed {
    Mistakes mistakes = new Mistakes();
    SignerOptions options = NONE;
    for (Map.Entry<String, Optional<String>> option : split(text).entrySet()) {
      SignerOptions before = options;
      options =
          mistakes
              .attempt("", () -> before.with(option.getKey(), option.getValue(), zone))
              .orElse(before);
    }
    mistakes.throwAny("", "; ");
    Malformed.require(
        options.validity.isPossible(), "'valid-before' is not later than 'valid-after'");
    return options;
  }

  private static Map<String, Optional<String>> split(String text) throws Malformed {
    Map<String, Optional<String>> options = new LinkedHashMap<>();
    Matcher next = OPTION.matcher(text);
    int at = 0;
    while (at < text.length()) {
      Malformed.require(
          next.region(at, text.length()).lookingAt(),
          "the options "
              + Malformed.quoted(text)
              + " are not of the form NAME or NAME=\"VALUE\" with commas between");
      String name = next.group(1).toLowerCase(Locale.ROOT);
      Malformed.require(
          options.put(name, Optional.ofNullable(next.group(2))) == null,
          "the option " + Malformed.quoted(name) + " stands there twice");
      at = next.end();
    }
    return options;
  }

  private SignerOptions with(String name, Optional<String> value, ZoneId zone) throws Malformed {
    return switch (name) {
      case "namespaces" -> {
        PatternList list = PatternList.parse(needed(name, value), "the namespaces");
        yield new SignerOptions(list, validity, verifyRequired);
      }
      case "valid-after" -> valid(validity.after(Validity.time(needed(name, value), zone)));
      case "valid-before" -> valid(validity.before(Validity.time(needed(name, value), zone)));
      case "verify-required" -> {
        Malformed.require(value.isEmpty(), "the option 'verify-required' takes no value");
        yield new SignerOptions(namespaces, validity, true);
      }
      default -> throw new Malformed(refusal(name));
    };
  }

  private SignerOptions valid(Validity changed) {
    return new SignerOptions(namespaces, changed, verifyRequired);
  }

  private static String needed(String name, Optional<String> value) throws Malformed {
    return value.orElseThrow(
        () -> new Malformed("the option '" + name + "' needs a value: " + name + "=\"...\""));
  }

  private static String refusal(String name) {
    return switch (name) {
      case "cert-authority" -> "'cert-authority': certificates are not supported";
      case "no-touch-required" ->
          "'no-touch-required': a signature without a touch of the security key never counts";
      default -> "the option " + Malformed.quoted(name) + " is not known";
    };
  }
}
