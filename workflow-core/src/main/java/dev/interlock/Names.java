package dev.interlock;

import java.util.regex.Pattern;

/** The grammar of the names in a definition. */
final class Names {
  /** What a name must look like, for messages. */
  static final String FORM = "[a-z0-9][a-z0-9-]{0,63}";

  private static final Pattern NAME = Pattern.compile(FORM);

  private Names() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
