package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;

/**
 * Who answers at a terminal, and as what. Immutable.
 *
 * @param yes the role in which a yes is given
 * @param no the role in which a no is given
 * @param comment what is said with either
 */
record Speaker(Principal person, String yes, String no, Optional<String> comment) {

  /**
   * The person in the roles that fit best, or in the one that was chosen; empty if the person may
   * not answer so.
   */
  static Optional<Speaker> of(
      Principal person, Channel.Answers answers, Optional<String> role, Optional<String> comment) {
    Optional<String> yes = best(answers.roles(person, Decision.Answer.APPROVED), role);
    Optional<String> no = best(answers.roles(person, Decision.Answer.DENIED), role);
    return yes.isPresent() && no.isPresent()
        ? Optional.of(new Speaker(person, yes.get(), no.get(), comment))
        : Optional.empty();
  }

  private static Optional<String> best(List<String> roles, Optional<String> chosen) {
    return roles.stream().filter(role -> chosen.isEmpty() || chosen.get().equals(role)).findFirst();
  }

  /** The decision with the comment, if there is one. */
  Decision says(Decision decision) {
    return comment.map(decision::withComment).orElse(decision);
  }
}
