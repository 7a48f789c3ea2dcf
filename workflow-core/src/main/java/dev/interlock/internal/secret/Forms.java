package dev.interlock.internal.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms of secrets that are known without a host's help. */
final class Forms {
  static final String PRIVATE_KEY = "private-key";

  /** A text that is in place of a secret already. */
  private static final String NOT_YET = "(?!\\{\"redacted\":)";

  private static final String QUOTES = "[\\\\\"']{0,6}";

  /** What a name of a secret ends with, in text. */
  private static final String NAMES =
      "(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key"
          + "|private[_-]?key|secret[_-]?key|credentials?)";

  private static final String VALUE =
      QUOTES + NOT_YET + "(?<secret>(?<=[\"'])[^\"'\\\\\\r\\n]{1,4096}+|[^\\s\"',;&)\\\\]{3,512}+)";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\*+|\\$\\{[\\w.]+}|<[\\w-]+>|null|true|false|\\[cut]");

  /** Forms that say by themselves what they are. */
  static final List<Rule> SPECIFIC =
      List.of(
          Rule.of("aws-key-id", "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"),
          Rule.of(
              "aws-secret-key",
              "(?i:aws[_-]?secret|secret[_-]?access[_-]?key)[\\w]{0,20}[^A-Za-z0-9/+]{1,12}"
                  + "(?<secret>[A-Za-z0-9/+]{40})"),
          Rule.of("google-key", "AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28}"),
          Rule.of("google-token", "ya29\\.[0-9A-Za-z_-]{20,}+"),
          Rule.of(
              "github-token", "gh[pousr]_[A-Za-z0-9]{36,255}+|github_pat_[A-Za-z0-9_]{22,255}+"),
          Rule.of("gitlab-token", "glpat-[A-Za-z0-9_-]{20,255}+"),
          Rule.of("slack-token", "xox[abeoprs]-[A-Za-z0-9-]{10,255}+"),
          Rule.of("slack-hook", "hooks\\.slack\\.com/services/[A-Za-z0-9/]{20,255}+"),
          Rule.of("stripe-key", "[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}+"),
          Rule.of("azure-key", "AccountKey=(?<secret>[A-Za-z0-9+/]{60,100}+={0,2})"),
          Rule.of("azure-signature", "[?&;]sig=(?<secret>[A-Za-z0-9%+/]{40,255}+=?)"),
          Rule.of("ai-key", "sk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{32,255}+"),
          Rule.of("npm-token", "npm_[A-Za-z0-9]{36}"),
          Rule.of("pypi-token", "pypi-[A-Za-z0-9_-]{50,512}+"),
          Rule.of("sendgrid-key", "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}+"),
          Rule.of("jwt", "eyJ[A-Za-z0-9_-]{8,512}+\\.eyJ[A-Za-z0-9_-]{2,}+(?:\\.[A-Za-z0-9_-]*+)?"),
          Rule.of(
              PRIVATE_KEY,
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                  + "[\\s\\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|\\z)"));

  /** Forms that are known by what stands around them. */
  static final List<Rule> AROUND =
      List.of(
          named("password", "(?i)" + NAMES + QUOTES + "\\s{0,5}[:=]\\s{0,5}" + VALUE),
          named("password", "(?i)" + NAMES + "(?<=--[a-z-]{0,40})\\s{1,5}" + VALUE),
          named(
              "authorization",
              "(?i)authorization"
                  + QUOTES
                  + "\\s{0,5}[:=]\\s{0,5}"
                  + QUOTES
                  + "(?:(?:bearer|basic|token|digest|apikey)\\s{1,5})?+"
                  + VALUE),
          named("cookie", "(?i)cookie" + QUOTES + "\\s{0,5}:\\s{0,5}" + VALUE),
          Rule.of(
              "bearer",
              "(?i)bearer\\s{1,5}(?<secret>(?=[A-Z._~+/-]{0,64}[0-9])[A-Z0-9._~+/-]{8,}+=*+)"),
          new Rule(
              "basic",
              Pattern.compile("(?i)basic\\s{1,5}(?<secret>[A-Z0-9+/]{6,4096}+={0,2})"),
              Forms::isUserAndPassword),
          Rule.of(
              "url-password",
              "://[^\\s/:@\"'?#]{0,256}+:" + NOT_YET + "(?<secret>[^\\s/@\"'?#]{1,256}+)@"));

  private static final Set<String> EXACT = Set.of("pwd", "pin", "authorization", "cookie");

  private static final List<String> ENDINGS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "accountkey",
          "privatekey",
          "secretkey",
          "credential",
          "credentials",
          "setcookie");

  private Forms() {}

  private static Rule named(String kind, String form) {
    return new Rule(kind, Pattern.compile(form), Forms::isNoPlaceholder);
  }

  private static boolean isNoPlaceholder(String found) {
    return !PLACEHOLDER.matcher(found).matches();
  }

  private static boolean isUserAndPassword(String base64) {
    try {
      byte[] decoded = Base64.getDecoder().decode(base64);
      return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a component of this name holds a secret. */
  static Predicate<String> names(Set<String> more) {
    return name -> {
      String plain = plain(name);
      return EXACT.contains(plain)
          || more.contains(plain)
          || ENDINGS.stream().anyMatch(plain::endsWith);
    };
  }

  /** A name without what people write differently. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
  }
}
