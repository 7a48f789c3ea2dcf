package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;

/**
 * Runs workflows against a journal: it alone decides what runs next, and it stops until a person
 * has decided.
 *
 * <p>What goes on with a run throws a {@link WorkflowException} if there is no such run, or its
 * definition is not registered here; then nothing was written. Safe for many threads. Nothing that
 * waits holds a thread. The journal stays the host's to close.
 */
public final class Engine {
  private final Host host;
  private final Principal self = Principal.ofProcess();
  private final Starting starting;
  private final Runs runs;
  private final Migrations migrations;
  private final Pending pending;

  private Engine(Host host) {
    this.host = host;
    this.starting = new Starting(host);
    this.runs = new Runs(host);
    this.migrations = new Migrations(host, runs);
    this.pending = new Pending(host, runs);
  }

  /** An engine on this journal, to be told what else it needs. */
  public static Builder on(Journal journal) {
    return new Builder(journal);
  }

  /**
   * Starts a run, asked for by the user of the operating system, which is claimed. Where people are
   * known by other names, say who asks: a {@code fourEyes} gate tells people apart by their names.
   *
   * @throws WorkflowException as {@link #start(Workflow, RunId, Object, Principal)} does
   */
  public <I, O> Run<O> start(Workflow<I, O> workflow, RunId run, I input) {
    return start(workflow, run, input, self);
  }

  /**
   * Starts a run.
   *
   * @param requester who asks for it; a {@code fourEyes} gate is not theirs to open
   * @throws WorkflowException if the run id is used in this log, or the input cannot be recorded;
   *     nothing was written
   */
  public <I, O> Run<O> start(Workflow<I, O> workflow, RunId run, I input, Principal requester) {
    Inside.refuse("start a run");
    return runs.start(workflow, run, starting.asked(workflow, input, requester, false));
  }

  /**
   * Asks again for what has ended: a new run with what the old one was given, which names it. The
   * old one stays as it ended.
   *
   * @throws WorkflowException if there is no such run of this workflow, it has not ended, or the
   *     new id is used; nothing was written
   */
  public <I, O> Run<O> startAgain(
      Workflow<I, O> workflow, RunId ended, RunId run, Principal requester) {
    Inside.refuse("start a run");
    return runs.start(workflow, run, starting.again(workflow, ended, requester));
  }

  /**
   * Rehearses a workflow: what combines and computes is run and checked, what acts, asks or waits
   * is passed over, and so is what reads of that. The run is marked as a rehearsal in the record.
   * It ends cancelled by {@code system:rehearsal} where its result was passed over.
   *
   * @throws WorkflowException as {@link #start(Workflow, RunId, Object, Principal)} does
   */
  public <I, O> Run<O> rehearse(Workflow<I, O> workflow, RunId run, I input) {
    Inside.refuse("rehearse a workflow");
    return runs.start(workflow, run, starting.asked(workflow, input, self, true));
  }

  /**
   * Goes on with a run whose process was stopped, and presents its open gates again if somebody is
   * reachable. What has ended stays as it is; where there is nothing to do, nothing is written.
   */
  public Run<?> resume(RunId run) {
    Inside.refuse("resume a run");
    return runs.post(run, task -> task.progress().resume(Optional.empty()));
  }

  /**
   * The same on a person's word, which is recorded: steps that failed and wait are tried again. A
   * step that acts and is not repeatable is in doubt after a failure, and stays so.
   */
  public Run<?> resume(RunId run, Principal by) {
    Inside.refuse("resume a run");
    Principal person = host.persons().person(by);
    return runs.post(run, task -> task.progress().resume(Optional.of(person)));
  }

  /** The run, to wait for it; nothing is presented, tried again or written. */
  public Run<?> run(RunId run) {
    Inside.refuse("wait for a run");
    return runs.post(run, task -> {});
  }

  /**
   * Presents the open gates of a run once more on every channel, reachable or not.
   *
   * @throws WorkflowException if one of them was presented 20 times within the last hour; nothing
   *     was written
   */
  public Run<?> present(RunId run) {
    Inside.refuse("present a gate");
    RunFacts facts = RunFacts.of(Standings.entries(host.journal(), run));
    Fatigue.of(host.journal(), run, host.time().now()).refuse(run, facts);
    return runs.post(run, task -> task.progress().present());
  }

  /**
   * Takes a decision that came in over a channel whose answers the host hands in ({@link
   * Channel#isInbox}). It is recorded either way: as counted, or as refused with the reason.
   *
   * @return why it does not count, or empty if it does; then the run goes on
   */
  public Optional<String> decide(Decision decision) {
    Inside.refuse("answer a gate");
    return runs.ask(decision.run(), task -> task.progress().gates().decide(decision, true));
  }

  /**
   * The text to sign in order to answer an open gate: what is asked, who answers how, and what the
   * log is now. {@code ssh-keygen -Y sign -n interlock-approval-v1} signs it; the decision then
   * carries both as a {@link Decision.Proof.Signature}. Writes nothing, so that the journal may be
   * one that is only read.
   *
   * @throws WorkflowException if the gate is not open
   */
  public String approvalText(
      GateRequest request, Decision.Answer answer, Principal by, String role) {
    Inside.refuse("ask about a gate");
    return runs.ask(
        request.run(),
        task -> task.progress().gates().approvalText(request.gate(), answer, by, role));
  }

  /** The roles in which somebody may answer an open gate so; see {@link Channel.Answers#roles}. */
  public List<String> roles(GateRequest request, Principal by, Decision.Answer answer) {
    Inside.refuse("ask about a gate");
    return runs.ask(
        request.run(), task -> task.progress().gates().roles(request.gate(), by, answer));
  }

  /**
   * Lets a run go by the people that this engine knows, on the word of one of them, which is
   * recorded. So do the runs that it asked for. What was decided is looked at again under these
   * people before it is used.
   *
   * @throws WorkflowException if the engine knows no people, this is none of them, or another run
   *     asked for this one: that one is let go by them
   */
  public Run<?> adoptPeople(RunId run, Principal by) {
    Inside.refuse("change the people of a run");
    Principal person = host.persons().required(by, host.time().now());
    Standings.refuseChild(host.journal(), run);
    return runs.post(run, task -> task.progress().adoptPeople(person));
  }

  /**
   * Takes a value that a {@code receive} asks for, has it checked, and records it either way: as
   * received, or as refused with the reason.
   *
   * @return why it does not count, or empty if it does; then the run goes on
   */
  public Optional<String> submit(Submission submission) {
    Inside.refuse("hand in a value");
    return runs.submit(submission);
  }

  /**
   * Takes a person's word on whether the effect of a step in doubt happened.
   *
   * @param effect what the step gave, as JSON of its type, if it happened; if it did not, the step
   *     is run again
   * @throws WorkflowException if the step is not in doubt, or the value is not of its type
   */
  public Run<?> reconcile(RunId run, String path, Optional<Json> effect, Principal by) {
    Inside.refuse("settle a doubt");
    Principal person = host.persons().word(by, host.time().now());
    runs.ask(run, task -> task.progress().reconcile(path, effect, person));
    return runs.post(run, task -> task.progress().advance());
  }

  /**
   * Calls a run off as soon as no body of it is running: what is in doubt is settled first, effects
   * are undone where they can be, open gates close. One that has ended stays as it is.
   */
  public Run<?> cancel(RunId run, Principal by) {
    Inside.refuse("call a run off");
    return runs.post(run, task -> task.progress().cancel(by));
  }

  /**
   * What would happen if a run went on under another definition; nothing is written.
   *
   * @throws WorkflowException if there is no such run
   */
  public Run.Migration migration(RunId run, Workflow<?, ?> to) {
    return migrations.look(run, to);
  }

  /**
   * Goes on with a run under another definition of its workflow, on the word of a person, which is
   * recorded. What is recorded stays as it is; approvals are looked at again under the new
   * definition before they are used.
   *
   * @throws WorkflowException if somebody works at the run, or it cannot go on under this
   *     definition; the message says all that is in the way, and nothing was written
   */
  public Run<?> migrate(RunId run, Workflow<?, ?> to, Principal by) {
    Inside.refuse("migrate a run");
    migrations.migrate(run, to, host.persons().word(by, host.time().now()));
    return runs.post(run, task -> task.progress().resume(Optional.empty()));
  }

  /** All runs of the log in the order in which they were started. */
  public List<RunId> runs() {
    return host.journal().runs();
  }

  /** Where a run stands, or empty if there is none; its definition need not be registered. */
  public Optional<Run.Standing> standing(RunId run) {
    return Standings.of(host.journal(), run);
  }

  /** The events of a run in their order; none if there is no such run. */
  public List<Entry> events(RunId run) {
    return host.journal().entries(run);
  }

  /** The open gates of all runs whose definition is registered here; reads the whole log. */
  public List<GateRequest> pending() {
    return runs().stream().flatMap(run -> pending(run).stream()).toList();
  }

  /** The open gates of a run; none if its definition is not registered here. */
  public List<GateRequest> pending(RunId run) {
    return pending.gates(run);
  }

  /** What a run asks for from outside; nothing if its definition is not registered here. */
  public List<Submission.Request> requested(RunId run) {
    return pending.submissions(run);
  }

  /**
   * Does what is due: expiry, retries, pauses and deadlines. For hosts without timers, and once
   * after a restart; the first call reads the whole log.
   */
  public void runDue() {
    Inside.refuse("do what is due");
    pending.runDue();
  }

  /** What an engine is made of. Use from one thread. */
  public static final class Builder extends HostDraft<Builder> {
    private Builder(Journal journal) {
      super(journal);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * The engine.
     *
     * @throws WorkflowException if two channels have one name, a channel claims a grade that
     *     nothing here could prove, or the grace is not a time
     */
    public Engine build() {
      return new Engine(host());
    }
  }
}
