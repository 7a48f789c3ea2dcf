package dev.interlock.audit;

import dev.interlock.People;
import dev.interlock.audit.judge.Answer;
import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.internal.sshsig.SshSignature;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Optional;

/**
 * Looks at what proves the answers in a log: what was signed, and by whom, as far as the people are
 * known. Use from one thread.
 */
final class AnswerProofs implements Answer.Proof {
  private final LogFolder folder;
  private final Optional<RunId> run;
  private final List<People> people;
  private Optional<Unknown> unknown = Optional.empty();
  private Optional<String> unlooked = Optional.empty();
  private long signed;

  /** A key that is not that of who is said to have answered, and the line that says so. */
  record Unknown(long line, String why) {}

  /**
   * Looks at the answers of a log.
   *
   * @param run the run asked about, if it is about one
   * @param people those whose answers are looked at; without them it is not looked at who answered
   */
  AnswerProofs(LogFolder folder, Optional<RunId> run, List<People> people) {
    this.folder = folder;
    this.run = run;
    this.people = people;
  }

  /** The first key that is somebody else's, if there is one. */
  Optional<Unknown> unknown() {
    return unknown;
  }

  /** Why it could not be looked at who gave an answer, if it was asked for. */
  Optional<String> unlooked() {
    return unlooked;
  }

  /** How many answers are signed. */
  long signed() {
    return signed;
  }

  @Override
  public Optional<String> objection(Answer answer) {
    Optional<String> name = answer.by().signed();
    if (name.isEmpty()) {
      return byWhom(answer, Optional.empty());
    }
    signed++;
    Optional<ApprovalFile> file =
        name.filter(one -> one.startsWith(answer.about().nonce() + "."))
            .flatMap(one -> ApprovalFile.read(folder, one));
    if (file.isEmpty()) {
      return Optional.of("is decided by a signature, and the files that it names are missing");
    }
    return signed(answer, file.get());
  }

  private Optional<String> signed(Answer answer, ApprovalFile file) {
    try {
      SshSignature read = SshSignature.parse(file.signature());
      return text(answer, file.text())
          .or(() -> signature(answer, read, file.text()))
          .map(why -> "is decided by a signature " + why)
          .or(() -> byWhom(answer, Optional.of(read.publicKey())));
    } catch (Malformed e) {
      return Optional.of("is decided by a signature that is none: " + e.sentence());
    }
  }

  private Optional<String> text(Answer answer, byte[] bytes) {
    Optional<String> other = ApprovalText.difference(bytes, answer.about());
    if (other.isPresent()) {
      return Optional.of("over another " + other.get());
    }
    ApprovalText text = ApprovalText.parse(bytes, answer.about()).orElseThrow();
    Answer.By by = answer.by();
    boolean same =
        text.answer().equals(by.answer())
            && text.role().equals(by.role())
            && text.principal().equals(by.principal());
    if (!same) {
      return Optional.of("over another decision, role or principal");
    }
    return had(text.head(), answer.place().seq())
        ? Optional.empty()
        : Optional.of("over a head that this log did not have before it");
  }

  /** Whether the log was this when it had so many lines; its heads are looked at one by one. */
  private boolean had(ApprovalText.Head head, long lines) {
    return head.equals(ApprovalText.Head.none())
        || (head.size() <= lines
            && folder
                .read(folder.head(head.size()))
                .flatMap(Head::parse)
                .filter(kept -> kept.size() == head.size() && kept.root().equals(head.root()))
                .isPresent());
  }

  private static Optional<String> signature(Answer answer, SshSignature read, byte[] text) {
    boolean device = read.publicKey().kind().isSecurityKey();
    if (!read.namespace().equals(ApprovalText.NAMESPACE)) {
      return Optional.of("that is made for another purpose than " + ApprovalText.NAMESPACE);
    }
    if (device && !read.touched()) {
      return Optional.of("of a security key that nobody touched");
    }
    if (!read.verify(ApprovalText.NAMESPACE, text)) {
      return Optional.of("that is not by its key over this text");
    }
    return answer.by().presence() == (device ? Presence.HARDWARE : Presence.KEY)
        ? Optional.empty()
        : Optional.of("that is of another grade");
  }

  private Optional<String> byWhom(Answer answer, Optional<SshPublicKey> key) {
    if (people.isEmpty()) {
      return Optional.empty();
    }
    Optional<People> known =
        people.stream()
            .filter(one -> answer.people().filter(one.digest()::equals).isPresent())
            .findFirst();
    if (known.isEmpty()) {
      notLookedAt(answer);
      return Optional.empty();
    }
    Answerer answerer = new Answerer(known.get(), answer);
    key.filter(one -> !answerer.owns(one)).ifPresent(one -> foreign(answer, one));
    return answerer.objection();
  }

  private void notLookedAt(Answer answer) {
    String id = answer.about().run();
    List<String> runs = answer.place().runs();
    if (unlooked.isEmpty() && run.filter(one -> !runs.contains(one.value())).isEmpty()) {
      unlooked =
          Optional.of(
              answer
                  .people()
                  .map(
                      digest ->
                          "run '"
                              + id
                              + "' goes by the people of "
                              + digest
                              + ", who are others than those given; give these as well")
                  .orElse(
                      "run '" + id + "' goes by no people: who answered in it is only claimed"));
    }
  }

  private void foreign(Answer answer, SshPublicKey key) {
    if (unknown.isEmpty()) {
      unknown =
          Optional.of(
              new Unknown(
                  answer.place().seq() + 1,
                  "gate '"
                      + answer.about().gate()
                      + "' of run '"
                      + answer.about().run()
                      + "' is answered with "
                      + key.fingerprint()
                      + ", which is no key of '"
                      + answer.by().principal()
                      + "' at that time"));
    }
  }
}
