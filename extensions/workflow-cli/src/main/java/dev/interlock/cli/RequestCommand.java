package dev.interlock.cli;

import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the text to sign for an answer, and what is shown, into two files. It only reads the
 * record: no gate is presented anew, so that what others have signed stays good.
 */
final class RequestCommand {
  private final Host host;
  private final Screen screen;
  private final Log log;

  RequestCommand(Host host, Screen screen, Log log) {
    this.host = host;
    this.screen = screen;
    this.log = log;
  }

  /** What is asked of whom, and where it is written. */
  private record Asked(
      GateRequest request, Decision.Answer answer, Principal by, String role, Path folder) {
    Path text() {
      return file(by.name() + "." + answer.word());
    }

    Path shown() {
      return file("shown");
    }

    private Path file(String last) {
      String name = request.run() + "." + request.gate() + "." + request.attempt() + "." + last;
      return folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".txt");
    }
  }

  /** Gives the exit code back. */
  int request(RunId run, Typed typed) {
    People people = host.people().orElseThrow(KnownPeople::none);
    Log.Known known = log.known(run);
    new AnswerCommands(host, screen, log).refuseOtherPeople(known);
    GateRequest request = Respondent.gate(typed.option("gate"), known.open(), run.value());
    Principal by = Respondent.named(typed.option("as").orElseThrow(), people).name();
    Decision.Answer answer =
        typed.option("deny").isPresent() ? Decision.Answer.DENIED : Decision.Answer.APPROVED;
    try (Journal journal = log.read()) {
      Engine engine = log.reading(journal).people(people).build();
      List<String> roles = engine.roles(request, by, answer);
      Optional<String> chosen = typed.option("role");
      if (chosen.filter(role -> !roles.contains(role)).isPresent()) {
        throw new Mistake(
            "'" + by + "' may not answer as '" + chosen.get() + "'; but as: " + roles);
      }
      String role = Respondent.role(chosen, request, by, roles);
      Path folder = Typed.path("--out", typed.option("out").orElse(""));
      Asked asked = new Asked(request, answer, by, role, folder);
      write(asked, engine.approvalText(request, answer, by, role));
      tell(asked);
      return Exit.COMPLETED;
    }
  }

  private static void write(Asked asked, String text) {
    try {
      Files.createDirectories(asked.folder().toAbsolutePath());
      write(asked.shown(), ShownPage.of(asked.request()));
      write(asked.text(), text);
    } catch (IOException e) {
      throw new Mistake("'" + asked.folder() + "' cannot be written: " + e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
        throw new Mistake(
            "'" + file + "' is there already; name another folder with --out DIR, or remove it");
      }
    }
  }

  private static String sign(Asked asked) {
    return "ssh-keygen -Y sign -f KEY -n interlock-approval-v1 "
        + Text.quoted(asked.text().toString());
  }

  private String handIn(Asked asked) {
    boolean yes = asked.answer() == Decision.Answer.APPROVED;
    return log.next().command(yes ? "approve" : "deny", asked.request().run())
        + " --signature "
        + Text.quoted(asked.text() + ".sig");
  }

  private void tell(Asked asked) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after("what is shown:    ", asked.shown().toString()));
    lines.addAll(Text.after("the text to sign: ", asked.text().toString()));
    lines.add("compare this digest of what is shown on a second device; the text has it too:");
    lines.add("  " + asked.request().shown());
    lines.addAll(
        Text.after(
            "",
            "read both; then "
                + asked.by()
                + " signs as "
                + asked.role()
                + " that it is "
                + asked.answer().word()
                + ", with a key of theirs in place of KEY:"));
    lines.add("  " + sign(asked));
    lines.add("and somebody hands it in:");
    lines.add("  " + handIn(asked));
    screen.say(lines);
    screen.answer(object(asked));
  }

  private Map<String, Object> object(Asked asked) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", asked.request().run());
    object.put("gate", asked.request().gate());
    object.put("attempt", asked.request().attempt());
    object.put("answer", asked.answer().word());
    object.put("principal", asked.by());
    object.put("role", asked.role());
    object.put("digest", asked.request().shown());
    object.put("shown", asked.shown().toString());
    object.put("text", asked.text().toString());
    object.put("sign", sign(asked));
    object.put("next", handIn(asked));
    object.put("exit", Exit.COMPLETED);
    return object;
  }
}
