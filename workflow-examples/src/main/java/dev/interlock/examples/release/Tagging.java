package dev.interlock.examples.release;

import dev.interlock.Approved;
import dev.interlock.Evidence;
import dev.interlock.examples.release.Found.Candidate;
import dev.interlock.gates.command.CommandOutcome;
import dev.interlock.gates.command.CommandResult;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.util.Optional;

/** The body of the step that tags. It may be run again: a tag that is there is left as it is. */
final class Tagging {
  private final RunFolder files;

  Tagging(RunFolder files) {
    this.files = files;
  }

  /** Tags the commit that was approved. */
  Tag tag(ReleaseRequest request, Approved<Candidate> approval, Evidence evidence)
      throws InterruptedException {
    Candidate candidate = approval.value();
    Tag tag = new Tag("v" + candidate.version(), candidate.commit());
    Optional<String> there = commitOf(request, tag.name());
    if (there.isEmpty()) {
      String message = "Version " + candidate.version();
      files
          .runner(request)
          .run(files.git(request, "tag", "-a", tag.name(), "-m", message, tag.commit()), evidence);
    } else if (!there.get().equals(tag.commit())) {
      throw new FailureException(
              Failure.Kind.BUSINESS_RULE, "the tag '" + tag.name() + "' is there already")
          .toCheck("which commit it is of: " + there.get());
    }
    return tag;
  }

  /** The commit that a tag is of, if there is such a tag. */
  private Optional<String> commitOf(ReleaseRequest request, String tag) {
    CommandOutcome outcome =
        files
            .runner(request)
            .attempt(
                files.git(
                    request, "rev-parse", "--verify", "-q", "refs/tags/" + tag + "^{commit}"));
    if (outcome instanceof CommandResult result && result.exit().isPresent()) {
      return result.succeeded() ? Optional.of(result.stdout().head().strip()) : Optional.empty();
    }
    throw new FailureException(Failure.Kind.UNKNOWN, outcome.says());
  }
}
