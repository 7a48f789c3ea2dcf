package dev.interlock.cli;

import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Predicate;

/** Run ids: as typed, or made up. */
final class RunIds {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int SUFFIX = 6;
  private static final int LONGEST = 40;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunIds() {}

  /**
   * The id that was typed.
   *
   * @throws Mistake if it is not of the form of ids
   */
  static RunId typed(String text) {
    try {
      return RunId.of(text);
    } catch (WorkflowException e) {
      throw new Mistake(String.valueOf(e.getMessage()));
    }
  }

  /** An id that says what the run is about and that is not used yet. */
  static RunId madeUp(String about, String otherwise, Predicate<RunId> isUsed) {
    String slug = slug(about);
    RunId id;
    do {
      id = RunId.of((slug.isEmpty() ? otherwise : slug) + "-" + suffix());
    } while (isUsed.test(id));
    return id;
  }

  /** An id that is like the one of a run that it takes the place of. */
  static RunId after(RunId ended, Predicate<RunId> isUsed) {
    String about = ended.value().replaceAll("-[" + LETTERS + "]{" + SUFFIX + "}$", "");
    return madeUp(about, "again", isUsed);
  }

  private static String slug(String text) {
    String words = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = words.substring(0, Math.min(words.length(), LONGEST));
    return cut.replaceAll("^-|-$", "");
  }

  private static String suffix() {
    StringBuilder suffix = new StringBuilder();
    RANDOM
        .ints(SUFFIX, 0, LETTERS.length())
        .forEach(number -> suffix.append(LETTERS.charAt(number)));
    return suffix.toString();
  }
}
