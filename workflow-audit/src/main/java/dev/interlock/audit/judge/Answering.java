package dev.interlock.audit.judge;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.Optional;

/** Looks at one answer to a presentation of a gate: whether it may count. Immutable. */
record Answering(RunJudge run, GateRules rules, Presentation asked) {
  private static final String APPROVED = "approved";
  private static final String DENIED = "denied";

  /** The answer, if it may count by what stands in its line. */
  Votes.Vote vote(Fields fields, Presence presence) {
    Impossible.unless(
        rules.roles(asked.escalated()).contains(fields.text("role")),
        "is decided by a role that it does not ask");
    Impossible.unless(
        presence.reaches(rules.presence()),
        "is decided with a grade below the least that it accepts");
    Impossible.unless(
        fields.flag("proven") == presence.reaches(Presence.LOGIN),
        "is decided by somebody who is proven, or not, otherwise than the grade says");
    Impossible.unless(
        fields.has("signed") == presence.reaches(Presence.KEY),
        "is decided with a signature, or without, otherwise than the grade says");
    Impossible.unless(
        !presence.reaches(Presence.KEY) || run.people().isPresent(),
        "is decided with a key, and the run knows no people");
    Votes.Vote vote =
        new Votes.Vote(
            fields.text("principal"),
            fields.textIfAny("onBehalfOf"),
            fields.text("role"),
            approves(fields),
            fields.textIfAny("comment"));
    mayAnswer(vote);
    return vote;
  }

  private static boolean approves(Fields fields) {
    String decision = fields.text("decision");
    Impossible.unless(
        decision.equals(APPROVED) || decision.equals(DENIED), "is decided neither way");
    return decision.equals(APPROVED);
  }

  private void mayAnswer(Votes.Vote vote) {
    String by = vote.principal();
    vote.people()
        .forEach(
            one ->
                Impossible.unless(isPerson(one), "is decided by '" + one + "', who is no person"));
    Impossible.unless(
        vote.onBehalfOf().isEmpty() || run.people().isPresent(),
        "is decided on behalf of somebody, and the run knows no people");
    Impossible.unless(
        !vote.onBehalfOf().equals(Optional.of(by)), "is decided by '" + by + "' for themselves");
    Impossible.unless(
        !rules.isFourEyes() || vote.people().stream().noneMatch(run.requester()::equalsIgnoreCase),
        "is decided by '" + by + "', who asked for the run or answers for who did");
    Impossible.unless(
        run.people().isPresent() || asked.named().filter(only -> !only.contains(by)).isEmpty(),
        "is decided by '" + by + "', whom the run does not name");
    boolean silent = vote.comment().filter(text -> !text.isBlank()).isEmpty();
    Impossible.unless(
        rules.followUp().isEmpty() || !vote.approves() || !silent, "is decided without a reason");
  }

  private static boolean isPerson(String principal) {
    try {
      return Principal.of(principal).kind() == Principal.Kind.PERSON;
    } catch (WorkflowException e) {
      return false;
    }
  }

  /** Refuses an answer whose proof does not hold. */
  void prove(Seen seen, String path, Presence presence) {
    Answer answer =
        new Answer(
            new Answer.Place(seen.line().seq(), seen.line().at(), run.lineage()),
            about(path),
            run.people(),
            asked.named(),
            rules.isFourEyes() ? Optional.of(run.requester()) : Optional.empty(),
            by(seen.fields(), presence));
    run.objection(answer)
        .ifPresent(
            why -> {
              throw new Impossible(why);
            });
  }

  private ApprovalText.About about(String path) {
    return new ApprovalText.About(
        run.origin(),
        run.id(),
        run.definition().workflow(),
        run.definition().sha256(),
        path,
        asked.attempt(),
        asked.shown(),
        asked.nonce(),
        asked.end());
  }

  private static Answer.By by(Fields fields, Presence presence) {
    return new Answer.By(
        fields.text("decision"),
        fields.text("role"),
        fields.text("principal"),
        fields.textIfAny("onBehalfOf"),
        presence,
        fields.textIfAny("signed"));
  }
}
