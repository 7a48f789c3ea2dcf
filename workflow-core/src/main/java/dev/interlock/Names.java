package dev.interlock;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of the names in a definition. */
final class Names {
  /** What a name must look like, for messages. */
  static final String FORM = "[a-z0-9][a-z0-9-]{0,63}";

  /** How long the key of a turn may be. */
  static final int MAX_KEY = 64;

  /** What the key of a turn must look like, for messages. */
  static final String KEY_FORM = "[A-Za-z0-9._-]{1," + MAX_KEY + "}";

  private static final Pattern KEY = Pattern.compile(KEY_FORM);
  private static final Pattern ROLE = Pattern.compile("[!-~]{1,100}");
  private static final Pattern NAME = Pattern.compile(FORM);

  private Names() {}

  static boolean isName(@Nullable String name) {
    return name != null && NAME.matcher(name).matches();
  }

  static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  /** Whether it is of 1 to 100 printable ASCII characters without space. */
  static boolean isRole(String role) {
    return ROLE.matcher(role).matches();
  }
}
