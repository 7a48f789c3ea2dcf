package dev.interlock.cli;

import dev.interlock.Decision;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer to a gate, as somebody typed it.
 *
 * @param answer yes or no
 * @param key the file of the key that signs it
 * @param signature the file of a signature that was made elsewhere
 * @param options what else was typed
 */
record TypedAnswer(
    Decision.Answer answer, Optional<String> key, Optional<String> signature, Typed options) {
  private static final int LONGEST_COMMENT = 1_000;

  /**
   * What was typed.
   *
   * @throws Mistake if it does not fit together; nothing was recorded
   */
  static TypedAnswer of(Typed typed) {
    TypedAnswer answer =
        new TypedAnswer(
            typed.command().equals("deny") ? Decision.Answer.DENIED : Decision.Answer.APPROVED,
            typed.option("key"),
            typed.option("signature"),
            typed);
    answer.refuseContradictions();
    answer.refuseLongComment();
    return answer;
  }

  private void refuseContradictions() {
    if (key.isPresent() && signature.isPresent()) {
      throw new Mistake("'--key' signs here and '--signature' hands in what is signed: name one");
    }
    refuse("text", signature.isEmpty(), "'--signature FILE'");
    refuse("as", key.isEmpty(), "'--key FILE'");
    refuse("gate", key.isEmpty(), "'--key FILE'; a terminal asks at all open gates");
    if (signature.isPresent() && options.option("role").isPresent()) {
      throw new Mistake("with '--signature' the role stands in the text that was signed");
    }
  }

  private void refuse(String option, boolean alone, String goesWith) {
    if (alone && options.option(option).isPresent()) {
      throw new Mistake("'--" + option + "' goes with " + goesWith);
    }
  }

  /** Said here, so that no answer is lost for its comment. */
  private void refuseLongComment() {
    comment()
        .filter(text -> text.length() > LONGEST_COMMENT)
        .ifPresent(
            text -> {
              throw new Mistake(
                  String.format(
                      Locale.ROOT,
                      "the comment has %,d characters, and the most is %,d; nothing was recorded\n"
                          + "type the same again with a shorter one",
                      text.length(),
                      LONGEST_COMMENT));
            });
  }

  /** Whether it is typed in the terminal. */
  boolean inTerminal() {
    return key.isEmpty() && signature.isEmpty();
  }

  Optional<String> role() {
    return options.option("role");
  }

  Optional<String> comment() {
    return options.option("comment");
  }

  /** How somebody is asked in the terminal. */
  Session.AskedHow asking() {
    boolean denying = answer == Decision.Answer.DENIED;
    return new Session.AskedHow(
        denying,
        inTerminal() ? role() : Optional.empty(),
        inTerminal() ? comment() : Optional.empty());
  }
}
