package dev.interlock.examples.deployment;

import java.util.List;

/**
 * What a site answered. Immutable.
 *
 * @param answers one for each question
 */
public record Answers(List<Answer> answers) {
  /** Copies the list. */
  public Answers {
    answers = List.copyOf(answers);
  }

  /**
   * One answer. Immutable.
   *
   * @param path what was asked for
   * @param status the status, 100 to 599
   * @param first the first line
   */
  public record Answer(String path, int status, String first) {}

  /** Whether the site is well and says no where it should. */
  boolean well() {
    return answers.stream()
        .allMatch(answer -> answer.status() == (answer.path().equals("/missing") ? 404 : 200));
  }
}
