package com.example.release;

import com.example.release.checks.NotesLook;
import com.example.release.checks.ReadBack;
import com.example.release.steps.Notes;
import com.example.release.steps.Publisher;
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.nio.file.Path;

/** Publishes a version: notes from the changes, another look at them, two people, the file. */
public final class Releasing {
  /** The role that approves. */
  public static final String APPROVER = "release-manager";

  private final Notes notes;
  private final NotesLook notesLook;
  private final Publisher publisher;
  private final ReadBack readBack;
  private final Approvers approvers;

  private Releasing(Path folder, Approvers approvers) {
    this.notes = new Notes(folder);
    this.notesLook = new NotesLook(folder);
    this.publisher = new Publisher(folder);
    this.readBack = new ReadBack(folder);
    this.approvers = approvers;
  }

  /** The workflow on the files of this folder, decided by somebody else than who asks. */
  public static Workflow<Candidate, Published> workflow(Path folder) {
    return workflow(folder, Approvers.fourEyes(APPROVER));
  }

  /** The same with other people. */
  public static Workflow<Candidate, Published> workflow(Path folder, Approvers approvers) {
    Releasing releasing = new Releasing(folder, approvers);
    return Workflow.define("releasing", Candidate.class, releasing::define);
  }

  private Ref<Published> define(Flow flow, Ref<Candidate> candidate) {
    Ref<ReleaseNotes> written =
        flow.step("1-notes", ReleaseNotes.class)
            .reading(candidate)
            .expecting("there is a change", n -> !n.changes().isEmpty())
            .verifiedBy("counted-again", notesLook::counted)
            .compute(notes::collect);
    Ref<Approved<ReleaseNotes>> approved = flow.gate("2-approval", written, approvers);
    return flow.step("3-publish", Published.class)
        .reading(approved)
        .verifiedBy("read-back", readBack::published)
        .repeatable()
        .act(publisher::publish);
  }
}
