package dev.interlock.cli;

import dev.interlock.audit.Head;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the newest head of a log to somebody who keeps it elsewhere. */
final class HeadCommand {
  private final Screen screen;
  private final Log log;

  HeadCommand(Screen screen, Log log) {
    this.screen = screen;
    this.log = log;
  }

  /** A head of a log that does not hold is not given: who keeps it would vouch for it. */
  int head(Optional<Path> file) {
    log.refuseIfNone();
    RecordVerifier verifier = RecordVerifier.of(log.folder());
    Optional<Path> kept = file.filter(Files::exists);
    Verification found = verified(kept.map(path -> holding(verifier, path)).orElse(verifier));
    if (isBad(found.verdict())) {
      String why = found.reason().map(reason -> ": " + reason).orElse("");
      return screen.refuse(
          found.verdict().exitCode(),
          found.verdict().word() + why + "\nno head is given; see:",
          Optional.of(log.next().command("verify")));
    }
    Head head = Head.newest(log.folder()).orElseThrow(HeadCommand::none);
    file.ifPresent(path -> write(path, head));
    tell(head, file);
    if (found.uncovered() > 0) {
      screen.note(found.uncovered() + " lines come after this head");
    }
    return Exit.COMPLETED;
  }

  private static boolean isBad(Verification.Verdict verdict) {
    return verdict == Verification.Verdict.TAMPERED || verdict == Verification.Verdict.ROLLED_BACK;
  }

  /** What is there already must be a head that the log goes on from. */
  private static RecordVerifier holding(RecordVerifier verifier, Path file) {
    try {
      return verifier.keptHead(file);
    } catch (WorkflowException e) {
      throw new Mistake(e.getMessage() + "\nit was not written over; name another file");
    }
  }

  private static Verification verified(RecordVerifier verifier) {
    return verifier.verify();
  }

  private static Mistake none() {
    return new Mistake("the log has no head yet; start a run first");
  }

  private static void write(Path file, Head head) {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(temporary, head.text());
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Mistake("the head cannot be written to '" + file + "': " + e);
    }
  }

  private void tell(Head head, Optional<Path> file) {
    screen.say(
        file.map(path -> Text.after("kept in ", path + ": " + head.size() + " lines"))
            .orElseGet(() -> List.copyOf(head.text().lines().toList())));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("origin", head.origin());
    object.put("size", head.size());
    object.put("root", head.root());
    object.put("file", file.map(Path::toString));
    object.put("exit", Exit.COMPLETED);
    screen.answer(object);
  }
}
