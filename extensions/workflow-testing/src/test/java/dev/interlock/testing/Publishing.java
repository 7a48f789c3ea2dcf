package dev.interlock.testing;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Attempt;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Step;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import java.time.Duration;

/** A small workflow of a host: counts, asks, publishes. */
public final class Publishing {
  static final Note NOTE = new Note("Seven", "Faster and safer");

  public record Note(String title, String text) {}

  public record Counted(Note note, int words) {}

  public record Published(String place) {}

  public record Seen(String what) {}

  /** The world. */
  interface Site {
    Published publish(Note note) throws Exception;
  }

  private Publishing() {}

  static Site site(RecordedEffects effects) {
    return note -> {
      effects.did("publish", note.title());
      return new Published("/" + note.title());
    };
  }

  static Workflow<Note, Published> workflow(Site site) {
    return workflow(site, Approvers.confirmedBy("editor"));
  }

  static Workflow<Note, Published> workflow(Site site, Approvers approvers) {
    return Workflow.define(
        "publishing",
        Note.class,
        (flow, note) -> {
          Ref<Counted> counted = count(flow, note);
          Ref<Approved<Counted>> approved = flow.gate("2-approval", counted, approvers);
          return flow.step("3-publish", Published.class)
              .reading(approved)
              .verifiedBy("read-back", (a, p) -> Verdict.passed(new Seen(p.place())))
              .act(a -> site.publish(a.value().note()));
        });
  }

  private static Ref<Counted> count(Flow flow, Ref<Note> note) {
    return flow.step("1-count", Counted.class)
        .reading(note)
        .expecting("there is something to read", c -> c.words() > 0)
        .combine(n -> new Counted(n, n.text().split(" ").length));
  }

  /** The same that waits, tries again and asks for a value. */
  static Workflow<Note, Published> slow(Site site) {
    return Workflow.define(
        "slow",
        Note.class,
        (flow, note) -> {
          Ref<Counted> counted = count(flow, note);
          flow.pause("a-night", Duration.ofHours(12));
          Ref<Seen> proof = flow.receive("proof", Seen.class).unverified("a test").from("reviewer");
          Ref<Attempt> attempt = flow.attempt();
          return flow.step("publish", Published.class)
              .reading(counted, proof, attempt)
              .unguarded("a test")
              .unverified("a test")
              .repeatable()
              .retry(Step.Retry.attempts(3))
              .act((c, p, a) -> site.publish(c.note()));
        });
  }
}
