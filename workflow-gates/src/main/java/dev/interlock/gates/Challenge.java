package dev.interlock.gates;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * What a person has to type to approve: new for each try, so that nothing typed before counts.
 *
 * @param word two groups of four characters A to Z and 0 to 9, with a hyphen between
 */
record Challenge(String word) {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int GROUP = 4;

  /** Challenges that nobody can foresee: about 41 bits each. */
  static Supplier<Challenge> source() {
    SecureRandom random = new SecureRandom();
    return () -> new Challenge(group(random) + "-" + group(random));
  }

  private static String group(SecureRandom random) {
    StringBuilder group = new StringBuilder(GROUP);
    for (int i = 0; i < GROUP; i++) {
      group.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return group.toString();
  }

  /** The whole line to type. */
  String line() {
    return "yes " + word;
  }

  byte[] bytes() {
    return line().getBytes(StandardCharsets.US_ASCII);
  }
}
