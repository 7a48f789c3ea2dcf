package dev.interlock.cli;

import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.Run;
import dev.interlock.gates.ApprovalKey;
import dev.interlock.gates.SignatureChannel;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The commands that answer gates: in the terminal, with a key, or with a signature. */
final class AnswerCommands {
  private static final Principal NOBODY = Principal.of("-");

  private final Host host;
  private final Screen screen;
  private final Log log;

  AnswerCommands(Host host, Screen screen, Log log) {
    this.host = host;
    this.screen = screen;
    this.log = log;
  }

  /** Answers a gate of a run, then goes on; gives the exit code back. */
  int answer(RunId run, TypedAnswer answer) {
    Log.Known known = log.known(run);
    boolean ended = Exit.isEnd(known.standing().status());
    if (!ended) {
      refuseOtherPeople(known);
    }
    if (answer.signature().isPresent()) {
      return handIn(known, answer, signed(known, answer));
    }
    if (ended) {
      screen.note("run " + run + " has ended already; nothing of it was changed");
      return new OneRun(host, screen, log).left(known);
    }
    if (answer.key().isPresent()) {
      return handIn(known, answer, signing(known, answer));
    }
    refuseTerminal(known);
    return go(known, answer, new HandedIn(), engine -> engine.present(run));
  }

  private int go(
      Log.Known known, TypedAnswer answer, HandedIn handedIn, Function<Engine, Run<?>> how) {
    RunId run = known.standing().run();
    try (Journal journal = log.open()) {
      Session.About about = new Session.About(log.folder(), run, answer.asking());
      return new OneRun(host, screen, log).go(about, journal, how, handedIn);
    }
  }

  private int handIn(Log.Known known, TypedAnswer answer, Function<Engine, Decision> decision) {
    HandedIn handedIn = new HandedIn();
    return go(
        known,
        answer,
        handedIn,
        engine -> {
          Decision made = decision.apply(engine);
          handedIn.told(engine.decide(answer.comment().map(made::withComment).orElse(made)));
          return engine.run(known.standing().run());
        });
  }

  private People people() {
    return host.people().orElseThrow(KnownPeople::none);
  }

  /** Signs here. */
  private Function<Engine, Decision> signing(Log.Known known, TypedAnswer answer) {
    People people = people();
    ApprovalKey key = key(answer);
    People.Person person = owner(answer, key, people);
    GateRequest request =
        Respondent.gate(
            answer.options().option("gate"), known.open(), known.standing().run().value());
    return engine -> {
      Principal by = person.name();
      List<String> roles = engine.roles(request, by, answer.answer());
      String role = Respondent.role(answer.role(), request, by, roles);
      String text = engine.approvalText(request, answer.answer(), by, role);
      return SignatureChannel.decision(request, key.sign(text));
    };
  }

  private static ApprovalKey key(TypedAnswer answer) {
    try {
      return ApprovalKey.read(Typed.path("--key", answer.key().orElseThrow()));
    } catch (WorkflowException e) {
      throw new Mistake(e.getMessage() + "\nnothing was changed");
    }
  }

  private People.Person owner(TypedAnswer answer, ApprovalKey key, People people) {
    return answer
        .options()
        .option("as")
        .map(name -> Respondent.named(name, people))
        .or(() -> key.owner(people))
        .orElseThrow(
            () ->
                new Mistake(
                    "the key "
                        + key.fingerprint()
                        + " is nobody's among the people; nothing was changed\nadd it to whoever"
                        + " it belongs to:",
                    log.next().command("people add NAME --key PUBFILE")));
  }

  /** Hands in what was signed elsewhere. */
  private Function<Engine, Decision> signed(Log.Known known, TypedAnswer answer) {
    people();
    Decision.Proof.Signature signed =
        SignedFiles.read(
            answer.options().file("signature").orElseThrow(), answer.options().file("text"));
    String says = SignedFiles.said(signed, "decision").orElse(answer.answer().word());
    if (!says.equals(answer.answer().word())) {
      throw new Mistake(
          "the text that was signed says '" + says + "'; nothing was handed in",
          log.next().command(says.equals("denied") ? "deny" : "approve", known.standing().run())
              + " --signature "
              + Text.quoted(answer.signature().orElseThrow()));
    }
    return engine ->
        meant(engine.pending(known.standing().run()), signed)
            .map(request -> SignatureChannel.decision(request, signed))
            .or(() -> closed(known, signed))
            .orElseThrow(
                () -> new Mistake("run '" + known.standing().run() + "' has asked nobody yet"));
  }

  /** The gate that a text names, or else one that is open and says what is wrong with it. */
  private static Optional<GateRequest> meant(
      List<GateRequest> open, Decision.Proof.Signature signed) {
    Optional<String> gate = SignedFiles.said(signed, "gate");
    return open.stream()
        .filter(request -> gate.filter(request.gate()::equals).isPresent())
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  /** An answer to a gate that is open no more, so that it is recorded why it does not count. */
  private static Optional<Decision> closed(Log.Known known, Decision.Proof.Signature signed) {
    return known
        .last(Event.GateRequested.class)
        .map(
            asked ->
                new Decision(
                    known.standing().run(),
                    asked.path(),
                    asked.attempt(),
                    asked.nonce(),
                    asked.shown(),
                    Decision.Answer.DENIED,
                    SignedFiles.said(signed, "principal").map(Principal::of).orElse(NOBODY),
                    asked.roles().get(0),
                    SignatureChannel.of().name(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(signed)));
  }

  /** What a terminal says could not count, and asking anew would void what others have signed. */
  private void refuseTerminal(Log.Known known) {
    List<OpenGate> gates = Left.gates(known);
    if (!gates.isEmpty() && gates.stream().allMatch(OpenGate::asksForKey)) {
      throw new Mistake(
          "gate '"
              + gates.get(0).asked().path()
              + "' asks for the grade "
              + gates.get(0).asked().presence()
              + ", which no terminal reaches; nothing was changed\nwrite the text to sign:",
          log.next().command("request " + known.standing().run() + " --as NAME"));
    }
  }

  /** A run goes by the people that it was started with; asking anybody else would be in vain. */
  void refuseOtherPeople(Log.Known known) {
    Optional<String> here = host.people().map(People::digest);
    if (here.isPresent() && !known.people().equals(here)) {
      throw new Mistake(
          "run '"
              + known.standing().run()
              + "' goes by "
              + known.people().map(other -> "other people, " + other).orElse("no people")
              + "; those of the file are "
              + here.get()
              + "\nnothing was changed; whoever may change them lets it go by these:",
          log.next().command("people adopt", known.standing().run()));
    }
  }
}
