package dev.interlock.audit.export;

import dev.interlock.record.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The page that goes with an export: what is there, and the commands that check it, each indented
 * by four spaces. ASCII; nothing in it was written by a host or a person. Use from one thread.
 */
public final class Readme {
  private static final String APPROVALS = "approvals/";
  private static final String SIG = ".sig";

  private final StringBuilder text = new StringBuilder();
  private final RunFacts facts;
  private final Contents contents;

  private Readme(RunFacts facts, Contents contents) {
    this.facts = facts;
    this.contents = contents;
  }

  /** The bytes of the page. */
  public static byte[] of(RunFacts facts, Contents contents) {
    Readme page = new Readme(facts, contents);
    page.title();
    page.files();
    page.missing();
    page.check();
    return page.text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void title() {
    Event.RunStarted started = facts.started();
    say("Run " + facts.run());
    say("");
    say("workflow  " + started.workflow() + ", definition " + started.definition());
    say("log       " + facts.origin());
    say("head      " + facts.size() + " lines, " + facts.root());
    say("lines     " + facts.entries().size() + " of this run");
    say("outcome   " + facts.outcome());
    say("verdict   " + facts.verdict() + " (what the verifier said when this was exported)");
    if (facts.outcome().equals(RunFacts.INCOMPLETE)) {
      say("");
      say("INCOMPLETE: this run has not ended. More will follow in its log.");
    }
  }

  private void files() {
    say("");
    say("WHAT IS HERE");
    say("");
    say("run.jsonl        the lines of this run as they stand in the log, in their order");
    say("log.json         which log it is");
    say("head.checkpoint  a head of that log: its name, how many lines it had, their tree hash");
    optional("head.checkpoint.sig", "its signature by the log (SSHSIG, interlock-head-v1)");
    optional("head.note", "the same head with the signatures of the log and of witnesses");
    say("proofs.jsonl     for each line that it stands in that head (RFC 6962, 2.1.1)");
    say("outlines/        the definitions that the run follows");
    group("shown/", "what people were shown before they decided");
    group("blobs/", "large and sensitive values: 16 random bytes, then the value");
    group(APPROVALS, "what people signed, and their signatures");
    say("statement.json   what the run was about and how it went (in-toto Statement v1)");
    optional("statement.dsse.json", "the same, signed (DSSE, Ed25519)");
    optional("key.pub", "the key that signed the export, as SSH writes it");
    optional("key.pem", "the same key, as openssl reads it");
    say("SHA256SUMS       the digests of all these files");
    if (contents.key().isPresent()) {
      say("SHA256SUMS.sig   its signature (SSHSIG, " + CheckCommands.NAMESPACE + ")");
    }
  }

  private void optional(String file, String what) {
    if (contents.files().contains(file)) {
      say(String.format("%-16s %s", file, what));
    }
  }

  private void group(String folder, String what) {
    if (contents.files().stream().anyMatch(file -> file.startsWith(folder))) {
      say(String.format("%-16s %s", folder, what));
    }
  }

  private void missing() {
    if (contents.key().isEmpty()) {
      say("");
      say("NOT SIGNED: no key signed this export. There is no statement.dsse.json and no");
      say("SHA256SUMS.sig; whoever can write this folder can have written all of it.");
    }
    if (!contents.leftOut().isEmpty()) {
      say("");
      say("LEFT OUT: the lines name these blobs. They are in the log and were not exported:");
      contents.leftOut().forEach(blob -> say("  blobs/" + blob));
    }
    if (!contents.erased().isEmpty()) {
      say("");
      say("ERASED: the lines name these blobs, and say that they were erased for good:");
      contents.erased().forEach(blob -> say("  blobs/" + blob));
    }
  }

  private void check() {
    say("");
    say("HOW TO CHECK IT");
    say("");
    say("With sh, coreutils, sed, grep, find, ssh-keygen and openssl. The commands stand behind");
    say("four spaces. All of them, in this folder, one after the other:");
    say("  sed -n 's/^    //p' README.txt > /tmp/check.sh; cat /tmp/check.sh; sh /tmp/check.sh");
    say("Read them first: a page that somebody changed can name commands that check nothing.");
    commands("To begin with:", CheckCommands.START);
    signature();
    commands("Every file is the one that was listed, and there is no other:", CheckCommands.FILES);
    envelope();
    commands(
        "The statement is about these lines, this head and this end:", CheckCommands.STATEMENT);
    commands("What the lines name is here, but for blobs:", CheckCommands.NAMED);
    commands("The lines are of this run:", CheckCommands.ofRun(facts.run()));
    commands("Each line stands in the head at its place, in order:", CheckCommands.PROOFS);
    head();
    approvals();
    limits();
    commands("At the end:", CheckCommands.end());
  }

  private void signature() {
    contents
        .key()
        .ifPresent(
            key -> {
              commands("The list of files is signed:", CheckCommands.SIGNATURE);
              say("");
              say("The first line that is printed must name the key of the log's owner. Ask the");
              say("owner, and believe nothing in this folder about it; here it says");
              say("  " + key);
            });
  }

  private void envelope() {
    if (contents.key().isPresent()) {
      commands("The statement is signed by the same key:", CheckCommands.ENVELOPE);
    }
  }

  private void head() {
    contents
        .headKey()
        .ifPresent(
            key -> {
              commands(
                  "The head is signed by the log:",
                  CheckCommands.signedBy("head.checkpoint", "interlock-head-v1", key));
              say("");
              say("That key must be one of the owner's as well. Ask for it:");
              say("  " + key);
            });
    if (contents.files().contains("head.note")) {
      commands("The note is about the same head:", CheckCommands.note());
      say("");
      say("To check a signature of it, take the key of the witness from the witness, and see");
      say("docs/record.md of Interlock, \"Anchors and witnesses\".");
    }
  }

  private void approvals() {
    List<String> signed =
        contents.files().stream()
            .filter(file -> file.startsWith(APPROVALS))
            .filter(file -> contents.files().contains(file + SIG))
            .toList();
    for (String file : signed) {
      commands(
          "An answer in this run, signed by the key that is printed, which must be the principal's:",
          CheckCommands.answered(file, "run " + facts.run()));
    }
  }

  private void limits() {
    say("");
    say("WHAT IT DOES NOT SAY");
    say("");
    say("That a line stands in the head says not that no line of the run is missing here: for");
    say("that there is the word of whoever signed the export, or the whole log. And that the log");
    say("says so says not that it happened: see the presence of each decision in statement.json.");
    say(
        "Of the statement, the lines, the head and the outcome were compared with what is here. All");
    say("else in it is the word of whoever signed it, and of anybody where nobody did.");
  }

  private void commands(String what, List<String> commands) {
    say("");
    say(what);
    say("");
    commands.forEach(command -> say("    " + command));
  }

  private void say(String line) {
    text.append(line).append('\n');
  }
}
